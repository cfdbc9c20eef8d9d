"""`/readiness`: who owes what for which gate; one return; handing in, and judging it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.returns import ZONE, sentence
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.returns_keeping import (
    facts_of,
    hand_in,
    outlined,
    said_returns,
    standing,
    visible,
)
from console.web.returns_made import made, submitted
from console.web.uploading import uploaded
from console.web.views.returns import (
    STANDS,
    Chosen,
    gate_counts,
    return_rows,
    return_view,
)
from rehearsals.readiness.attachments import read
from runbooks.clocktime import from_rfc3339, local
from runbooks.errors import CallboardError, Refused, RunNotFound

pages = Pages()


@pages.page("/readiness", READERS)
def readiness(
    request: Request, gate: str = "", party: str = "", state: str = "", late: str = ""
) -> Response:
    """The returns that the visitor may see, by deadline."""
    house: House = request.app.state.house
    visitor, now = house.visitor(request), house.now()
    chosen = Chosen(gate=gate, party=party, state=state, late=bool(late))
    seen = standing(house, visitor).sees(house.reader.readiness())
    counts = gate_counts(seen, now)
    return page(
        request,
        "readiness.html.j2",
        title="Readiness",
        messages=said_returns(request, house, visitor),
        rows=return_rows(seen, outlined(house, visitor, gate), chosen, now),
        counts=counts,
        asked=bool(house.reader.readiness().returns),
        chosen=chosen,
        gates=[("", "All gates"), *((one.gate, one.gate) for one in counts)],
        parties=[("", "All parties"), *((p, p) for p in sorted({each.party for each in seen}))],
        states=[("", "Any"), *((key, words) for key, (_, words) in STANDS.items())],
        of_programme=standing(house, visitor).acts_for_programme,
    )


@pages.page("/readiness/{name}", READERS)
def one(request: Request, name: str) -> Response:
    """One return: what is asked, what was handed in, and all that happened to it."""
    return _one(request, name)


@pages.page("/readiness/{name}/submit", READERS, methods=("POST",))
def submit(request: Request, name: str, sent: Annotated[Posted, Depends(uploaded)]) -> Response:
    """Hand a return in, perhaps with a file."""
    house: House = request.app.state.house
    asked = visible(house, house.visitor(request), name)
    try:
        asking = sent.asking(house, request)
        said = hand_in(house, asking, submitted(house, asking, asked, sent))
    except CallboardError as error:
        return _one(request, asked.id, error=error, failed="submit", sent=sent)
    return RedirectResponse(with_said(f"/readiness/{asked.id}", said), status_code=303)


@pages.page("/readiness/{name}/do/{what}", READERS, methods=("POST",))
def do(
    request: Request, name: str, what: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Accept, send back, withdraw or reconfirm a return, or move its deadline."""
    house: House = request.app.state.house
    asked = visible(house, house.visitor(request), name)
    try:
        asking = sent.asking(house, request)
        said = hand_in(house, asking, made(house, asking, asked, what, sent.data))
    except CallboardError as error:
        return _one(request, asked.id, error=error, failed=what, sent=sent)
    return RedirectResponse(with_said(f"/readiness/{asked.id}", said), status_code=303)


@pages.page("/readiness/{name}/files/{number}", READERS, response_class=Response)
def file(request: Request, name: str, number: int) -> Response:
    """A file that was handed in, whose digest was checked; saved, and never shown here."""
    house: House = request.app.state.house
    asked = visible(house, house.visitor(request), name)
    files = asked.submission.attachments if asked.submission else ()
    if not 1 <= number <= len(files):
        raise RunNotFound(f"{asked.id} has no such file.", hint="Go back.")
    found = files[number - 1]
    return Response(
        read(found, house.home),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _one(
    request: Request,
    name: str,
    *,
    error: CallboardError | None = None,
    failed: str = "",
    sent: Posted | None = None,
) -> Response:
    house: House = request.app.state.house
    visitor, register = house.visitor(request), house.register()
    asked = visible(house, visitor, name)
    state = house.reader.readiness()
    person = visitor.person
    names = register.parties_of(person.organisation, house.now()) if person else frozenset[str]()
    given: dict[str, Any] = dict(sent.data) if sent else {}
    return page(
        request,
        "return.html.j2",
        title=f"{asked.id} {asked.title}",
        status=(409 if isinstance(error, Refused) else 422) if error else 200,
        messages=said_returns(request, house, visitor) if error is None else (),
        view=return_view(asked, standing(house, visitor), names, house.now()),
        history=[
            (
                local(from_rfc3339(at), ZONE),
                register.people[by].name if by in register.people else by,
                sentence(event, state),
            )
            for at, by, event in facts_of(house, asked.id)
        ],
        now=local(house.now(), ZONE),
        failed=failed,
        given=given,
        said_for=sent.said_for if sent else "",
        error=error,
        hint=web_hint(error) if error else "",
        key=uuid4().hex,
    )
