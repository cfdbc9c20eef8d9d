"""What a run needs of the runbook's structure, worked out once: links, meetings, outage edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from runbooks.errors import UnsupportedLink
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment
from runbooks.tasks import LinkKind, Task


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
    #: Predecessors in scope, with the lag of the link in seconds.
    before: Mapping[str, tuple[tuple[str, int], ...]]
    #: Successors in scope.
    behind: Mapping[str, tuple[str, ...]]
    #: Not-before times as instants (UTC).
    not_before: Mapping[str, datetime]
    #: The gate whose meeting a task is.
    meeting_of: Mapping[str, Gate]
    #: Outages opened or closed at a task's start or finish: (task, "start"|"finish") -> outage ids.
    opens: Mapping[tuple[str, str], tuple[str, ...]]
    closes: Mapping[tuple[str, str], tuple[str, ...]]
    #: Outages fixed by the clock, by outage id: (from, to) in UTC.
    fixed_outages: Mapping[str, tuple[datetime, datetime]]


def instant_of(moment: Moment, runbook: Runbook) -> datetime:
    """The instant (UTC) of a moment of a runbook; raises TimeError for one that is not single."""
    if isinstance(moment, LocalTime):
        return moment.instant(runbook.timezone)
    return runbook.start.instant(runbook.timezone) + timedelta(seconds=moment.seconds)


def index_runbook(runbook: Runbook, scope: tuple[str, ...]) -> RunIndex:
    """The structure of the tasks of a runbook that are in scope; links out of scope are met.

    Raises UnsupportedLink for links that are not finish-to-start or have a lead, and TimeError.
    """
    in_scope = set(scope)
    tasks = {task.id: task for task in runbook.tasks if task.id in in_scope}
    behind: dict[str, list[str]] = {task_id: [] for task_id in tasks}
    before: dict[str, tuple[tuple[str, int], ...]] = {}
    for task in tasks.values():
        for link in task.after:
            if link.link is not LinkKind.FINISH_START:
                raise UnsupportedLink(
                    f"{task.id} depends on {link.task} by a {link.link} link, "
                    "which cannot be planned or run yet.",
                    hint="Use a finish-to-start link (FS), with a lag if needed.",
                )
            if link.lag < 0:
                raise UnsupportedLink(
                    f"{task.id} has a lead on {link.task}, which cannot be run yet.",
                    hint="Use a link without a lead.",
                )
        kept = tuple((link.task, link.lag) for link in task.after if link.task in tasks)
        before[task.id] = kept
        for predecessor, _ in kept:
            behind[predecessor].append(task.id)
    opens, closes = _outage_edges(runbook, in_scope)
    return RunIndex(
        start=runbook.start.instant(runbook.timezone),
        forward=tuple(tasks),
        tasks=tasks,
        order={task_id: place for place, task_id in enumerate(tasks)},
        before=before,
        behind={task_id: tuple(ids) for task_id, ids in behind.items()},
        not_before={
            t.id: instant_of(t.not_before, runbook) for t in tasks.values() if t.not_before
        },
        meeting_of={g.meeting: g for g in runbook.gates if g.meeting in in_scope},
        opens=opens,
        closes=closes,
        fixed_outages={
            key: (instant_of(outage.from_, runbook), instant_of(outage.to, runbook))
            for key, outage in runbook.outages.items()
            if outage.from_ and outage.to
        },
    )


_Edges = dict[tuple[str, str], tuple[str, ...]]


def _outage_edges(runbook: Runbook, in_scope: set[str]) -> tuple[_Edges, _Edges]:
    opens: _Edges = {}
    closes: _Edges = {}
    for key, outage in runbook.outages.items():
        for edge, table in ((outage.opens, opens), (outage.closes, closes)):
            if edge and edge.task in in_scope:
                place = (edge.task, edge.at)
                table[place] = (*table.get(place, ()), key)
    return opens, closes
