"""What happened at a gate, in a sentence."""

from __future__ import annotations

from typing import assert_never

from console.naming import party_names
from console.telling_words import because, heard, party, when
from console.turning_back import asked_on_no_go
from rehearsals.core import events as e
from rehearsals.core.state import RunState

_OUTCOMES = {
    "go": "GO",
    "go_with_conditions": "GO WITH CONDITIONS",
    "no_go": "NO-GO",
    "deferred": "DEFERRED",
}


def gate_sentence(event: e.GateEvent, state: RunState) -> str:
    """What an event at a gate says."""
    if isinstance(event, (e.ItemClosed, e.RiskExtended)):
        return _item(event, state)
    gate = state.runbook.gate_by_id.get(event.gate)
    name = f"Gate {gate.id} {gate.title}" if gate else f"Gate {event.gate}"
    return f"{name}: {_at_gate(event, state)}"


def _at_gate(
    event: e.EvidenceRecorded
    | e.CheckRecorded
    | e.RecommendationMade
    | e.VoteCast
    | e.VoteTakenBack
    | e.GateDecided
    | e.GateWithdrawn
    | e.Countersigned
    | e.GateReevaluated,
    state: RunState,
) -> str:
    match event:
        case e.EvidenceRecorded():
            return f"criterion {event.criterion} {_met(met=event.met)}: {event.evidence}"
        case e.CheckRecorded():
            word = _met(met=event.met) if event.looked else "NOT LOOKED AT"
            return f"check of {event.criterion} {word}: {event.value}"
        case e.RecommendationMade():
            return f"{party(state, event.adviser)} {_advice(event)}{because(event.reason)}"
        case e.VoteCast():
            spoken = heard(state, event.spoken)
            word = _OUTCOMES[event.vote]
            return f"{party(state, event.member)} votes {word}{spoken}: {event.reason}"
        case e.VoteTakenBack():
            member = party(state, event.member)
            return f"the no-go of {member} is TAKEN BACK, the others' votes count: {event.reason}"
        case e.GateDecided():
            return _decided(event, state)
        case e.GateWithdrawn():
            by = f"{party(state, event.decided_by)}{heard(state, event.spoken)}"
            return f"go WITHDRAWN by {by}: {event.reason}{_anew(state, event.gate)}"
        case e.Countersigned():
            return f"{party(state, event.party)} has signed for its spoken word."
        case e.GateReevaluated():
            return _reevaluated(event, state)
        case _:
            assert_never(event)


def _met(*, met: bool) -> str:
    return "met" if met else "NOT MET"


def _advice(event: e.RecommendationMade) -> str:
    if event.advice == "none":
        return "was asked and gives no advice"
    return f"recommends {_OUTCOMES[event.advice]}"


def _decided(event: e.GateDecided, state: RunState) -> str:
    until = f" until {when(state, event.until)}" if event.until else ""
    by = f"{party_names(state.runbook, event.decided_by)}{heard(state, event.spoken)}"
    owed = "".join(f"; owed: {_owed(state, c)}" for c in event.conditions)
    risks = "".join(f"; risk accepted: {_risk(state, r)}" for r in event.risks)
    said = f"{_OUTCOMES[event.outcome]}{until} by {by}: {event.reason}"
    anew = _anew(state, event.gate) if event.outcome in {"no_go", "deferred"} else ""
    return f"{said}{owed}{risks}{_then(state, event)}{anew}"


def _anew(state: RunState, gate_id: str) -> str:
    """That a gate of many begins anew: silence is never a go, so nobody's vote is kept."""
    gate = state.runbook.gate_by_id.get(gate_id)
    return "" if gate is None or gate.rule == "decider" else "; EVERY MEMBER VOTES AGAIN"


def _owed(state: RunState, condition: e.Condition) -> str:
    """A condition of a go, with whose it is and by when."""
    due = f", due {when(state, condition.due)}" if condition.due else ""
    return f"{condition.item} ({party(state, condition.owner)}{due})"


def _risk(state: RunState, risk: e.AcceptedRisk) -> str:
    return f"{risk.risk} ({party(state, risk.accepted_by)}, until {when(state, risk.expires)})"


def _then(state: RunState, event: e.GateDecided) -> str:
    """What the runbook asks for after a no-go."""
    gate = state.runbook.gate_by_id.get(event.gate)
    if event.outcome != "no_go" or gate is None:
        return ""
    return f"; the runbook asks {asked_on_no_go(gate)}"


def _reevaluated(event: e.GateReevaluated, state: RunState) -> str:
    left = f"{party(state, event.party)} has left"
    if event.replaced_by:
        left += f", replaced by {party(state, event.replaced_by)}"
    if event.had_passed:
        left += "; the go counted its word, LOOK AT IT AGAIN"
    missing = ", ".join(party(state, member) for member in event.missing)
    return f"{left}; still needed: {missing}." if missing else f"{left}."


def _item(event: e.ItemClosed | e.RiskExtended, state: RunState) -> str:
    item = state.items.get(event.item)
    name = f"{event.item} {item.text}" if item else event.item
    if isinstance(event, e.ItemClosed):
        return f"Item {name}: closed: {event.evidence}"
    by, until = party(state, event.accepted_by), when(state, event.expires)
    return f"Risk {name}: accepted by {by} until {until}: {event.reason}"
