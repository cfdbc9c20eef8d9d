"""`/runs/RUN/notices/NOTICE/draft`: a draft is looked at and put right, read over, then let out."""

from __future__ import annotations

from collections.abc import Mapping
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
from console.web.notices_typed import approval, filled_in, given_in, stamp
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.typed_values import Misread
from console.web.views.notices_draft import draft_view
from notices.core.asked import ApproveDraft, RejectDraft
from notices.core.drafts import Draft
from notices.core.state import Thread
from runbooks.errors import CallboardError, Refused

pages = Pages()
_PLACE = "/runs/{run}/notices/{notice}/draft"


@pages.page(_PLACE, READERS)
def draft(request: Request, run: str, notice: str) -> Response:
    """The whole draft beside what was said last, and its form for those who may let it out."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    return _form(request, room, thread_in(room.seen, notice))


@pages.page(f"{_PLACE}/approve", READERS, methods=("POST",))
def approve(
    request: Request, run: str, notice: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Show what would go out and to whom; or let it out, if that was read."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    thread, step, given = (
        thread_in(room.seen, notice),
        sent.data.pop("step", ""),
        given_in(sent.form),
    )
    if step == "edit":
        return _form(request, room, thread, given=given)
    try:
        return _approved(request, room, thread, sent, given, take=step == "do")
    except CallboardError as error:
        # Another draft may have taken its place meanwhile, or somebody else was quicker.
        room = room_of(house, house.look(run), house.visitor(request))
        return _form(request, room, thread_in(room.seen, notice), given=given, error=error)


@pages.page(f"{_PLACE}/reject", READERS, methods=("POST",))
def reject(
    request: Request, run: str, notice: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Turn a draft down, and say why."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    thread, given = thread_in(room.seen, notice), given_in(sent.form)
    try:
        if not given.get("reason"):
            raise Misread({"reason": "Say why: it stays in the journal."})
        asking = sent.asking(house, request, room.look.state)
        fields = {"draft": given.get("draft", ""), "reason": given["reason"]}
        say(house, room.look.run, asking.make(RejectDraft, fields))
    except CallboardError as error:
        return _form(request, room, thread, given=given, error=error)
    back = f"/runs/{room.look.run}/notices/{thread.id}"
    return RedirectResponse(with_said(back, "rejected"), status_code=303)


def _approved(
    request: Request,
    room: Room,
    thread: Thread,
    sent: Posted,
    given: Mapping[str, str],
    *,
    take: bool,
) -> Response:
    house: House = request.app.state.house
    command = _command(request, room, thread, sent, given)
    back = f"/runs/{room.look.run}/notices/{thread.id}"
    if take:
        out = say(house, room.look.run, command)
        word = "withheld" if out is not None and room.context.withheld else "published"
        return RedirectResponse(with_said(back, word), status_code=303)
    times = {"end": command.end, "next_update_due": command.next_update_due}
    kept = {**given, **{name: stamp(at, room.seen.zone) for name, at in times.items() if at}}
    kept.pop("reason", None)
    return confirm_page(
        request,
        room,
        room.tried(command),
        action=f"{back}/draft/approve",
        back=f"{back}/draft",
        kept=kept,
    )


def _command(
    request: Request, room: Room, thread: Thread, sent: Posted, given: Mapping[str, str]
) -> ApproveDraft:
    house: House = request.app.state.house
    asking = sent.asking(house, request, room.look.state)
    if thread.draft is None:
        # The office knows what became of it, and whether this was done before.
        return asking.make(ApproveDraft, {"draft": given.get("draft", "")})
    return approval(room, thread.draft, given, asking)


def _form(
    request: Request,
    room: Room,
    thread: Thread,
    *,
    given: Mapping[str, str] | None = None,
    error: CallboardError | None = None,
) -> Response:
    open_: Draft | None = thread.draft
    filled = filled_in(open_, room.seen.zone) if open_ else {}
    return page(
        request,
        "notice_draft.html.j2",
        title=f"Draft of {thread.id}",
        look=room.look,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        view=draft_view(room, thread) if open_ else None,
        notice=thread.id,
        given={**filled, "reason": "", **(given or {})},
        error=error,
        hint=web_hint(error) if error else "",
        problems=error.problems if isinstance(error, Misread) else {},
        key=uuid4().hex,
    )
