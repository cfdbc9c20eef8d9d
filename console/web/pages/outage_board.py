"""`/outages`: the public outage board, for everybody; nobody has to sign in, no cookie is set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from console.web.house import House
from console.web.kept_answers import Kept, given, kept
from console.web.kept_pages import minute_of
from console.web.policy import PUBLIC, Pages
from console.web.public_notices import Said
from console.web.public_pages import public_text
from console.web.views.moments import shown_in_full
from console.web.views.outage_board import outage_board, systems_on_board

pages = Pages()
#: How long others may keep it (seconds): less than anybody would notice.
_CACHE = "public, max-age=15"
#: The zone of a board with nothing on it.
_ZONE = "Europe/London"
_LONGEST = 64


@pages.page("/outages", PUBLIC, methods=("GET", "HEAD"))
async def board(request: Request) -> Response:
    """The board, of all systems or of one (`?system=EES`)."""
    house: House = request.app.state.house
    system, now = request.query_params.get("system", "")[:_LONGEST], house.now()
    ready = house.kept_pages.ready(("board", system), now)
    if ready is None:
        ready = await run_in_threadpool(_page, house, system, now)
    return given(ready, request.headers)


def _page(house: House, system: str, now: datetime) -> Kept:
    def make(said: Sequence[Said], at: datetime) -> Kept | None:
        if system and system not in systems_on_board(said):
            return None
        return _made(said, at, system)

    def make_unknown(said: Sequence[Said], at: datetime) -> Kept:
        return _made(said, at, "", unknown=True)

    # Of systems that nothing is said of there is one page for all.
    found = house.kept_pages.get(("board", system), now, make) or house.kept_pages.get(
        "unknown", now, make_unknown
    )
    if found is None:
        raise AssertionError("the board is always made")
    return found


def _made(said: Sequence[Said], at: datetime, system: str, *, unknown: bool = False) -> Kept:
    zone = said[-1].newest.zone if said else _ZONE
    text = public_text(
        "outage_board.html.j2",
        title="Outages",
        here="/outages",
        board=outage_board(said, system),
        unknown=unknown,
        as_of=shown_in_full(minute_of(at), zone),
    )
    return kept(text.encode(), "text/html; charset=utf-8", cache=_CACHE)
