"""How long work takes in a run, and when what keeps to hours begins.

People are not stopped by calendars or blackouts: they work overtime when they must, and what they
say they did is a fact. Machines and simulated people begin in the working time of a task alone, and
so that its likely duration meets no blackout and no outage fixed by the clock; what has begun is
interrupted by its calendar, never by a window.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dependencies.working.instants import after_working, next_open
from rehearsals.core.index import Window
from rehearsals.core.service import outs
from rehearsals.core.state import RunState


def finish_of(state: RunState, task_id: str, start: datetime, seconds: float) -> datetime:
    """When so many seconds of work end that begin at an instant (UTC), by the task's calendar.

    Without one they are elapsed seconds. Raises TimeError for a calendar that never works so long.
    """
    calendar = state.index.calendars.get(task_id)
    if calendar is None:
        return start + timedelta(seconds=seconds)
    return after_working(calendar, state.runbook.timezone, start, seconds)


def likely_finish(state: RunState, task_id: str, start: datetime) -> datetime:
    """When a task that begins at an instant (UTC) ends if it takes its likely time."""
    return finish_of(state, task_id, start, state.index.tasks[task_id].duration.likely)


def opens_at(state: RunState, task_id: str, at: datetime) -> datetime:
    """The first instant from `at` on (UTC) at which a machine or a simulated person begins a task.

    Raises TimeError for a calendar that is never open again.
    """
    calendar = state.index.calendars.get(task_id)
    windows = _windows(state, task_id)
    while True:
        if calendar is not None:
            at = next_open(calendar, state.runbook.timezone, at)
        if not windows:
            return at
        finish = likely_finish(state, task_id, at)
        met = next((window for window in windows if _meets(at, finish, window)), None)
        if met is None:
            return at
        at = met[1]


def _windows(state: RunState, task_id: str) -> tuple[Window, ...]:
    fixed = ((out.since, out.until) for out in outs(state, task_id) if out.until is not None)
    return (*state.index.blackouts.get(task_id, ()), *fixed)


def _meets(start: datetime, finish: datetime, window: Window) -> bool:
    """Whether work lies within a window; of no length, too. An empty window holds nothing."""
    begins, ends = window
    return begins < ends and start < ends and (finish > begins or start == finish >= begins)
