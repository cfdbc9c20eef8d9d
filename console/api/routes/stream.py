"""`/runs/RUN/events/stream`: every event of a run as it happens, for whoever must miss none."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from time import monotonic
from typing import Annotated

from fastapi import Header, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from console.api.finding import LARGEST_SEQ, look_at
from console.api.problems import ApiProblem
from console.api.routing import Routes, TheHouse, admitted
from console.api.streaming import MOST_STREAMS, Feeds
from console.web.policy import READERS
from runbooks.errors import JournalError

routes = Routes(tags=["journal"])
#: Seconds after which it is asked again whether whoever follows still may.
ASKED_AGAIN = 5.0


@routes.on(
    "GET", "/runs/{run}/events/stream", READERS, media_type="text/event-stream",
    said="Server-sent events: `fact` with an event as `GET /runs/{run}/events` lists it, its "
    "number as the id; comments while nothing happens; `bye` when the console stops.",
)  # fmt: skip
async def stream_events(
    request: Request,
    house: TheHouse,
    run: str,
    after: Annotated[
        int | None, Query(ge=0, le=LARGEST_SEQ, description="Begin behind this number; else at 1.")
    ] = None,
    last_event_id: Annotated[
        str | None, Header(description="The number of the last event that was seen; goes first.")
    ] = None,
) -> Response:
    """Follow a run from its beginning, or from where one left off: every event once, in order."""
    look = await run_in_threadpool(look_at, house, run)
    begin = _number(last_event_id) if last_event_id else after or 0
    feeds: Feeds = request.app.state.feeds
    if feeds.open_streams >= MOST_STREAMS:
        raise ApiProblem(
            503, "too-many-streams", "Too many streams are open.", "Come again later.",
            headers={"Retry-After": "10"},
        )  # fmt: skip
    if begin > len(look.facts):
        raise ApiProblem(
            409, "ahead-of-the-run", f"Run {look.run} has only {len(look.facts)} events.",
            "It is another journal than the one that was followed: begin anew.",
        )  # fmt: skip
    return StreamingResponse(
        _while_admitted(request, feeds.frames(look.run, look.facts, begin)),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _while_admitted(
    request: Request, frames: AsyncGenerator[bytes, None]
) -> AsyncIterator[bytes]:
    """The frames, as long as the token opens this and its holder has a role."""
    asked = monotonic()
    async with aclosing(frames):
        async for some in frames:
            if monotonic() - asked >= ASKED_AGAIN:
                asked = monotonic()
                if not await run_in_threadpool(_is_admitted, request):
                    # Whoever follows comes again, and is told at the door.
                    return
            yield some


def _is_admitted(request: Request) -> bool:
    try:
        admitted(request, READERS, "read")
    except (ApiProblem, JournalError):
        return False
    return True


def _number(word: str) -> int:
    if word.isascii() and word.isdecimal() and len(word) < 17:  # noqa: PLR2004 - of LARGEST_SEQ
        return int(word)
    raise ApiProblem(
        422, "bad-parameters", "The number of the last event is not understood.",
        fields={"Last-Event-ID": "This must be a whole number."},
    )  # fmt: skip
