"""`/runs/RUN/live/PAGE`: the stream of what changes on a page of a run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from time import monotonic

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from console.web.house import House
from console.web.live.channel import TICK, Shown, Topic
from console.web.live.frames import retry
from console.web.live.shared import SHARED, renderer
from console.web.policy import READERS, NotAllowed, NotSignedIn, Pages, check
from runbooks.errors import JournalError

pages = Pages()
#: Milliseconds after which a browser comes again.
_RETRY = 1000
#: Open pages of one console process at most.
MOST_STREAMS = 2000
#: Seconds after which it is asked again whether whoever follows still may.
ASKED_AGAIN = 5.0


@pages.page("/runs/{run}/live/{name}", READERS, response_class=Response)
async def live(request: Request, run: str, name: str) -> Response:
    """Follow a page from where the browser left off."""
    house: House = request.app.state.house
    if name not in SHARED and name != TICK:
        return PlainTextResponse("There is no such page to follow.", status_code=404)
    if house.hub.open_streams >= MOST_STREAMS:
        busy = {"Retry-After": "10"}
        return PlainTextResponse("Too many pages are open.", status_code=503, headers=busy)
    look = await run_in_threadpool(house.look, run)
    topic = Topic(run=look.run, page=name)
    shown = await run_in_threadpool(renderer(house), topic)
    return StreamingResponse(
        _frames(request, topic, shown),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _frames(request: Request, topic: Topic, shown: Shown) -> AsyncIterator[bytes]:
    house: House = request.app.state.house
    asked = monotonic()
    # Joined here and no sooner: of an answer that never begins, because the browser has gone
    # meanwhile, nothing would leave again.
    seen = _number(request.headers.get("Last-Event-ID") or request.query_params.get("after"))
    made = _number(request.query_params.get("made"))
    stream = house.hub.join(topic, seen, shown, made)
    try:
        yield retry(_RETRY)
        async for frames in stream.frames():
            if monotonic() - asked >= ASKED_AGAIN:
                asked = monotonic()
                if not await run_in_threadpool(_still_may, house, request):
                    # The browser comes again, and is told at the door.
                    return
            yield frames
    finally:
        house.hub.leave(topic, stream)


def _still_may(house: House, request: Request) -> bool:
    """Whether a session goes on that a stream was opened by, and still has a role."""
    try:
        visitor = house.doors.visitor(request, house.register(), house.now())
        check(READERS, visitor, operator_public=house.public)
    except (NotSignedIn, NotAllowed, JournalError):
        return False
    return True


def _number(word: str | None) -> int | None:
    """A number that a browser sends: up to which event the page has seen the run."""
    fits = word and word.isascii() and word.isdecimal() and len(word) < 20  # noqa: PLR2004
    return int(word) if word and fits else None
