"""How simulated people hold a decision meeting: evidence, advice, votes, now and then a deferral.

Nobody decides before the evidence lies on the table, the machines have found what they check, and
every adviser has spoken. After a no-go they wait: what then becomes of the run is for real people,
unless its way back is rehearsed from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from rehearsals.core import commands as c
from rehearsals.core.events import Condition, GateDecided
from rehearsals.core.gates.advising import silent_advisers
from rehearsals.core.gates.checking import not_looked_at, open_criteria, shown
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.presence import standing_in
from rehearsals.core.state import RunState
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent, by
from rehearsals.participants.turning import no_go_intents, turning_intents
from runbooks.checks import Check
from runbooks.durations import Duration
from runbooks.gates import Criterion, Gate

#: Evidence lies on the table a minute into the meeting.
EVIDENCE_AFTER = timedelta(minutes=1)
#: How long advisers take to speak (illustrative).
ADVICE = Duration(low=60, likely=180, high=480)
#: The share of decisions put off once, and for how long (illustrative).
DEFERS = 0.08
DEFERRAL = timedelta(minutes=30)
#: When what is not met at a simulated go is due.
WORKED_OFF_AFTER = timedelta(days=1)


def meeting_intents(state: RunState, gate: Gate, draws: Draws) -> Iterator[Intent]:
    """What the people around a running decision meeting will do."""
    started = state.task(gate.meeting).attempts[-1].started_at
    last = _last_word(state, gate)
    if isinstance(last, GateDecided) and last.outcome == "no_go":
        yield from turning_intents(state, gate, draws)
        return
    yield from _evidence(state, gate, started)
    yield from _findings(state, gate, started)
    yield from _advice(state, gate, draws, last.until if last and last.until else started)
    heard = _heard_at(state, gate, started)
    if heard is None:
        return
    if state.turn_back_at == gate.id:
        yield from no_go_intents(state, gate, draws, heard)
    elif gate.rule == "decider":
        yield from _decision(state, gate, draws, heard)
    elif not open_criteria(state, gate):
        yield from _votes(state, gate, draws, heard)


def _last_word(state: RunState, gate: Gate) -> GateDecided | None:
    last = state.gate(gate.id).last
    return last.what if last and isinstance(last.what, GateDecided) else None


def _evidence(state: RunState, gate: Gate, started: datetime) -> Iterator[Intent]:
    for criterion in gate.criteria:
        if criterion.id in state.gate(gate.id).evidence or not _people_show(state, gate, criterion):
            continue
        owner = standing_in(state, criterion.owner) or criterion.owner
        command = c.RecordEvidence(
            gate=gate.id,
            criterion=criterion.id,
            evidence=f"Simulated evidence: {criterion.title or criterion.id}.",
            **by(owner, f"{gate.id}:{criterion.id}:evidence"),
        )
        yield Intent(at=started + EVIDENCE_AFTER, command=command)


def _people_show(state: RunState, gate: Gate, criterion: Criterion) -> bool:
    """Whether people bring the evidence: also live, where a check has nothing to look at."""
    found = state.gate(gate.id).checks.get(criterion.id)
    return criterion.check is None or (state.mode == "live" and not_looked_at(found))


def _findings(state: RunState, gate: Gate, started: datetime) -> Iterator[Intent]:
    """What a simulated run can ask of nobody is found to be well; the engine checks the rest."""
    if state.mode != "simulation":
        return
    record = state.gate(gate.id)
    sitting = state.task(gate.meeting).attempts[-1].number
    for criterion in gate.criteria:
        if not _looks_outside(criterion.check) or shown(criterion, record, since=started):
            continue
        value = f"Simulated: {criterion.title or criterion.id}."
        command = c.RecordCheck(
            gate=gate.id,
            criterion=criterion.id,
            met=True,
            value=value,
            digest=sha256(value.encode()).hexdigest(),
            **by(criterion.owner, f"{gate.id}:{criterion.id}:{sitting}:check"),
        )
        yield Intent(at=started + EVIDENCE_AFTER, command=command)


def _looks_outside(check: Check | None) -> bool:
    """Whether a check looks at something that a simulated run does not have."""
    return check is not None and (check.returns_complete is not None or check.http is not None)


def _advice(state: RunState, gate: Gate, draws: Draws, since: datetime) -> Iterator[Intent]:
    sitting = len(state.gate(gate.id).decisions) + 1
    for adviser in silent_advisers(state, gate):
        seconds = draws.seconds(ADVICE, f"{gate.id}/{adviser}", sitting, "advice")
        command = c.Recommend(
            gate=gate.id,
            adviser=adviser,
            advice="go",
            reason="Simulated: nothing stands against it.",
            **by(adviser, f"{gate.id}:{adviser}:{sitting}:advice"),
        )
        yield Intent(at=since + timedelta(seconds=seconds), command=command)


def _heard_at(state: RunState, gate: Gate, started: datetime) -> datetime | None:
    """When all was on the table: evidence, findings, advice; None while something is missing."""
    record = state.gate(gate.id)
    seen = [shown(criterion, record, since=started) for criterion in _awaited(gate)]
    to_come = state.mode == "live" and any(not_looked_at(one) for one in seen)
    if silent_advisers(state, gate) or None in seen or to_come:
        return None
    moments = [one.at for one in (*seen, *record.recommendations.values()) if one is not None]
    return max(moments, default=started)


def _awaited(gate: Gate) -> tuple[Criterion, ...]:
    """The criteria that a decision waits for: what only informs may be found out later."""
    return tuple(one for one in gate.criteria if one.blocking or one.check is None)


def _decision(state: RunState, gate: Gate, draws: Draws, heard: datetime) -> Iterator[Intent]:
    """The decider's word; nobody's, if the decider has left and nobody stands in."""
    for decider in deciders(state, gate):
        last = _last_word(state, gate)
        if last is not None and last.until is not None:
            at = max(last.until, heard)
            reason = "Simulated: taken up again, and nothing stands against it."
            yield Intent(at=at, command=_go(state, gate, decider, reason, at))
            continue
        at = max(_drawn(state, gate, draws, gate.meeting, "decision"), heard)
        if draws.uniform(gate.id, 1, "defers") < DEFERS:
            yield Intent(at=at, command=_deferral(state, gate, decider, at))
        else:
            reason = "Simulated: every blocking criterion is met."
            yield Intent(at=at, command=_go(state, gate, decider, reason, at))


def _deferral(state: RunState, gate: Gate, decider: str, at: datetime) -> c.DecideGate:
    return c.DecideGate(
        gate=gate.id,
        outcome="deferred",
        decided_by=decider,
        reason="Simulated: one more look at the evidence.",
        until=at + DEFERRAL,
        **by(decider, f"{gate.id}:{len(state.gate(gate.id).decisions)}:decide"),
    )


def _go(state: RunState, gate: Gate, decider: str, reason: str, at: datetime) -> c.DecideGate:
    """A go; what is not met becomes a condition of it."""
    owners = {one.id: one.owner for one in gate.criteria}
    conditions = tuple(
        Condition(item=f"Make {key} good.", owner=owners[key], due=at + WORKED_OFF_AFTER)
        for key in open_criteria(state, gate)
    )
    return c.DecideGate(
        gate=gate.id,
        outcome="go_with_conditions" if conditions else "go",
        decided_by=decider,
        reason="Simulated: what is not met is worked off." if conditions else reason,
        conditions=conditions,
        **by(decider, f"{gate.id}:{len(state.gate(gate.id).decisions)}:decide"),
    )


def _votes(state: RunState, gate: Gate, draws: Draws, heard: datetime) -> Iterator[Intent]:
    record = state.gate(gate.id)
    for member in deciders(state, gate):
        if member in record.votes:
            continue
        at = max(_drawn(state, gate, draws, f"{gate.meeting}/{member}", "vote"), heard)
        command = c.DecideGate(
            gate=gate.id,
            outcome="go",
            decided_by=member,
            reason=f"Simulated: {member} is ready.",
            **by(member, f"{gate.id}:{member}:{len(record.decisions)}:vote"),
        )
        yield Intent(at=at, command=command)


def _drawn(state: RunState, gate: Gate, draws: Draws, subject: str, purpose: str) -> datetime:
    """When somebody would speak, had the others taken no time."""
    started = state.task(gate.meeting).attempts[-1].started_at
    duration = state.index.tasks[gate.meeting].duration
    return started + timedelta(seconds=draws.seconds(duration, subject, 1, purpose))
