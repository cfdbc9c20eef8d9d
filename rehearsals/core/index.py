"""What a run needs of the runbook's structure, worked out once: links, meetings, outages, hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.outage_holds import Edges, kept_by, outage_edges
from runbooks.calendars import Calendar
from runbooks.gates import Gate
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.tasks import Link, Task

#: From an instant up to, not including, another (UTC).
Window = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunIndex:
    """Structure of a runbook within a run's scope; every map is by task id unless named.

    Once a run is turned back, its leg stands in the maps like any other task; `forward` does not
    change.
    """

    #: T+0 as an instant (UTC): nothing is ready before it.
    start: datetime
    #: The tasks of the way forward in scope, in the order of the runbook.
    forward: tuple[str, ...]
    tasks: Mapping[str, Task]
    #: Position in the runbook: the order of ties.
    order: Mapping[str, int]
    #: Links to predecessors in scope, of every kind, with their lags and leads, as written.
    before: Mapping[str, tuple[Link, ...]]
    #: Successors in scope by a link of any kind, each once.
    behind: Mapping[str, tuple[str, ...]]
    #: Not-before and fixed times as instants (UTC), the later one: a run cannot do more of a fixed
    #: start than not to begin before it.
    not_before: Mapping[str, datetime]
    #: The working calendar of what does not go by elapsed time.
    calendars: Mapping[str, Calendar]
    #: The windows of the blackouts that a task is under, by their beginning.
    blackouts: Mapping[str, tuple[Window, ...]]
    #: The gate whose meeting a task is.
    meeting_of: Mapping[str, Gate]
    #: Outages opened or closed at a task's start or finish: (task, "start"|"finish") -> outage ids.
    opens: Edges
    closes: Edges
    #: The outages that keep a task from starting while they last: it uses their system.
    kept_by: Mapping[str, tuple[str, ...]]
    #: Outages fixed by the clock, by outage id: (from, to) in UTC.
    fixed_outages: Mapping[str, Window]

    def predecessors(self, task_id: str) -> tuple[str, ...]:
        """The predecessors of a task by links of any kind, each once, as written."""
        return tuple(dict.fromkeys(link.task for link in self.before[task_id]))


def index_runbook(runbook: Runbook, scope: tuple[str, ...]) -> RunIndex:
    """The structure of the tasks of a runbook that are in scope; links out of scope are met.

    Raises TimeError for a moment that is not a single instant, and for an unknown calendar.
    """
    in_scope = set(scope)
    tasks = {task.id: task for task in runbook.tasks if task.id in in_scope}
    before = {
        task.id: tuple(link for link in task.after if link.task in tasks) for task in tasks.values()
    }
    opens, closes = outage_edges(runbook, in_scope)
    return RunIndex(
        start=runbook.start.instant(runbook.timezone),
        forward=tuple(tasks),
        tasks=tasks,
        order={task_id: place for place, task_id in enumerate(tasks)},
        before=before,
        behind=behind_by(before),
        not_before={
            task.id: at for task in tasks.values() if (at := earliest_of(task, runbook)) is not None
        },
        calendars=calendars_of(tasks.values(), runbook),
        blackouts=blackouts_of(tasks.values(), runbook),
        meeting_of={g.meeting: g for g in runbook.gates if g.meeting in in_scope},
        opens=opens,
        closes=closes,
        kept_by=kept_by(runbook, tasks, before, opens, closes),
        fixed_outages={
            key: (instant_of(outage.from_, runbook), instant_of(outage.to, runbook))
            for key, outage in runbook.outages.items()
            if outage.from_ and outage.to
        },
    )


def behind_by(before: Mapping[str, tuple[Link, ...]]) -> dict[str, tuple[str, ...]]:
    """The successors of tasks whose links are given, each once, in the order of the tasks."""
    behind: dict[str, dict[str, None]] = {task_id: {} for task_id in before}
    for task_id, links in before.items():
        for link in links:
            behind[link.task][task_id] = None
    return {task_id: tuple(found) for task_id, found in behind.items()}


def earliest_of(task: Task, runbook: Runbook) -> datetime | None:
    """The later of a task's not-before and fixed time (UTC); raises TimeError."""
    moments = (task.not_before, task.fixed)
    return max((instant_of(moment, runbook) for moment in moments if moment), default=None)


def calendars_of(tasks: Iterable[Task], runbook: Runbook) -> dict[str, Calendar]:
    """The working calendars of the tasks that have one; raises TimeError for an unknown name."""
    named = ((task.id, runbook.calendar_of(task)) for task in tasks)
    return {task_id: runbook.calendar_by_id(name) for task_id, name in named if name is not None}


def blackouts_of(tasks: Iterable[Task], runbook: Runbook) -> dict[str, tuple[Window, ...]]:
    """The windows of the tasks that are under a blackout, in order; raises TimeError."""
    shut = [
        (blackout, (instant_of(span.from_, runbook), instant_of(span.to, runbook)))
        for blackout in runbook.blackouts.values()
        for span in blackout.windows
    ]
    if not shut:
        return {}
    found = {
        task.id: sorted(window for blackout, window in shut if blackout.holds(task))
        for task in tasks
    }
    return {task_id: tuple(windows) for task_id, windows in found.items() if windows}
