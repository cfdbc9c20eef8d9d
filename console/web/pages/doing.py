"""`/runs/RUN/do/COMMAND`: a form for every command on a run, and where the forms of all pages go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.fields import BadFields
from console.web.forms import form_of, since_then
from console.web.handing_in import BY_NAME, Wish, hand_in
from console.web.house import House
from console.web.policy import READERS, Pages
from console.web.posting import Posted, local_path, posted, with_said
from console.web.reading import Look
from console.web.rendering import page
from rehearsals.core.commands import AnyCommand
from rehearsals.core.events import Fact
from runbooks.errors import CallboardError, Refused, RunNotFound

pages = Pages()


@pages.page("/runs/{run}/do/{name}", READERS)
def form(request: Request, run: str, name: str) -> Response:
    """The form of a command, filled in with what the address says."""
    house: House = request.app.state.house
    look = house.look(run)
    kind = _kind(name)
    given = dict(request.query_params)
    back = local_path(given.pop("next", None)) or f"/runs/{look.run}/tonight"
    return _form_page(request, look, kind, given, back=back, key=uuid4().hex)


@pages.page("/runs/{run}/do/{name}", READERS, methods=("POST",))
def do(request: Request, run: str, name: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Do what a form asks; if it is refused, the form comes back with what was typed, and why."""
    house: House = request.app.state.house
    look = house.look(run)
    kind = _kind(name)
    back = sent.next or f"/runs/{look.run}/tonight"
    try:
        asking = sent.asking(house, request, look.state)
        wish = Wish(run=look.run, kind=kind, data=sent.data, asking=asking, password=sent.password)
        facts = hand_in(house, wish)
    except CallboardError as error:
        now = house.look(run)
        status = 409 if isinstance(error, Refused) else 422
        # What was refused was not done: put right, it is another command.
        return _form_page(
            request,
            now,
            kind,
            sent.data,
            back=back,
            key=uuid4().hex,
            error=error,
            sent=sent,
            status=status,
        )
    after = house.look(run)
    return RedirectResponse(with_said(back, _said(after, facts)), status_code=303)


def _said(look: Look, facts: Sequence[Fact]) -> str:
    """The numbers in the run of the facts that were just made: `41-43`; empty if there are none."""
    if not facts:
        return ""
    newest = len(look.facts)
    while newest and look.facts[newest - 1].command != facts[0].command:
        newest -= 1
    return f"{max(newest - len(facts) + 1, 1)}-{newest}"


def _kind(name: str) -> type[AnyCommand]:
    kind = BY_NAME.get(name)
    if kind is None:
        raise RunNotFound(f"There is nothing called {name} to be done.", hint="Go back.")
    return kind


def _form_page(  # noqa: PLR0913 - what a form is made of
    request: Request,
    look: Look,
    kind: type[AnyCommand],
    given: Mapping[str, Any],
    *,
    back: str,
    key: str,
    error: CallboardError | None = None,
    sent: Posted | None = None,
    status: int = 200,
) -> Response:
    house: House = request.app.state.house
    problems = error.problems if isinstance(error, BadFields) else {}
    view = form_of(
        house, look, house.visitor(request), kind, given, problems=problems, refusal=error
    )
    return page(
        request,
        "form.html.j2",
        title=view.title,
        look=look,
        status=status,
        view=view,
        error=error,
        back=back,
        key=key,
        said_for=sent.said_for if sent else given.get("for"),
        at=sent.at if sent else None,
        since=since_then(look, sent.seen, given) if sent else (),
    )
