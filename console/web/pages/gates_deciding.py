"""`/runs/RUN/gates/GATE/decide`: a decision is written, read over in plain words, then taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import uuid4

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from console.web.asking import Asking
from console.web.fields import BadFields, fields_of
from console.web.handing_in import Wish, hand_in, made, needs_password, told_to_the_minute
from console.web.hint_words import web_hint
from console.web.house import House
from console.web.kept_fields import kept_fields
from console.web.pages.gates import gate_of, looked, told
from console.web.policy import READERS, Pages
from console.web.posting import Posted, posted, with_said
from console.web.reading import Look
from console.web.rendering import page
from console.web.typed_values import Misread, understood
from console.web.views.gate_deciding import decision_form
from console.web.views.gate_following import Following, following
from console.web.views.gate_may import Trying
from console.web.wall_times import read_wall
from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from runbooks.errors import CallboardError, Refused, TimeError
from runbooks.gates import Gate

pages = Pages()
#: What is refused where the decision is as it should be, and only the password is not.
_PASSWORD = ("password-needed", "wrong-password", "too-many-tries")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Room:
    """A request about the decision of a gate."""

    request: Request
    house: House
    look: Look
    gate: Gate
    #: What was typed.
    given: Mapping[str, Any]
    #: The run as it was when the form was opened first.
    seen: int

    @property
    def trying(self) -> Trying:
        """Who looks at what."""
        return Trying(look=self.look, visitor=self.house.visitor(self.request))


@pages.page("/runs/{run}/gates/{gate}/decide", READERS)
def decide_form(request: Request, run: str, gate: str) -> Response:
    """The form of a decision."""
    house, look = looked(request, run)
    given = dict(request.query_params)
    room = _Room(
        request=request,
        house=house,
        look=look,
        gate=gate_of(look, gate),
        given=given,
        seen=look.seq,
    )
    return _form(room)


@pages.page("/runs/{run}/gates/{gate}/decide", READERS, methods=("POST",))
def decide(
    request: Request, run: str, gate: str, sent: Annotated[Posted, Depends(posted)]
) -> Response:
    """Show what a decision would come to; or take it, if it was looked at before."""
    house, look = looked(request, run)
    step = str(sent.data.pop("step", "look"))
    given = {**sent.data, "for": sent.said_for, "at": sent.at}
    room = _Room(
        request=request,
        house=house,
        look=look,
        gate=gate_of(look, gate),
        given=given,
        seen=sent.seen or look.seq,
    )
    if step not in ("look", "do"):
        return _form(room, more=step)
    try:
        return _decided(room, sent, take=step == "do")
    except CallboardError as error:
        # The other one may have decided meanwhile.
        now = _Room(
            request=request,
            house=house,
            look=house.look(run),
            gate=room.gate,
            given=given,
            seen=room.seen,
        )
        return _form(now, error=error)


def _decided(room: _Room, sent: Posted, *, take: bool) -> Response:
    """Read, tried, looked over or taken; raises CallboardError."""
    kind, data = _read(room, sent.data)
    asking = _with_time(room, sent).asking(room.house, room.request, room.look.state)
    wish = Wish(run=room.look.run, kind=kind, data=data, asking=asking, password=sent.password)
    asking = told_to_the_minute(room.look, wish, sent.at)
    follows = _tried(room, kind, data, asking)
    if not take:
        return _confirm(room, kind, data, follows, asking)
    try:
        facts = hand_in(room.house, replace(wish, asking=asking))
    except Refused as refused:
        if refused.code not in _PASSWORD:
            raise
        return _confirm(room, kind, data, follows, asking, error=refused)
    after = room.house.look(room.look.run)
    back = f"/runs/{room.look.run}/gates/{room.gate.id}"
    return RedirectResponse(with_said(back, told(after, facts)), status_code=303)


def _with_time(room: _Room, sent: Posted) -> Posted:
    """The form with when it was decided as an instant, if it was typed; raises Misread."""
    if not sent.at:
        return sent
    zone, now = room.look.state.runbook.timezone, room.look.now
    try:
        happened = read_wall(sent.at, zone, now, past=True)
    except TimeError as error:
        raise Misread({"at": str(error)}) from error
    return replace(sent, at=happened.isoformat())


def _read(
    room: _Room, data: Mapping[str, Any]
) -> tuple[type[c.DecideGate | c.WithdrawGo], dict[str, Any]]:
    """The command that is meant and its fields; raises Misread and BadFields."""
    kind: type[c.DecideGate | c.WithdrawGo] = c.DecideGate
    given = {**data, "gate": room.gate.id}
    if given.get("outcome") == "withdrawn":
        kind = c.WithdrawGo
        names = ("gate", "decided_by", "reason", "witness", "forum")
        given = {name: given[name] for name in names if name in given}
    if "outcome" not in data:
        raise Misread({"outcome": "Say what is decided."})
    if "reason" not in data:
        raise Misread({"reason": "Say why: it stays in the journal."})
    if given.get("until") and given.get("outcome") != "deferred":
        raise Misread({"until": "Only what is put off has an end: leave it out."})
    read = understood(kind, given, room.look.state.runbook.timezone, room.look.now)
    fields_of(kind, read)
    return kind, read


def _tried(
    room: _Room,
    kind: type[c.DecideGate | c.WithdrawGo],
    data: Mapping[str, Any],
    asking: Asking,
) -> Following:
    """What would follow; raises Refused, which is not journalled, for nothing was asked yet."""
    fields = fields_of(kind, data)
    refusal = room.trying.refusal(kind, said_for=asking.by().get("on_behalf_of"), **fields)
    found: Following | Refusal
    if refusal:
        found = refusal
    else:
        command = made(kind, fields, asking)
        if not isinstance(command, c.DecideGate | c.WithdrawGo):
            raise AssertionError("a decision is one of these")
        found = following(room.look, room.gate, command)
    if isinstance(found, Refusal):
        raise Refused(found.code, found.message, hint=found.hint)
    return found


def _form(room: _Room, *, error: CallboardError | None = None, more: str = "") -> Response:
    problems = error.problems if isinstance(error, BadFields | Misread) else {}
    status = 200 if error is None else 409 if isinstance(error, Refused) else 422
    seen = room.seen if error is not None else 0
    view = decision_form(room.trying, room.gate, room.given, seen=seen, more=more)
    return page(
        room.request,
        "gate_decide.html.j2",
        title=f"Decide {room.gate.id} {room.gate.title}",
        look=room.look,
        status=status,
        view=view,
        error=error,
        hint=web_hint(error) if error else "",
        problems=problems,
        seen=room.seen,
        key=uuid4().hex,
        back=f"/runs/{room.look.run}/gates/{room.gate.id}",
        zone=room.look.state.runbook.timezone,
    )


def _confirm(
    room: _Room,
    kind: type[c.DecideGate | c.WithdrawGo],
    data: Mapping[str, Any],
    follows: Following,
    asking: Asking,
    *,
    error: Refused | None = None,
) -> Response:
    """The decision in plain words, and what follows; nothing has happened yet."""
    command = made(kind, fields_of(kind, data), asking)
    stepped = room.house.doors.fresh_step(asking.visitor) is not None
    asked = needs_password(room.house, room.look.run, command) and not stepped
    outcome = "withdrawn" if kind is c.WithdrawGo else str(data["outcome"])
    zone = room.look.state.runbook.timezone
    kept = dict(kept_fields({**data, "outcome": outcome}, zone))
    kept.pop("gate", None)
    kept |= {name: str(room.given[name]) for name in ("for", "at") if room.given.get(name)}
    return page(
        room.request,
        "gate_confirm.html.j2",
        title=f"Read it over: {room.gate.id} {room.gate.title}",
        look=room.look,
        status=409 if error else 200,
        gate=room.gate,
        follows=follows,
        outcome=outcome,
        reason=data["reason"],
        kept=kept,
        error=error,
        hint=web_hint(error) if error else "",
        password=asked,
        seen=room.seen,
        key=uuid4().hex,
        back=f"/runs/{room.look.run}/gates/{room.gate.id}",
    )
