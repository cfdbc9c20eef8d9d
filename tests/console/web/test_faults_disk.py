"""A slow disk holds up whoever writes, tells them nothing false, and holds up nobody who reads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from console.web.doors import COOKIE
from console.web.writing import MOST_WAITING
from tests.console.web.client import forms_in
from tests.console.web.place import Place, a_place
from tests.console.web.serving import free_port, served
from tests.console.web.slow import slow_disk
from tests.waiting import until

RUN = "DR1"
NOTE = f"/runs/{RUN}/do/add-note"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place with a run, that knows itself by an address of this machine."""
    port = free_port()
    with a_place(tmp_path / "home", url=f"http://127.0.0.1:{port}") as made:
        made.opened()
        yield made


def test_pages_are_read_while_a_form_waits_for_the_disk(place: Place) -> None:
    """The form is answered when it is on disk, and not before."""
    session = place.session("ann")

    async def play(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        fields = await _form(client)
        waiting = asyncio.create_task(client.post(NOTE, data=fields | {"text": "Slowly."}))
        await asyncio.to_thread(until, lambda: slow.begun)
        board = await client.get(f"/runs/{RUN}/tonight")
        assert not waiting.done()
        slow.disk.set()
        return board, await waiting

    with slow_disk(place) as slow:
        board, answer = _played(place, session, play)

    assert board.status_code == 200
    assert "Slowly." not in board.text
    assert answer.status_code == 303
    assert place.house.look(RUN).seq == 2


def test_pages_are_read_while_somebody_signs_out(place: Place) -> None:
    """That a session has ended is written down too, and holds up nobody else."""
    session = place.session("ann")

    async def play(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        fields = await _form(client)
        waiting = asyncio.create_task(client.post("/sign-out", data={"csrf": fields["csrf"]}))
        await asyncio.to_thread(until, lambda: slow.begun)
        board = await asyncio.wait_for(client.get(f"/runs/{RUN}/tonight"), 10)
        assert not waiting.done()
        slow.disk.set()
        return board, await waiting

    with slow_disk(place) as slow:
        board, answer = _played(place, session, play)

    assert (board.status_code, answer.status_code) == (200, 303)


def test_many_forms_that_wait_leave_room_for_readers(place: Place) -> None:
    """Beyond so many, the next is told at once that it has not had its turn."""
    session = place.session("ann")

    async def play(client: httpx.AsyncClient) -> tuple[list[int], int]:
        fields = await _form(client)
        sent = [
            asyncio.create_task(client.post(NOTE, data=fields | {"text": f"{n}", "key": f"k{n}"}))
            for n in range(MOST_WAITING + 3)
        ]
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        reading = [client.get(f"/runs/{RUN}/tonight") for _ in range(5)]
        read = {answer.status_code for answer in await asyncio.gather(*reading)}
        slow.disk.set()
        return [answer.status_code for answer in await asyncio.gather(*sent)], read.pop()

    with slow_disk(place) as slow:
        statuses, read = _played(place, session, play)

    assert read == 200
    assert (statuses.count(303), statuses.count(503)) == (MOST_WAITING, 3)
    assert place.house.look(RUN).seq == 1 + MOST_WAITING


def test_form_that_had_to_wait_too_long_is_done_once_when_sent_again(place: Place) -> None:
    """Its page claims neither that it was done nor that it was not, and keeps its key."""
    session = place.session("ann")

    async def play(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        first, second = await _form(client), await _form(client)
        waiting = asyncio.create_task(client.post(NOTE, data=first | {"text": "First."}))
        await asyncio.to_thread(until, lambda: slow.begun)
        told = await client.post(NOTE, data=second | {"text": "Second."})
        slow.disk.set()
        await waiting
        again = next(form.fields for form in forms_in(told.text) if form.action == NOTE)
        assert (again["key"], again["text"]) == (second["key"], "Second.")
        await client.post(NOTE, data=again)
        return told, await client.post(NOTE, data=again)

    with slow_disk(place, patience=0.05) as slow:
        told, answer = _played(place, session, play)

    assert told.status_code == 503
    assert "it is done once, however often you send it" in told.text
    assert answer.status_code == 303
    assert [fact.event.text for fact in place.house.look(RUN).facts[1:]] == ["First.", "Second."]  # type: ignore[union-attr]


def _played(place: Place, session: str, play: Any) -> Any:
    """What a client sees of the place as it is served."""
    url = place.house.url

    async def run() -> Any:
        async with httpx.AsyncClient(
            base_url=url,
            cookies={COOKIE: session},
            headers={"Origin": url},
            trust_env=False,
            timeout=30,
            limits=httpx.Limits(max_connections=None),
        ) as client:
            return await play(client)

    with served(place.house, int(url.rpartition(":")[2])):
        return asyncio.run(run())


async def _form(client: httpx.AsyncClient) -> dict[str, Any]:
    page = await client.get(NOTE)
    return next(form.fields for form in forms_in(page.text) if form.action == NOTE)
