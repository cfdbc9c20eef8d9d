"""`/runs/RUN/notices/NOTICE/update`: an update is written by hand, read over, then published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.hint_words import web_hint
from console.web.house import House
from console.web.naming_notices import thread_in
from console.web.notices_confirming import confirm_page
from console.web.notices_handing_in import say
from console.web.notices_trying import Room, room_of
from console.web.notices_typed import TIMES, given_in, stamp, update
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.typed_values import Misread
from console.web.views.notices_content import content_rows
from console.web.views.notices_said import kinds_by_hand
from notices.core.asked import WriteUpdate
from notices.core.state import Thread
from runbooks.errors import CallboardError, Refused

pages = Pages()
_PLACE = "/runs/{run}/notices/{notice}/update"


@pages.page(_PLACE, READERS)
def form(request: Request, run: str, notice: str, kind: str = "") -> Response:
    """The form of an update, beside what was said last."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    return _form(request, room, thread_in(room.seen, notice), {"kind": kind})


@pages.page(_PLACE, READERS, methods=("POST",))
def write(
    request: Request, run: str, notice: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Show what would go out and to whom; or publish it, if that was read."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    thread, step, given = (
        thread_in(room.seen, notice),
        sent.data.pop("step", ""),
        given_in(sent.form),
    )
    if step == "edit":
        return _form(request, room, thread, given)
    try:
        return _written(request, room, thread, sent, given, take=step == "do")
    except CallboardError as error:
        room = room_of(house, house.look(run), house.visitor(request))
        return _form(request, room, thread_in(room.seen, notice), given, error=error)


def _written(
    request: Request,
    room: Room,
    thread: Thread,
    sent: Posted,
    given: Mapping[str, str],
    *,
    take: bool,
) -> Response:
    house: House = request.app.state.house
    command = update(room, thread, given, sent.asking(house, request, room.look.state))
    back = f"/runs/{room.look.run}/notices/{thread.id}"
    if take:
        say(house, room.look.run, command)
        word = "withheld" if room.context.withheld else "published"
        return RedirectResponse(with_said(back, word), status_code=303)
    zone = room.seen.zone
    kept = {**given, **{name: stamp(getattr(command, name), zone) for name in TIMES}}
    return confirm_page(
        request,
        room,
        room.tried(command),
        action=f"{back}/update",
        back=back,
        kept={name: value for name, value in kept.items() if value or name == "action_required"},
    )


def _form(
    request: Request,
    room: Room,
    thread: Thread,
    given: Mapping[str, str],
    *,
    error: CallboardError | None = None,
) -> Response:
    newest, seen = thread.newest, room.seen
    denial = room.denial(WriteUpdate)
    content = newest.content if newest else None
    filled = {
        "action_required": content.action_required if content else "",
        **dict.fromkeys((*TIMES, "cause", "kind"), ""),
    }
    return page(
        request,
        "notice_update.html.j2",
        title=f"Write an update of {thread.id}",
        look=room.look,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        notice=thread.id,
        kinds=kinds_by_hand(thread),
        now={name: stamp(_told(thread, name), seen.zone) for name in TIMES},
        zone=seen.zone,
        rows=content_rows(None, content, seen.zone) if content else (),
        given={**filled, **given},
        denied=denial.message if denial else "",
        error=error,
        hint=web_hint(error) if error else "",
        problems=error.problems if isinstance(error, Misread) else {},
        key=uuid4().hex,
    )


def _told(thread: Thread, name: str) -> datetime | None:
    content = thread.newest.content if thread.newest else None
    if content is None:
        return None
    times = {"start": content.window.start, "end": content.window.end}
    return times.get(name, content.next_update_due)
