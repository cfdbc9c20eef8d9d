"""What keeps a task from starting besides its predecessors and its time: stops, holds and locks."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.commands import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.tasks.locks import check_unlocked


def is_forward(state: RunState, task_id: str) -> bool:
    """Whether a task goes forward, and not back after the run was turned back."""
    return not any(task_id in back.what.leg for back in state.turned_back)


def barred(state: RunState, task_id: str, moment: datetime | None = None) -> Refusal | None:
    """Why a task may not be started whatever its predecessors are: held, stopped or locked.

    `moment` is when it starts, where that is entered late: what had started before starts were
    stopped is not caught by the stop.
    """
    if (held := state.task(task_id).held) is not None:
        return is_held(state, task_id, held)
    before = moment is not None and state.stopped_at is not None and moment < state.stopped_at
    if state.stopped is not None and not before and is_forward(state, task_id):
        return refuse(
            "starts-stopped",
            f"All new starts are stopped: {state.stopped}.",
            f"Allow them first: `callboard go-on {state.run} --reason ...`.",
        )
    return check_unlocked(state, task_id)


def is_held(state: RunState, task_id: str, reason: str) -> Refusal:
    """The refusal of what a hold keeps from happening."""
    branch = state.task(task_id).held_for
    whose = f" with the branch behind {branch}" if branch and branch != task_id else ""
    return refuse(
        "held",
        f"{task_id} is held{whose}: {reason}.",
        f"Release it first: `callboard release {state.run} {task_id} --reason ...`.",
    )
