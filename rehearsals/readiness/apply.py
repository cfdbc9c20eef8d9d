"""How a fact changes the readiness register. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core.fact import Entered
from rehearsals.readiness import events as e
from rehearsals.readiness.state import Readiness, Return
from rehearsals.readiness.words import Served, Signatory


def apply(state: Readiness, fact: Entered[e.ReadinessEvent]) -> Readiness:
    """The register after one more fact."""
    event = fact.event
    seq = state.seq + 1
    if isinstance(event, e.ReadinessShared):
        shared = state.shared | {event.party}
        if event.audience == "programme":
            shared = state.shared - {event.party}
        return replace(state, shared=shared, seq=seq)
    if isinstance(event, e.ReturnAsked):
        changed = _asked(event, fact)
    else:
        changed = _changed(state.returns[event.return_id], event, fact)
    returns = {**state.returns, event.return_id: replace(changed, changed=seq)}
    return replace(state, returns=returns, seq=seq)


def _asked(event: e.ReturnAsked, fact: Entered[e.ReadinessEvent]) -> Return:
    return Return(
        id=event.return_id,
        kind=event.kind,
        party=event.party,
        title=event.title,
        deadline=event.deadline,
        gates=event.gates,
        signatories=event.signatories,
        which=event.which,
        shown_by=event.shown_by,
        valid_for=event.valid_for,
        asked_at=fact.at,
    )


_OnReturn = (
    e.GateServed
    | e.AskAmended
    | e.ReturnSubmitted
    | e.ReturnAccepted
    | e.ReturnSentBack
    | e.ReturnWithdrawn
    | e.ReturnReconfirmed
)


def _changed(asked: Return, event: _OnReturn, fact: Entered[e.ReadinessEvent]) -> Return:
    match event:
        case e.GateServed():
            served = Served(gate=event.gate, reconfirm=event.reconfirm)
            return replace(asked, gates=(*asked.gates, served))
        case e.AskAmended():
            return replace(
                asked,
                deadline=event.deadline or asked.deadline,
                signatories=_signatories(asked, event),
            )
        case e.ReturnSubmitted():
            return _submitted(asked, event, fact)
        case e.ReturnAccepted():
            return replace(asked, stage="accepted", acceptance=event)
        case e.ReturnSentBack():
            return replace(asked, stage="partial", acceptance=None, sent_back=event)
        case e.ReturnWithdrawn():
            return replace(asked, stage="none", acceptance=None, withdrawal=event)
        case e.ReturnReconfirmed():
            return replace(asked, reconfirmations=(*asked.reconfirmations, event))
        case _:
            assert_never(event)


def _signatories(asked: Return, event: e.AskAmended) -> tuple[Signatory, ...]:
    left = [one for one in asked.signatories if not any(map(one.same_as, event.struck))]
    return (*left, *event.listed)


def _submitted(asked: Return, event: e.ReturnSubmitted, fact: Entered[e.ReadinessEvent]) -> Return:
    return replace(
        asked,
        stage="submitted" if event.complete else "partial",
        submission=event,
        submitted_entry=(fact.actor, fact.on_behalf_of or fact.actor),
        submitted_at=fact.at,
        first_complete_at=asked.first_complete_at or (fact.at if event.complete else None),
        acceptance=None,
        sent_back=None,
        withdrawal=None,
        reconfirmations=(),
    )
