"""`/runs/RUN/notices/NOTICE/redeliver` and `.../acknowledge`: seeing to deliveries by hand."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.house import House
from console.web.naming_notices import thread_in
from console.web.notices_doing import acknowledge_for
from console.web.notices_handing_in import redeliver_for
from console.web.notices_trying import Room, room_of
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.views.notices_cards import row_id
from console.web.views.notices_words import FAILED
from notices.core.state import Thread
from runbooks.errors import Refused

pages = Pages()


@pages.page("/runs/{run}/notices/{notice}/redeliver", READERS, methods=("POST",))
def redeliver(
    request: Request, run: str, notice: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Have one delivery, or all that failed, made once more under the same ids."""
    house: House = request.app.state.house
    look = house.look(run)
    room = room_of(house, look, house.visitor(request))
    thread = thread_in(room.seen, notice)
    keys = _failed(room, thread) if sent.data.get("failed") else _named(sent)
    redeliver_for(house, room, sent.asking(house, request, look.state), keys)
    return _back(look.run, thread.id, "again", keys[0] if len(keys) == 1 else "")


@pages.page("/runs/{run}/notices/{notice}/acknowledge", READERS, methods=("POST",))
def acknowledge(
    request: Request, run: str, notice: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Note what somebody said on the telephone who was sent a notice."""
    house: House = request.app.state.house
    look = house.look(run)
    thread = thread_in(room_of(house, look, house.visitor(request)).seen, notice)
    key = str(sent.data.get("delivery", ""))
    asking = sent.asking(house, request, look.state)
    new = acknowledge_for(house, look, asking, delivery=key, how="operator")
    return _back(look.run, thread.id, "acknowledged" if new else "known", key)


def _named(sent: Posted) -> tuple[str, ...]:
    found = sent.data.get("deliveries", [])
    several = found if isinstance(found, list) else [found]
    keys = tuple(dict.fromkeys(one for one in several if isinstance(one, str)))
    if not keys:
        raise Refused("delivery-missing", "No delivery was chosen.", hint="Choose one.")
    return keys


def _failed(room: Room, thread: Thread) -> tuple[str, ...]:
    newest = thread.newest
    found = room.seen.deliveries.of(thread.id, newest.revision) if newest else ()
    return tuple(one.key for one in found if one.state in FAILED)


def _back(run: str, notice: str, said: str, key: str) -> Response:
    place = f"#{row_id(key.rpartition('/')[2])}" if key else "#matrix"
    return RedirectResponse(
        with_said(f"/runs/{run}/notices/{notice}{place}", said), status_code=303
    )
