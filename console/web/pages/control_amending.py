"""`/runs/RUN/control/amend`: a small change to what has not begun, looked at, then proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.hint_words import web_hint
from console.web.house import House
from console.web.pages.gates import looked, told
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.reading import Look
from console.web.rendering import page
from console.web.views.control_amending import amending_form, changes_of
from console.web.views.control_plan import prospect
from console.web.views.gate_may import Trying
from rehearsals.core import commands as c
from runbooks.errors import CallboardError, Refused

pages = Pages()
_PLACE = "/runs/{run}/control/amend"


@pages.page(_PLACE, READERS)
def amend_form(request: Request, run: str) -> Response:
    """The form of a change: first which task, then what about it."""
    house, look = looked(request, run)
    return _form(request, house, look, dict(request.query_params))


@pages.page(_PLACE, READERS, methods=("POST",))
def amend(request: Request, run: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Show what a change would do to the plan; or propose it, if that was looked at."""
    house, look = looked(request, run)
    step = str(sent.data.pop("step", "look"))
    try:
        changes = changes_of(look.state, sent.data)
        if step != "do":
            return _form(request, house, look, sent.data, looked_at=True)
        asking = sent.asking(house, request, look.state)
        reason = str(sent.data.get("reason", ""))
        command = asking.make(c.ProposeAmendment, {"changes": changes, "reason": reason})
        facts = house.writer.submit(look.run, command)
    except CallboardError as error:
        return _form(request, house, house.look(run), sent.data, error=error)
    back = f"/runs/{look.run}/control#amendments"
    return RedirectResponse(with_said(back, told(house.look(run), facts)), status_code=303)


def _form(
    request: Request,
    house: House,
    look: Look,
    given: Mapping[str, Any],
    *,
    looked_at: bool = False,
    error: CallboardError | None = None,
) -> Response:
    view = amending_form(Trying(look=look, visitor=house.visitor(request)), given)
    found = prospect(look.state, changes_of(look.state, given)) if looked_at else None
    return page(
        request,
        "control_amend.html.j2",
        title="Propose a change",
        look=look,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        view=view,
        prospect=found,
        error=error,
        hint=web_hint(error) if error else "",
        key=uuid4().hex,
        back=f"/runs/{look.run}/control#amendments",
        zone=look.state.runbook.timezone,
    )
