"""`/runs/RUN/notices/new`: a notice of one's own, as YAML: checked, read over, then sent."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import uuid4

import pendulum
from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.hint_words import web_hint
from console.web.house import House
from console.web.notices_confirming import confirm_page
from console.web.notices_handing_in import say
from console.web.notices_trying import Room, room_of
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.typed_values import Misread
from notices.core.asked import WriteNotice
from notices.reading import ReadNotice, read_notice
from runbooks.errors import CallboardError, Refused

pages = Pages()
_PLACE = "/runs/{run}/notices/new"
#: What the form begins with: what most notices need.
_EXAMPLE = """\
title: EES out of service
cause: A disk of the database has failed.
reason: emergency
systems:
  - {{id: EES, name: Electricity Enquiry Service, impact: unavailable}}
window: {{start: {start}, end: {end}}}
audience:
  - {{id: supplier, name: Suppliers}}
data_handling: queued
action_required: Send no enquiries until you are told.
next_update_due: {due}
"""


@pages.page(_PLACE, READERS)
def form(request: Request, run: str) -> Response:
    """The form, with an example to begin with."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    return _form(request, room, "", _example(room))


@pages.page(_PLACE, READERS, methods=("POST",))
def write(request: Request, run: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Say what is wrong with it; show what would go out and to whom; or publish it."""
    house: House = request.app.state.house
    room = room_of(house, house.look(run), house.visitor(request))
    name, step = str(sent.data.get("name", "")), sent.data.pop("step", "")
    text = _text(sent)
    if step == "edit":
        return _form(request, room, name, text)
    try:
        return _written(request, room, sent, name, text, take=step == "do")
    except CallboardError as error:
        return _form(request, room, name, text, error=error)


def _written(
    request: Request, room: Room, sent: Posted, name: str, text: str, *, take: bool
) -> Response:
    house: House = request.app.state.house
    if not name:
        raise Misread({"name": "Give it a name within the run, such as NTC-1."})
    read = _read(room, text)
    if read.errors or read.content is None:
        count = len(read.errors)
        words = f"There {'is 1 fault' if count == 1 else f'are {count} faults'} in it."
        raise CallboardError(words, hint="They are named below, with their lines.")
    asking = sent.asking(house, request, room.look.state)
    command = asking.make(WriteNotice, {"name": name, "content": read.content})
    run = room.look.run
    if take:
        out = say(house, run, command)
        word = "withheld" if room.context.withheld else "published"
        notice = out.id if out is not None else f"{run}-{name}"
        return RedirectResponse(with_said(f"/runs/{run}/notices/{notice}", word), status_code=303)
    place = f"/runs/{run}/notices/new"
    kept = {"name": name, "text": text}
    return confirm_page(request, room, room.tried(command), action=place, back=place, kept=kept)


def _read(room: Room, text: str) -> ReadNotice:
    return read_notice(text, "notice", now=room.look.now)


def _example(room: Room) -> str:
    """An emergency from now on, as somebody would write it in a hurry."""
    here = pendulum.instance(room.look.now).in_timezone(room.seen.zone).start_of("minute")
    times = {"start": here, "end": here.add(hours=4), "due": here.add(hours=1)}
    return _EXAMPLE.format(**{name: at.format("YYYY-MM-DDTHH:mm zz") for name, at in times.items()})


def _text(sent: Posted) -> str:
    raw = sent.form.get("text")
    return raw.replace("\r\n", "\n") if isinstance(raw, str) else ""


def _form(
    request: Request, room: Room, name: str, text: str, *, error: CallboardError | None = None
) -> Response:
    denial = room.denial(WriteNotice)
    found: tuple[Any, ...] = _read(room, text).findings if error is not None else ()
    return page(
        request,
        "notice_new.html.j2",
        title="Write a notice",
        look=room.look,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        called=name,
        text=text,
        findings=found,
        denied=denial.message if denial else "",
        error=error,
        hint=web_hint(error) if error else "",
        problems=error.problems if isinstance(error, Misread) else {},
        key=uuid4().hex,
    )
