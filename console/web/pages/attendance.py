"""`/runs/RUN/attendance`: who takes part, and taking parties over or giving them back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.fields import fields_of
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.views.attendance import attendance_view
from rehearsals.core.commands import RecordAttendance
from runbooks.errors import CallboardError, Refused

pages = Pages()


@pages.page("/runs/{run}/attendance", READERS)
def attendance(request: Request, run: str) -> Response:
    """Who takes part."""
    return _page(request, run)


@pages.page("/runs/{run}/attendance", READERS, methods=("POST",))
def changed(request: Request, run: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Say of some parties whether they take part; each is a command of its own."""
    house: House = request.app.state.house
    look = house.look(run)
    try:
        for party in _ticked(sent):
            asking = sent.asking(house, request)
            word = {"party": party, "attendance": sent.data.get("attendance", "")}
            fields = fields_of(RecordAttendance, word)
            one = replace(asking, key=f"{asking.key[:50]}-{party}"[:100])
            house.writer.submit(look.run, one.make(RecordAttendance, fields))
    except CallboardError as error:
        return _page(request, run, error)
    after = house.look(run)
    first = look.seq + 1 if after.seq > look.seq else after.seq
    place = with_said(f"/runs/{look.run}/attendance", f"{first}-{after.seq}")
    return RedirectResponse(place, status_code=303)


def _ticked(sent: Posted) -> list[str]:
    parties = sent.data.get("parties", [])
    if isinstance(parties, list) and parties:
        return [str(party) for party in parties]
    raise CallboardError("Choose at least one party.", hint="Tick it, and press again.")


def _page(request: Request, run: str, error: CallboardError | None = None) -> Response:
    house: House = request.app.state.house
    look = house.look(run)
    return page(
        request,
        "attendance.html.j2",
        title="Who takes part",
        look=look,
        live="tick",
        status=(409 if isinstance(error, Refused) else 422) if error else 200,
        view=attendance_view(look, house.visitor(request)),
        error=error,
        hint=web_hint(error) if error else "",
        key=uuid4().hex,
    )
