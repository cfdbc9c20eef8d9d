"""Faults of a night: streams that nobody reads, sessions that end, pages of an older program."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest

from console.web.app import create_app
from console.web.doors import COOKIE
from console.web.live.channel import Shown, Topic
from console.web.live.hub import Hub
from console.web.live.stream import MOST_WAITING
from console.web.pages import live
from console.web.rendering import version
from rehearsals.journal.memory import MemoryJournal
from rehearsals.people.asked import RevokeRole
from tests.console.web.client import URL
from tests.console.web.place import Place

WELL, BROKEN = Topic(run="DR1", page="tonight"), Topic(run="DR2", page="tonight")
T = TypeVar("T")
#: Bytes of a page that is sent whole.
LARGE = 100_000


def test_form_with_other_words_is_another_deed(place: Place) -> None:
    """Whoever goes back to a form that was taken, and writes more, has not written in vain."""
    run = place.opened()
    note = f"/runs/{run}/do/add-note"
    ann = place.signed_in("ann")
    form = ann.get(note)

    for text in ("Queue at 40.", "Queue at 40.", "Queue at 0."):
        ann.send(form, note, text=text)

    notes = [fact.event.text for fact in place.house.look(run).facts[1:]]  # type: ignore[union-attr]
    assert notes == ["Queue at 40.", "Queue at 0."]


def test_files_are_found_by_the_address_of_an_older_program(place: Place) -> None:
    """A page that was open when the program was updated goes on; it is told not to keep them."""
    browser = place.browser()

    older, newest = (browser.get(f"/static/{name}/live.js") for name in ("0" * 12, version()))

    assert older.text == newest.text
    assert older.headers["cache-control"] == "no-cache"
    assert "immutable" in newest.headers["cache-control"]


def test_page_that_cannot_be_rendered_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """They go on; why it cannot is logged once, however long it lasts."""
    tried = 0

    def render(topic: Topic) -> Shown:
        nonlocal tried
        if topic == BROKEN:
            tried += 1
            raise ValueError("no such thing")
        return _shown(tried)

    async def follow() -> None:
        hub = Hub(MemoryJournal())
        for topic in (BROKEN, WELL):
            stream = hub.join(topic, None, _shown(0))
        hub.start(render, asyncio.get_running_loop())
        try:
            frames = stream.frames()
            while tried < 3:
                await anext(frames)
        finally:
            await asyncio.to_thread(hub.close)

    with caplog.at_level(logging.ERROR), _hurried():
        asyncio.run(follow())

    assert [record.message for record in caplog.records] == [
        "tonight of run DR2 cannot be rendered."
    ]


def test_stream_that_is_never_read_takes_no_more_than_a_few_frames(place: Place) -> None:
    """Its line is stuck; what waits for it is bounded, and its place is free once it is gone."""
    topic = Topic(run=place.opened(), page="tonight")
    hub = place.house.hub

    async def play(stuck: asyncio.Task[None]) -> int:
        (stream,) = hub._channels[topic].streams
        for number in range(50):
            hub._channels[topic].show(_shown(number, "x" * LARGE))
        waiting = sum(map(len, stream._waiting))
        stuck.cancel()
        await asyncio.wait([stuck])
        return waiting

    assert _asked(place, "vic", "/runs/DR1/live/tonight", play) < (MOST_WAITING + 1) * 2 * LARGE
    assert hub.open_streams == 0


def test_pages_open_beyond_the_most_are_told_to_come_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read all the same; only their news wait."""
    place.opened()
    vic = place.signed_in("vic")
    monkeypatch.setattr(live, "MOST_STREAMS", 0)

    answer = vic.get("/runs/DR1/live/tonight")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert vic.get("/runs/DR1/tonight").status_code == 200


@pytest.mark.parametrize("how", ["hours pass", "the role is taken away"])
def test_stream_ends_with_the_right_to_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Whoever may no longer look is sent nothing more; the browser comes again and is told."""
    topic = Topic(run=place.opened(), page="tonight")
    monkeypatch.setattr(live, "ASKED_AGAIN", 0.0)

    async def play(followed: asyncio.Task[None]) -> None:
        hub = place.house.hub
        hub._channels[topic].show(_shown(1))
        await asyncio.sleep(0)
        assert not followed.done()
        if how == "hours pass":
            place.clock.pass_(24 * 60)
        else:
            place.house.writer.people(
                RevokeRole(id="test-revoke", actor="adm", person="vic", role="viewer")
            )
        hub._channels[topic].show(_shown(2))
        await asyncio.wait_for(followed, 10)

    _asked(place, "vic", "/runs/DR1/live/tonight", play, reads=True)
    assert place.house.hub.open_streams == 0


def _shown(seq: int, text: str = "") -> Shown:
    return Shown(seq=seq, regions={"a": f"{seq}{text}"}, clock={})


@contextmanager
def _hurried() -> Iterator[None]:
    """A hub that renders as often as it looks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("console.web.live.hub.PACE", 0.0)
        patched.setattr("console.web.live.hub.HEARTBEAT", 0.0)
        yield


def _asked(
    place: Place,
    person: str,
    path: str,
    play: Callable[[asyncio.Task[None]], Awaitable[T]],
    *,
    reads: bool = False,
) -> T:
    """What comes of `play` while somebody has a stream open, whose line takes all or nothing."""
    app, session = create_app(place.house), place.session(person)
    host = urlsplit(URL).hostname or ""
    headers = {"host": host, "cookie": f"{COOKIE}={session}"}
    scope = {
        "type": "http", "method": "GET", "scheme": "https", "http_version": "1.1",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
        "server": (host, 443), "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def run() -> T:
        begun = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body" and message.get("body"):
                begun.set()
                if not reads:
                    await asyncio.Event().wait()

        task = asyncio.create_task(app(scope, receive, send))
        await asyncio.wait_for(begun.wait(), 10)
        try:
            return await play(task)
        finally:
            task.cancel()
            await asyncio.wait([task])

    return asyncio.run(run())
