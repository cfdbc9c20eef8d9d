"""`/runs`: all runs, and opening one: what is wanted, what it would be, and then the opening."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.prepared_runs import Prepared
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.opening import check_free, open_wanted, preview
from console.web.opening_form import (
    DEMONSTRATION,
    REAL,
    SCALES,
    SENDS,
    WHO,
    BadForm,
    OpenForm,
    form_from,
)
from console.web.policy import OPENERS, READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.rendering import page
from console.web.views.opening import choosing, preview_view
from console.web.views.runs import comparable, run_rows
from rehearsals.core.command import Refusal
from rehearsals.people.opening import may_open
from rehearsals.people.register import Person
from rehearsals.people.words import role_name
from runbooks.errors import CallboardError, Refused

pages = Pages()


@pages.page("/runs", READERS)
def runs(request: Request) -> Response:
    """All runs, and the way to a first one."""
    house: House = request.app.state.house
    rows = run_rows(house)
    visitor = house.visitor(request)
    return page(
        request,
        "runs.html.j2",
        title="Runs",
        rows=rows,
        choices=comparable(rows),
        may_open=visitor.has(OPENERS.roles),
        opener_roles=" or ".join(role_name(role) for role in sorted(OPENERS.roles)),
        key=uuid4().hex,
    )


@pages.page("/runs/new", OPENERS)
def new(request: Request) -> Response:
    """What to open; filled in with what the address says."""
    return _form_page(request, form_from(request.query_params))


@pages.page("/runs/new/preview", OPENERS)
def previewed(request: Request) -> Response:
    """What would be opened; nothing has happened yet."""
    return _preview_page(request, form_from(request.query_params))


@pages.page("/runs/new", OPENERS, methods=("POST",))
def opened(request: Request, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Open the run, and lead to its board."""
    form = form_from(sent.data)
    try:
        if form.mode == "live" and str(sent.data.get("typed", "")) != form.name:
            raise BadForm({"typed": f"Type {form.name}, to be sure."})
        return _opened(request, sent, form)
    except CallboardError as error:
        return _preview_page(request, form, error)


@pages.page("/runs/demonstration", OPENERS, methods=("POST",))
def demonstration(request: Request, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Open the rehearsal that a newcomer is shown."""
    return _opened(request, sent, DEMONSTRATION)


def _opened(request: Request, sent: Posted, form: OpenForm) -> Response:
    house: House = request.app.state.house
    asking = sent.asking(house, request)
    wanted = form.wanted()
    ready = preview(house, wanted, form.name or None)
    attendance = form.attendance(ready.planned, asking.visitor)
    state = open_wanted(house, asking, wanted, form.name or None, attendance)
    return RedirectResponse(with_said(f"/runs/{state.run}/tonight", "1-1"), status_code=303)


def _form_page(request: Request, form: OpenForm, error: CallboardError | None = None) -> Response:
    house: House = request.app.state.house
    problems = error.problems if isinstance(error, BadForm) else {}
    return page(
        request,
        "run_new.html.j2",
        title="Start a run",
        status=_status(error),
        choosing=choosing(house, house.visitor(request), form.runbook),
        form_data=form,
        scales=SCALES,
        sends=SENDS,
        players=WHO,
        problems=problems,
        error=error,
        hint=web_hint(error) if error else "",
    )


def _preview_page(
    request: Request, form: OpenForm, error: CallboardError | None = None
) -> Response:
    """The page before the opening; the form again for what cannot be planned at all."""
    house: House = request.app.state.house
    try:
        ready = _prepared(request, form)
    except CallboardError as problem:
        return _form_page(request, form, error or problem)
    view = preview_view(ready, form)
    visitor = house.visitor(request)
    sends = ready.planned.wanted.communications
    refusal = may_open(house.register(), _somebody(visitor.person), view.mode, visitor.now, sends)
    # The name is settled here: what is sent is the run that was looked at.
    fields = {**form.data, "name": view.run}
    return page(
        request,
        "run_preview.html.j2",
        title=f"Start {view.run}?",
        status=_status(error),
        view=view,
        fields=fields,
        refused=_why_not(ready.refusal or refusal),
        back=form.data,
        real=form.scale == REAL,
        error=error,
        hint=web_hint(error) if error else "",
        key=uuid4().hex,
    )


def _prepared(request: Request, form: OpenForm) -> Prepared:
    house: House = request.app.state.house
    wanted = form.wanted()
    if form.name:
        check_free(house, form.name)
    plain = preview(house, wanted, form.name or None)
    attendance = form.attendance(plain.planned, house.visitor(request))
    ready = preview(house, wanted, form.name or None, attendance)
    # That it can be a run at all: its name, its clock, what it follows.
    ready.fact(actor="", channel="", real_now=house.now())
    return ready


def _somebody(person: Person | None) -> str:
    return person.id if person else ""


def _why_not(refusal: Refusal | None) -> str:
    if refusal is None:
        return ""
    error = Refused(refusal.code, refusal.message, hint=refusal.hint)
    return f"{refusal.message} {web_hint(error)}".strip()


def _status(error: CallboardError | None) -> int:
    if error is None:
        return 200
    return 409 if isinstance(error, Refused) else 422
