"""What has become of a gate: its decisions with their reasons and terms, and all that was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name, person_name, with_person
from console.telling import sentence
from console.web.reading import Look
from console.web.views.moments import Shown, shown
from rehearsals.core.events import GateDecided
from rehearsals.core.history import HistoryEntry, also_for_gate
from rehearsals.core.state import Decision, RunState
from runbooks.clocktime import local, local_short
from runbooks.gates import Gate

#: Facts of the gate that are told.
_MOST_TOLD = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionRow:
    """One step of the gate's sequence of decisions."""

    key: str
    at: Shown | None
    outcome: str
    shape: str
    by: str
    reason: str
    until: Shown | None
    #: Conditions and risks, in words.
    terms: tuple[str, ...]
    spoken: str
    taken_back: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Something that has happened at the gate."""

    key: str
    at: Shown | None
    text: str
    who: str


def decisions(state: RunState, gate: Gate) -> tuple[DecisionRow, ...]:
    """The decisions of a gate, the newest first."""
    return tuple(_decisions(state, gate))


def _decisions(state: RunState, gate: Gate) -> Iterator[DecisionRow]:
    for number, decision in reversed(list(enumerate(state.gate(gate.id).decisions, 1))):
        yield _decision(state, decision, f"decision-{number}")


def _decision(state: RunState, decision: Decision, key: str) -> DecisionRow:
    what, zone = decision.what, state.runbook.timezone
    decided = what if isinstance(what, GateDecided) else None
    outcome = decided.outcome.replace("_", " ") if decided else "withdrawn"
    spoken = what.spoken
    names = [party_name(state.runbook, party) for party in what.decided_by.split(", ")]
    by = (
        ", ".join(names)
        if spoken or len(names) > 1
        else with_person(state.runbook, what.decided_by, decision.by)
    )
    return DecisionRow(
        key=key,
        at=shown(decision.at, zone),
        outcome=outcome,
        shape=outcome,
        by=f"{by}{f' at {what.forum}' if what.forum else ''}",
        reason=what.reason,
        until=shown(decided.until, zone) if decided else None,
        terms=tuple(_terms(state, decided)) if decided else (),
        spoken=f"Spoken by {person_name(spoken.said_by)}, heard by {person_name(spoken.witness)}, "
        f"entered by {person_name(decision.by)}"
        if spoken
        else "",
        taken_back=decision.taken_back,
    )


def _terms(state: RunState, what: GateDecided) -> Iterator[str]:
    for condition in what.conditions:
        owner = party_name(state.runbook, condition.owner)
        due = f", due {_when(state, condition.due)}" if condition.due else ""
        yield f"Condition: {condition.item} ({owner}{due})"
    for risk in what.risks:
        until = _when(state, risk.expires)
        yield f"Risk accepted by {person_name(risk.accepted_by)} until {until}: {risk.risk}"


def _when(state: RunState, instant: datetime) -> str:
    return local(instant, state.runbook.timezone)


def told(look: Look, gate: Gate) -> tuple[Told, ...]:
    """What has happened at a gate, the newest first."""
    return tuple(_told(look, gate))


def _told(look: Look, gate: Gate) -> Iterator[Told]:
    for entry in reversed(also_for_gate(look.facts, gate.id)[-_MOST_TOLD:]):
        yield _entry(look.state, entry)


def _entry(state: RunState, entry: HistoryEntry) -> Told:
    who = person_name(entry.voice)
    if entry.entered_by:
        who += f", entered by {person_name(entry.entered_by)}"
    if entry.late:
        who += f"; entered {local_short(entry.recorded_at, state.runbook.timezone)}"
    taken_back = " (taken back)" if entry.taken_back else ""
    return Told(
        key=f"fact-{entry.seq}",
        at=shown(entry.at, state.runbook.timezone),
        text=f"{sentence(entry.event, state)}{taken_back}",
        who=who,
    )
