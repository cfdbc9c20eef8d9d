"""`/runs/RUN/control/turn-back`: turning back is written, read over, then done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.asking import Asking
from console.web.fields import BadFields, fields_of
from console.web.handing_in import Wish, hand_in, made, needs_password
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.pages.gates import looked, told
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.reading import Look
from console.web.rendering import page
from console.web.typed_values import Misread, understood
from console.web.views.chances import stands_on
from console.web.views.control_back import Turning, turning_form, turning_of
from console.web.views.gate_may import Trying
from console.web.views.safe_back import safe_back
from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.decide import decide
from runbooks.errors import CallboardError, Refused

pages = Pages()
_PASSWORD = ("password-needed", "wrong-password", "too-many-tries")
_PLACE = "/runs/{run}/control/turn-back"


@pages.page(_PLACE, READERS)
def turn_back_form(request: Request, run: str) -> Response:
    """The form of turning back."""
    house, look = looked(request, run)
    given = dict(request.query_params)
    return _form(request, house, look, given, seen=look.seq)


@pages.page(_PLACE, READERS, methods=("POST",))
def turn_back(request: Request, run: str, sent: Annotated[Posted, Depends(posted)]) -> Response:
    """Show what turning back would come to; or do it, if that was read."""
    house, look = looked(request, run)
    step = str(sent.data.pop("step", "look"))
    given = {**sent.data, "for": sent.said_for}
    seen = sent.seen or look.seq
    if step == "edit":
        return _form(request, house, look, given, seen=seen)
    try:
        return _turned(request, house, look, sent, take=step == "do")
    except CallboardError as error:
        return _form(request, house, house.look(run), given, seen=seen, error=error)


def _turned(request: Request, house: House, look: Look, sent: Posted, *, take: bool) -> Response:
    data = _read(look, sent.data)
    asking = sent.asking(house, request, look.state)
    _try(look, data, asking)
    if not take:
        return _confirm(request, house, look, data, asking, sent=sent)
    wish = Wish(run=look.run, kind=c.TurnBack, data=data, asking=asking, password=sent.password)
    try:
        facts = hand_in(house, wish)
    except Refused as refused:
        if refused.code not in _PASSWORD:
            raise
        return _confirm(request, house, look, data, asking, sent=sent, error=refused)
    after = house.look(look.run)
    back = f"/runs/{look.run}/control#turning-back"
    return RedirectResponse(with_said(back, told(after, facts)), status_code=303)


def _read(look: Look, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the command; the way back is chosen as `rollback/G6`."""
    given = dict(data)
    way = str(given.pop("way", ""))
    if not way:
        raise Misread({"way": "Choose a way back."})
    given["kind"], _, given["gate"] = way.partition("/")
    if "reason" not in given:
        raise Misread({"reason": "Say why: it stays in the journal."})
    read = understood(c.TurnBack, given, look.state.runbook.timezone, look.now)
    fields_of(c.TurnBack, read)
    return read


def _try(look: Look, data: Mapping[str, Any], asking: Asking) -> None:
    """Raise Refused, which is not journalled, if it would be; nothing was asked yet."""
    trying = Trying(look=look, visitor=asking.visitor)
    fields = fields_of(c.TurnBack, data)
    refusal = trying.refusal(c.TurnBack, said_for=asking.by().get("on_behalf_of"), **fields)
    if refusal is None:
        answer = decide(look.state, made(c.TurnBack, fields, asking), look.now)
        refusal = answer if isinstance(answer, Refusal) else None
    if refusal is not None:
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)


def _form(
    request: Request,
    house: House,
    look: Look,
    given: Mapping[str, Any],
    *,
    seen: int,
    error: CallboardError | None = None,
) -> Response:
    view = turning_form(Trying(look=look, visitor=house.visitor(request)), given)
    foreseen = house.foreseen(look)
    return page(
        request,
        "control_turn_back.html.j2",
        title="Turn back",
        look=look,
        status=200 if error is None else 409 if isinstance(error, Refused) else 422,
        view=view,
        safe=safe_back(look, foreseen),
        stands_on=stands_on(look, foreseen),
        error=error,
        hint=web_hint(error) if error else "",
        problems=error.problems if isinstance(error, BadFields | Misread) else {},
        seen=seen,
        key=uuid4().hex,
        back=f"/runs/{look.run}/control#turning-back",
    )


def _confirm(
    request: Request,
    house: House,
    look: Look,
    data: Mapping[str, Any],
    asking: Asking,
    *,
    sent: Posted,
    error: Refused | None = None,
) -> Response:
    command = made(c.TurnBack, fields_of(c.TurnBack, data), asking)
    stepped = house.doors.fresh_step(asking.visitor) is not None
    view: Turning = turning_of(look, data)
    names = ("decided_by", "reason", "forum", "witness")
    kept = {name: str(data[name]) for name in names if data.get(name)}
    kept |= {f"systems.{n}": str(one) for n, one in enumerate(data.get("systems") or ())}
    kept["way"] = f"{data['kind']}/{data['gate']}"
    if sent.said_for:
        kept["for"] = sent.said_for
    return page(
        request,
        "control_confirm.html.j2",
        title="Read it over: turn back",
        look=look,
        status=409 if error else 200,
        view=view,
        error=error,
        hint=web_hint(error) if error else "",
        kept=kept,
        password=needs_password(house, look.run, command) and not stepped,
        seen=sent.seen or look.seq,
        key=uuid4().hex,
        back=f"/runs/{look.run}/control#turning-back",
    )
