"""When a task may start: derived from the state, never stored.

A task is ready from the moment its last predecessor was settled (plus the lag of the link), its
not-before has passed, the lock of its participant is open and the run has begun. A gate's meeting
is settled by a go alone, so what lies behind a gate needs no rule of its own. Time between ready
and started is *waiting*; time between started and finished is *work*.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rehearsals.core.state import RunState, TaskState
from rehearsals.core.tasks.locks import unlocked_at


def ready_at(state: RunState, task_id: str) -> datetime | None:
    """The instant (UTC) from which a task may start; None while a predecessor is open or a lock.

    Holds and stops are not in it: they keep what is ready from starting (`starting.barred`).
    """
    released, unlocked = released_at(state, task_id), unlocked_at(state, task_id)
    if released is None or unlocked is None:
        return None
    moment = max(released, unlocked)
    not_before = state.index.not_before.get(task_id)
    return max(moment, not_before) if not_before else moment


def released_at(state: RunState, task_id: str) -> datetime | None:
    """The instant (UTC) at which the last predecessor lets a task go; None while one is open.

    A task without predecessors is let go by the start of the run and of its plan.
    """
    moment = max(state.opened_at, state.index.start)
    for predecessor, lag in state.index.before[task_id]:
        settled_at = state.task(predecessor).settled_at
        if settled_at is None:
            return None
        moment = max(moment, settled_at + timedelta(seconds=lag))
    return moment


def open_predecessors(state: RunState, task_id: str) -> tuple[str, ...]:
    """The predecessors in scope that are neither done nor skipped."""
    return tuple(p for p, _ in state.index.before[task_id] if not state.task(p).settled)


def task_state(state: RunState, task_id: str, now: datetime) -> TaskState:
    """The state of a task as people see it at an instant."""
    record = state.task(task_id)
    if task_id in state.given_up:
        return "given_up"
    if record.progress != "open":
        return record.progress
    if record.held is not None:
        return "held"
    ready = ready_at(state, task_id)
    return "ready" if ready is not None and ready <= now else "waiting"
