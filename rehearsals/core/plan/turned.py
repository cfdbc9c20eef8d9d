"""What is not taken any more of a run that was turned back: whatever would go forward."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.plan.extending import had_happened
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.clocktime import local


def check_turned_back(state: RunState, command: c.AnyCommand) -> c.Refusal | None:
    """Nothing is said any more of a task that was given up, nor decided at its gate.

    Once the whole is turned back, what was done on the way forward stands as it is, too. What had
    happened before is a fact, and taken (`extending`).
    """
    if not state.turned_back:
        return None
    if isinstance(command, c.DecideGate | c.UndoVote | c.WithdrawGo):
        gate = state.runbook.gate_by_id.get(command.gate)
        return _check(state, gate.meeting, f"Gate {gate.id}") if gate else None
    if had_happened(state, command):
        return None
    if isinstance(command, c.TaskCommand):
        return _check(state, command.task, command.task)
    return None


def _check(state: RunState, task_id: str, what: str) -> c.Refusal | None:
    forward = task_id in state.index.forward
    if task_id not in state.given_up and not (forward and turned_back_whole(state)):
        return None
    back = state.turned_back[-1]
    done = "was given up" if task_id in state.given_up else "stays as it is"
    return refuse(
        "turned-back",
        f"{what} {done}: run {state.run} was turned back at "
        f"{local(back.at, state.runbook.timezone)}, from {back.what.gate}.",
        f"See what is to be done now: `callboard ready {state.run}`; what had happened before that "
        "is entered with --at.",
    )
