"""How simulated people turn a run back where that is rehearsed: a no-go, then the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.plan.turning_rules import authorities, way_back_at
from rehearsals.core.state import RunState
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent, by
from runbooks.durations import Duration
from runbooks.gates import Gate

#: How long those who may turn back take to decide it after a no-go (illustrative).
THINKING = Duration(low=300, likely=600, high=1_200)
_REASON = "Simulated: the way back is rehearsed from here."


def no_go_intents(state: RunState, gate: Gate, draws: Draws, heard: datetime) -> Iterator[Intent]:
    """Everybody who decides says no-go, once all is on the table; the first words may suffice."""
    record = state.gate(gate.id)
    started = state.task(gate.meeting).attempts[-1].started_at
    duration = state.index.tasks[gate.meeting].duration
    for party in deciders(state, gate):
        if party in record.votes:
            continue
        seconds = draws.seconds(duration, f"{gate.meeting}/{party}", 1, "no-go")
        command = c.DecideGate(
            gate=gate.id,
            outcome="no_go",
            decided_by=party,
            reason=_REASON,
            **by(party, f"{gate.id}:{party}:{len(record.decisions)}:no-go"),
        )
        yield Intent(at=max(started + timedelta(seconds=seconds), heard), command=command)


def turning_intents(state: RunState, gate: Gate, draws: Draws) -> Iterator[Intent]:
    """After the no-go, who may decide it turns the whole back; nobody, if that is not rehearsed."""
    kind = way_back_at(state.runbook, gate)
    if state.turn_back_at != gate.id or state.turned_back or kind is None:
        return
    decided_at = state.gate(gate.id).decisions[-1].at
    seconds = draws.seconds(THINKING, gate.id, 1, "turning back")
    for party in authorities(state, kind, gate):
        command = c.TurnBack(
            kind=kind,
            gate=gate.id,
            decided_by=party,
            reason=_REASON,
            **by(party, f"{gate.id}:turn-back"),
        )
        yield Intent(at=decided_at + timedelta(seconds=seconds), command=command)
        return
