"""What is asked at a gate, or of what its decisions left open: each kind to where it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.advising import recommend
from rehearsals.core.gates.checking import record_check, record_evidence, unmet
from rehearsals.core.gates.countersigning import countersign
from rehearsals.core.gates.deciding import decide_at
from rehearsals.core.gates.owing import close_item, extend_risk
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.gates.undoing_votes import undo_vote
from rehearsals.core.gates.withdrawing import withdraw
from rehearsals.core.refusals import refuse, unknown
from rehearsals.core.state import RunState, happens_at
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal
AtGate = (
    c.RecordEvidence
    | c.RecordCheck
    | c.Recommend
    | c.DecideGate
    | c.UndoVote
    | c.WithdrawGo
    | c.Countersign
)

__all__ = ["decide_gate", "deciders", "unmet"]


def decide_gate(state: RunState, command: c.GateCommand, now: datetime) -> Answer:
    """The events of a command on a gate or an open item, or why not."""
    # What is entered late happened then, also before the last fact.
    moment = now if command.happened_at else happens_at(state, now)
    if isinstance(command, c.CloseItem):
        return close_item(state, command)
    if isinstance(command, c.ExtendRisk):
        return extend_risk(state, command, moment)
    gate = _gate(state, command.gate)
    if isinstance(gate, c.Refusal):
        return gate
    return _at(state, gate, command, moment)


def _gate(state: RunState, name: str) -> Gate | c.Refusal:
    gate = state.runbook.gate_by_id.get(name)
    if gate is None:
        return unknown(state, "gate", name, list(state.runbook.gate_by_id))
    if gate.meeting not in state.index.tasks:
        return refuse(
            "out-of-scope",
            f"Gate {gate.id} is not in the scope of run {state.run}.",
            "Choose a gate between the run's first and last.",
        )
    return gate


def _at(state: RunState, gate: Gate, command: AtGate, moment: datetime) -> Answer:
    match command:
        case c.RecordEvidence():
            return record_evidence(state, gate, command)
        case c.RecordCheck():
            return record_check(state, gate, command)
        case c.Recommend():
            return recommend(state, gate, command)
        case c.DecideGate():
            return decide_at(state, gate, command, moment)
        case c.UndoVote():
            return undo_vote(state, gate, command)
        case c.WithdrawGo():
            return withdraw(state, gate, command)
        case c.Countersign():
            return countersign(state, gate, command)
        case _:
            assert_never(command)
