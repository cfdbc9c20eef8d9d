"""The planner's working form of a set of tasks: plain lists of whole seconds, built once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dependencies.circles import cycle_among
from runbooks.errors import CycleError, PlanError, TimeError, UnsupportedLink
from runbooks.moments import LocalTime, Moment
from runbooks.tasks import LinkKind, Task

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """Tasks by their place in the runbook; all times are seconds from the plan's start.

    Links lie flat, each task's behind the other's: those of task `n` are at `first[n]` up to
    `first[n + 1]`. Ten thousand small lists instead would cost more than the planning.
    """

    ids: list[str]
    durations: list[int]
    #: Not-before times; None where a task has none.
    not_before: list[int | None]
    first: list[int]
    #: The predecessor of each link; in the order of the runbook, so the first of equals drives.
    source: list[int]
    #: The lag of each link.
    lag: list[int]
    #: A topological order: the same tasks always give the same one.
    order: list[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """What places the moments of a runbook: its zone, its T+0, and the start of the plan."""

    zone: str
    #: T+0, from which offsets count.
    zero: datetime
    #: The start of the plan, from which the network counts its seconds.
    start: datetime

    def seconds(self, moment: Moment) -> int:
        """Whole seconds from the plan's start to a moment, rounded up; raises TimeError."""
        return -((self.start - self.instant(moment)) // _SECOND)

    def instant(self, moment: Moment) -> datetime:
        """The instant (UTC) of a moment; raises TimeError."""
        if isinstance(moment, LocalTime):
            return moment.instant(self.zone)
        return self.zero + timedelta(seconds=moment.seconds)


def build_network(tasks: Sequence[Task], known: Collection[str], clock: Clock) -> Network:
    """The network of some tasks; links to other known tasks are treated as met.

    Raises CycleError, UnsupportedLink, TimeError, and PlanError for what cannot be planned.
    """
    place = {task.id: number for number, task in enumerate(tasks)}
    first, source, lag = [0], list[int](), list[int]()
    for task in tasks:
        for predecessor, link_lag in _links(task, place, known):
            source.append(predecessor)
            lag.append(link_lag)
        first.append(len(source))
    order = _topological_order(first, source)
    if len(order) < len(tasks):
        cycle = cycle_among(tasks)
        assert cycle is not None
        raise CycleError(cycle)
    return Network(
        ids=list(place),
        durations=[_duration(task) for task in tasks],
        not_before=[_not_before(task, clock) for task in tasks],
        first=first,
        source=source,
        lag=lag,
        order=order,
    )


def _links(task: Task, place: Mapping[str, int], known: Collection[str]) -> list[tuple[int, int]]:
    links = []
    for link in task.after:
        if link.link is not LinkKind.FINISH_START:
            raise UnsupportedLink(
                f"{task.id} depends on {link.task} by a {link.link} link, "
                "which cannot be planned or run yet.",
                hint="Use a finish-to-start link (FS), with a lag if needed.",
            )
        predecessor = place.get(link.task)
        if predecessor is not None:
            links.append((predecessor, link.lag))
        elif link.task not in known:
            raise PlanError(
                f"{task.id} depends on {link.task}, which is not a task here.",
                hint="Name a task of the runbook, or remove the link.",
            )
    if len(links) > 1:
        links.sort()
    return links


def _duration(task: Task) -> int:
    if task.calendar is not None:
        raise PlanError(
            f"{task.id} counts its duration in the calendar {task.calendar}; "
            "working time cannot be planned yet.",
            hint="Remove `calendar` and give the elapsed duration.",
        )
    return task.duration.likely


def _not_before(task: Task, clock: Clock) -> int | None:
    if task.not_before is None:
        return None
    try:
        return clock.seconds(task.not_before)
    except TimeError as error:
        raise type(error)(f"not_before of {task.id}: {error.message}", hint=error.hint) from error


def _topological_order(first: list[int], source: list[int]) -> list[int]:
    """Kahn's order; tasks in a circle, and those behind one, are missing from it."""
    missing = [end - begin for begin, end in pairwise(first)]
    behind: list[list[int]] = [[] for _ in missing]
    for number, (begin, end) in enumerate(pairwise(first)):
        for predecessor in source[begin:end]:
            behind[predecessor].append(number)
    order = [number for number, count in enumerate(missing) if not count]
    for number in order:
        for successor in behind[number]:
            missing[successor] -= 1
            if not missing[successor]:
                order.append(successor)
    return order
