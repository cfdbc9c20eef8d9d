"""Live updates: what happens reaches open pages, and a slow one is not waited for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.types import Message

from console.web.app import create_app
from console.web.doors import COOKIE
from console.web.live.channel import Channel, Shown, Topic
from console.web.live.frames import frame
from console.web.live.stream import MOST_WAITING, Stream
from rehearsals.core import commands as c
from tests.console.web.place import Place, a_place
from tests.console.web.serving import free_port, served

TOPIC = Topic(run="DR1", page="tonight")


def test_a_frame_is_one_line_of_data_whatever_is_in_it() -> None:
    """A line break in a title cannot begin another event."""
    assert frame("regions", {"a": "x\n\nevent: bye"}, id_="7") == (
        b'event: regions\nid: 7\ndata: {"a":"x\\n\\nevent: bye"}\n\n'
    )


def test_only_regions_that_differ_are_sent() -> None:
    """What is the same on the page stays as it is."""
    before = Shown(seq=1, regions={"a": "1", "b": "1"}, clock={})

    news = Shown(seq=2, regions={"a": "1", "b": "2"}, clock={}).news(before)

    assert _data(news, "regions") == [{"b": "2"}]
    assert _data(news, "tick") == [{"seq": 2}]


def test_a_slow_page_gets_the_whole_instead_of_a_queue() -> None:
    """However slow a line is, no more waits for it than a few frames."""
    stream = Stream()

    for number in range(MOST_WAITING + 1):
        stream.put(b"%d " % number, whole=b"whole ")

    stream.end(b"bye")
    assert asyncio.run(_all(stream)) == [b"whole bye"]


def test_a_channel_sends_the_same_news_to_all() -> None:
    """Each open page of a topic gets what is new."""
    channel = Channel(topic=TOPIC, streams={Stream(), Stream()})

    channel.show(Shown(seq=1, regions={"a": "1"}, clock={}))

    for stream in channel.streams:
        stream.end(b"")
        assert _data(b"".join(asyncio.run(_all(stream))), "regions") == [{"a": "1"}]


def test_what_happens_reaches_an_open_page(live: tuple[Place, str]) -> None:
    """A task is started by somebody else; the open board is sent its new regions."""
    place, url = live
    run = place.opened()
    with _stream(place, url, f"/runs/{run}/live/tonight") as events:
        _until(events, "regions")

        place.done(run, c.StartTask, "ann", task="T1")

        assert "running" in _until(events, "regions")["tasks"]


def test_a_page_that_comes_back_is_told_what_it_missed(live: tuple[Place, str]) -> None:
    """After a lost line the browser names the last event it saw, and is told if there is more."""
    place, url = live
    run = place.opened()
    place.done(run, c.AddNote, "ann", text="While the line was down.")

    with _stream(place, url, f"/runs/{run}/live/tick", {"Last-Event-ID": "1"}) as events:
        assert _until(events, "tick") == {"seq": 2}


def test_a_page_that_missed_nothing_is_only_told_the_time(live: tuple[Place, str]) -> None:
    """A page that has just been loaded is not made to load itself again."""
    place, url = live
    run = place.opened()

    with _stream(place, url, f"/runs/{run}/live/tick?after=1") as events:
        assert next(events)[0] == "clock"


def test_whoever_is_not_signed_in_follows_nothing(live: tuple[Place, str]) -> None:
    """A stream is refused, so that the page can say so."""
    place, url = live
    run = place.opened()

    answer = httpx.get(f"{url}/runs/{run}/live/tonight", trust_env=False)

    assert answer.status_code == 401


def test_open_pages_do_not_keep_the_console_from_stopping(tmp_path: Path) -> None:
    """A console that stops says good-bye to every open page."""
    port = free_port()
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}") as place:
        run = place.opened()
        with served(place.house, port) as url:
            client = httpx.Client(trust_env=False, cookies={COOKIE: place.session("vic")})
            answer = client.send(
                client.build_request("GET", f"{url}/runs/{run}/live/tonight"), stream=True
            )
            events = _events(answer)
            _until(events, "clock")
        assert _until(events, "bye") == {}
        answer.close()
        client.close()


def test_a_browser_that_has_gone_before_the_answer_begins_leaves_nothing_open(
    place: Place,
) -> None:
    """Or whoever goes from page to page on a bad line would use up all the streams there are."""
    run = place.opened()
    cookie = f"{COOKIE}={place.session('vic')}".encode()
    path = f"/runs/{run}/live/tick"
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "https", "root_path": "",
        "path": path, "raw_path": path.encode(), "query_string": b"", "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"callboard.test"), (b"cookie", cookie)],
    }  # fmt: skip

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def slow_line(_message: Message) -> None:
        await asyncio.Event().wait()

    asyncio.run(asyncio.wait_for(create_app(place.house)(scope, gone, slow_line), 10))

    assert place.house.hub.open_streams == 0


@contextmanager
def _stream(
    place: Place, url: str, path: str, headers: dict[str, str] | None = None
) -> Iterator[Iterator[tuple[str, Any]]]:
    cookies = {COOKIE: place.session("vic")}
    with (
        httpx.Client(trust_env=False, cookies=cookies, timeout=20) as client,
        client.stream("GET", f"{url}{path}", headers=headers) as answer,
    ):
        assert answer.status_code == 200
        yield _events(answer)


def _events(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def _until(events: Iterator[tuple[str, Any]], wanted: str) -> Any:
    return next(data for name, data in events if name == wanted)


def _data(sent: bytes, wanted: str) -> list[Any]:
    parts = [part.split("\n") for part in sent.decode().strip().split("\n\n")]
    return [json.loads(part[-1].removeprefix("data: ")) for part in parts if wanted in part[0]]


async def _all(stream: Stream) -> list[bytes]:
    return [frames async for frames in stream.frames()]
