"""The stream of a run's events: each once and in order, also after the line broke."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.api import streaming
from console.api.routes import stream
from console.api.streaming import Feed
from rehearsals.core import commands as c
from rehearsals.people.asked import RevokeToken
from tests.console.api.program import API, token_of
from tests.console.web.place import Place, a_place
from tests.console.web.serving import free_port, served


def test_what_has_happened_comes_first_then_what_happens(live: tuple[Place, str]) -> None:
    """With the numbers of the journal."""
    place, url = live
    run = place.opened()
    place.done(run, c.AddNote, "ann", text="before")
    with _stream(place, url, run) as events:
        assert [next(events)[1]["seq"] for _ in range(2)] == [1, 2]

        place.done(run, c.AddNote, "ann", text="after")

        name, event = next(events)
        assert (name, event["seq"], event["data"]["text"]) == ("fact", 3, "after")


@pytest.mark.parametrize("way", ["header", "parameter"])
def test_who_comes_again_is_sent_what_was_missed(live: tuple[Place, str], way: str) -> None:
    """Behind the last number that was seen."""
    place, url = live
    run = place.opened()
    for text in "abc":
        place.done(run, c.AddNote, "ann", text=text)
    asked = {"headers": {"Last-Event-ID": "2"}} if way == "header" else {"params": {"after": 2}}

    with _stream(place, url, run, **asked) as events:
        assert [next(events)[1]["seq"] for _ in range(2)] == [3, 4]


def test_many_who_follow_miss_nothing(live: tuple[Place, str]) -> None:
    """Each stream has every event once, whoever else follows."""
    place, url = live
    run = place.opened()
    with ExitStack() as open_ones:
        streams = [open_ones.enter_context(_stream(place, url, run)) for _ in range(5)]
        for number in range(40):
            place.done(run, c.AddNote, "ann", text=str(number))

        seen = [[next(events)[1]["seq"] for _ in range(41)] for events in streams]

    assert seen == [list(range(1, 42))] * 5


def test_a_number_that_the_run_has_not_reached_is_another_journal(live: tuple[Place, str]) -> None:
    """Such as one that was brought back from a backup: whoever follows must know."""
    place, url = live
    run = place.opened()
    headers = {"Authorization": f"Bearer {token_of(place, 'vic')}", "Last-Event-ID": "9"}

    answer = httpx.get(f"{url}{API}/runs/{run}/events/stream", headers=headers, trust_env=False)

    assert (answer.status_code, answer.json()["code"]) == (409, "ahead-of-the-run")


def test_a_console_that_stops_says_good_bye(tmp_path: Path) -> None:
    """So that whoever follows does not wait for a line that is dead."""
    port = free_port()
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}") as place, ExitStack() as last:
        run = place.opened()
        with served(place.house, port) as url:
            events = last.enter_context(_stream(place, url, run))
            assert next(events)[0] == "fact"

        assert next(events)[0] == "bye"


def test_a_token_that_is_taken_away_is_sent_no_more(
    live: tuple[Place, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream does not outlast the right to open it."""
    monkeypatch.setattr(stream, "ASKED_AGAIN", 0.0)
    place, url = live
    run = place.opened()
    with _stream(place, url, run) as events:
        assert next(events)[1]["seq"] == 1
        for token in place.house.register().tokens:
            command = RevokeToken(id=f"revoke-{token}", actor="adm", token=token)
            place.house.writer.people(command)

        place.done(run, c.AddNote, "ann", text="not for everybody")

        assert list(events) == []


def test_a_silent_line_is_kept_alive(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hears nothing for long may take it for broken."""
    monkeypatch.setattr(streaming, "HEARTBEAT", 0.0)
    run = place.opened()

    async def first() -> list[bytes]:
        feeds = streaming.Feeds(place.house)
        frames = feeds.frames(run, place.house.look(run).facts, 1)
        try:
            return [await anext(frames) for _ in range(2)]
        finally:
            await frames.aclose()

    assert asyncio.run(first()) == [b"retry: 1000\n\n", b": still here\n\n"]


def test_an_event_is_written_once_for_all(place: Place) -> None:
    """However many follow the run."""
    run = place.opened()

    async def sent() -> tuple[bytes, bytes]:
        feed = Feed(place.house, run, place.house.look(run).facts)
        return feed.sent(1), feed.sent(1)

    one, other = asyncio.run(sent())
    assert one is other


@contextmanager
def _stream(
    place: Place, url: str, run: str, **asked: Any
) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
    headers = {"Authorization": f"Bearer {token_of(place, 'vic')}", **asked.pop("headers", {})}
    with (
        httpx.Client(trust_env=False, headers=headers, timeout=20) as client,
        client.stream("GET", f"{url}{API}/runs/{run}/events/stream", **asked) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer)


def _events(answer: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    name = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
