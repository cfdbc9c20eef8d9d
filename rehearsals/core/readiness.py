"""When a task may start: derived from the state, never stored.

A task is ready from the moment its last predecessor let it go (`letting_go`), its not-before and
its fixed time have passed, the lock of its participant is open, the systems that it uses are in
service (`service`) and the run has begun. A gate's meeting is settled by a go alone, so what lies
behind a gate needs no rule of its own. Links that hold its finish let it start, and keep it from
being done (`tasks.completing`). Time between ready and started is *waiting*; time between started
and finished is *work*.

Calendars and blackouts are not in it: they do not stop people, who work overtime when they must.
Machines and simulated people keep to them (`working.opens_at`).
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.letting_go import happened_at, holding_start, lets_go_at
from rehearsals.core.service import in_service_from, outs
from rehearsals.core.state import RunState, TaskState
from rehearsals.core.tasks.locks import unlocked_at


def ready_at(state: RunState, task_id: str) -> datetime | None:
    """The instant (UTC) from which a task may start.

    None while a predecessor is open, or a lock, or while an outage of a system that it uses lasts
    whose end a task will bring about. Holds and stops are not in it: they keep what is ready from
    starting (`starting.barred`).
    """
    due = due_at(state, task_id)
    return None if due is None else in_service_from(state, task_id, due)


def due_at(state: RunState, task_id: str) -> datetime | None:
    """The instant (UTC) from which a task may start if the systems that it uses are in service."""
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
    for link in holding_start(state, task_id):
        let_go = lets_go_at(state, link)
        if let_go is None:
            return None
        moment = max(moment, let_go)
    return moment


def open_predecessors(state: RunState, task_id: str) -> tuple[str, ...]:
    """The predecessors in scope of which nobody can say yet when they let a task start."""
    links = holding_start(state, task_id)
    return tuple(dict.fromkeys(one.task for one in links if lets_go_at(state, one) is None))


def passed_by(state: RunState, task_id: str) -> tuple[str, ...]:
    """The predecessors in scope that must still end, or begin, before a task can be left out.

    By links of all kinds: its successors would pass what should have kept it from ending, too.
    """
    links = state.index.before[task_id]
    return tuple(dict.fromkeys(one.task for one in links if happened_at(state, one) is None))


def may_start(state: RunState, task_id: str, moment: datetime) -> bool:
    """Whether a task is let go and its systems are in service at an instant (aware)."""
    due = due_at(state, task_id)
    if due is None or due > moment:
        return False
    return not any(out.covers(moment) for out in outs(state, task_id))


def task_state(state: RunState, task_id: str, now: datetime) -> TaskState:
    """The state of a task as people see it at an instant."""
    record = state.task(task_id)
    if task_id in state.given_up:
        return "given_up"
    if record.progress != "open":
        return record.progress
    if record.held is not None:
        return "held"
    return "ready" if may_start(state, task_id, now) else "waiting"
