"""How simulated people hold a decision meeting: evidence, votes, now and then a deferral, a go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core.events import GateDecided
from rehearsals.core.gate_commands import deciders
from rehearsals.core.state import GateRecord, RunState
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent, by
from runbooks.gates import Gate

#: Evidence lies on the table a minute into the meeting.
EVIDENCE_AFTER = timedelta(minutes=1)
#: The share of decisions put off once, and for how long (illustrative).
DEFERS = 0.08
DEFERRAL = timedelta(minutes=30)


def meeting_intents(state: RunState, gate: Gate, draws: Draws) -> Iterator[Intent]:
    """What the people around a running decision meeting will do."""
    record = state.gate(gate.id)
    started = state.task(gate.meeting).attempts[-1].started_at
    yield from _evidence(gate, record, started)
    if gate.rule == "decider":
        yield _decision(state, gate, draws, started)
        return
    for member in deciders(state, gate):
        if member not in record.votes:
            yield _vote(state, gate, member, draws, started)


def _evidence(gate: Gate, record: GateRecord, started: datetime) -> Iterator[Intent]:
    for criterion in gate.criteria:
        if criterion.id in record.evidence:
            continue
        command = c.RecordEvidence(
            gate=gate.id,
            criterion=criterion.id,
            evidence=f"Simulated evidence: {criterion.title or criterion.id}.",
            **by(criterion.owner, f"{gate.id}:{criterion.id}:evidence"),
        )
        yield Intent(at=started + EVIDENCE_AFTER, command=command)


def _decision(state: RunState, gate: Gate, draws: Draws, started: datetime) -> Intent:
    decisions = state.gate(gate.id).decisions
    decider = gate.decider or ""
    last = decisions[-1].what if decisions else None
    if isinstance(last, GateDecided) and last.until is not None:
        reason = "Simulated: taken up again, and nothing stands against it."
        return Intent(at=last.until, command=_go(gate, decider, len(decisions), reason))
    duration = state.index.tasks[gate.meeting].duration
    at = _after_evidence(started, draws.seconds(duration, gate.meeting, 1, "decision"))
    if draws.uniform(gate.id, 1, "defers") < DEFERS:
        command = c.DecideGate(
            gate=gate.id,
            outcome="deferred",
            decided_by=decider,
            reason="Simulated: one more look at the evidence.",
            until=at + DEFERRAL,
            **by(decider, f"{gate.id}:{len(decisions)}:decide"),
        )
        return Intent(at=at, command=command)
    reason = "Simulated: every blocking criterion is met."
    return Intent(at=at, command=_go(gate, decider, len(decisions), reason))


def _go(gate: Gate, decider: str, number: int, reason: str) -> c.DecideGate:
    return c.DecideGate(
        gate=gate.id,
        outcome="go",
        decided_by=decider,
        reason=reason,
        **by(decider, f"{gate.id}:{number}:decide"),
    )


def _vote(state: RunState, gate: Gate, member: str, draws: Draws, started: datetime) -> Intent:
    duration = state.index.tasks[gate.meeting].duration
    seconds = draws.seconds(duration, f"{gate.meeting}/{member}", 1, "vote")
    command = c.DecideGate(
        gate=gate.id,
        outcome="go",
        decided_by=member,
        reason=f"Simulated: {member} is ready.",
        **by(member, f"{gate.id}:{member}:vote"),
    )
    return Intent(at=_after_evidence(started, seconds), command=command)


def _after_evidence(started: datetime, seconds: int) -> datetime:
    """Nobody decides before the evidence lies on the table."""
    return max(started + timedelta(seconds=seconds), started + EVIDENCE_AFTER)
