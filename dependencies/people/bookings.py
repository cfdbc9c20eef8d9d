"""Who is booked when: the work of tasks on people and teams, from the dates of a plan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from operator import itemgetter

from dependencies.people.duty import Stretch, common
from dependencies.people.levelled import Levelled
from dependencies.people.needed import needs_of
from dependencies.plan import Plan
from dependencies.working.hours import Span, spans
from runbooks.model import Runbook
from runbooks.moments import YEARS
from runbooks.tasks import Task

#: By task: its start and its finish (UTC).
Dates = Mapping[str, Stretch]


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """So many of a resource are at work on a task, without interruption (UTC)."""

    resource: str
    task: str
    many: int
    start: datetime
    finish: datetime


def early_dates(planned: Plan) -> dict[str, Stretch]:
    """The dates of a plan, which counts nobody."""
    return {name: (each.early_start, each.early_finish) for name, each in planned.tasks.items()}


def levelled_dates(levelled: Levelled) -> dict[str, Stretch]:
    """The dates of a levelled plan."""
    return {name: (each.start, each.finish) for name, each in levelled.tasks.items()}


def bookings(runbook: Runbook, dates: Dates) -> dict[str, tuple[Booking, ...]]:
    """The bookings of each resource by their starts; a task that its calendar interrupts has many.

    Of those that start at once the task written first comes first.

    Tasks without dates, those of no length, and resources that nobody needs are left out.
    """
    tasks = [task for task in runbook.tasks if task.id in dates]
    found: dict[str, list[Booking]] = {}
    for task_id, needs in needs_of(runbook, tasks).items():
        stretches = work_of(runbook, runbook.task_by_id[task_id], dates[task_id])
        for name, many in needs.items():
            found.setdefault(name, []).extend(
                Booking(resource=name, task=task_id, many=many, start=begin, finish=end)
                for begin, end in stretches
            )
    named = [name for name in runbook.resources if found.get(name)]
    return {name: tuple(sorted(found[name], key=lambda each: each.start)) for name in named}


def work_of(runbook: Runbook, task: Task, dates: Stretch) -> tuple[Stretch, ...]:
    """When a task is really worked on between its dates: in the hours of its calendar."""
    start, finish = dates
    if start >= finish:
        return ()
    name = runbook.calendar_of(task)
    if name is None:
        return (dates,)
    calendar = runbook.calendar_by_id(name)
    years = range(max(YEARS.start, start.year - 1), min(YEARS.stop, finish.year + 1))
    hours = (spans(calendar, runbook.timezone, year) for year in years)
    return common([each for year in hours for each in _within(year, start, finish)], (dates,))


def _within(hours: Sequence[Span], start: datetime, finish: datetime) -> Iterator[Stretch]:
    """The spans of a year that meet a stretch; both in order."""
    first = bisect_right(hours, start.timestamp(), key=itemgetter(1))
    ends = finish.timestamp()
    for opens, closes in islice(hours, first, None):
        if opens >= ends:
            break
        yield datetime.fromtimestamp(opens, UTC), datetime.fromtimestamp(closes, UTC)
