"""The earliest dates by their definition: each task begins when nothing holds it any more."""

from __future__ import annotations

from dataclasses import dataclass, field

from runbooks.outages import Edge
from runbooks.tasks import LinkKind, Task
from tests.dependencies.oracle_asked import Asked, seconds
from tests.dependencies.oracle_hours import LONG_AGO
from tests.dependencies.oracle_placing import Window, Work, earliest
from tests.dependencies.oracle_windows import Hold, clock_windows, holds

#: The links that hold the start of a task, and those that leave from the start of another.
TO_START = (LinkKind.FINISH_START, LinkKind.START_START)
FROM_START = (LinkKind.START_START, LinkKind.START_FINISH)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a task starts and finishes, in seconds since 1970."""

    start: int
    finish: int

    def end(self, edge: Edge) -> int:
        """The date of its start or its finish."""
        return self.start if edge.at == "start" else self.finish


@dataclass(frozen=True)
class Early:
    """The earliest dates of all tasks, and what each was placed with."""

    asked: Asked
    holds: list[Hold]
    dates: dict[str, Dates] = field(default_factory=dict)
    #: Of the tasks that have not begun.
    works: dict[str, Work] = field(default_factory=dict)

    @property
    def finish(self) -> int:
        """When the last task finishes."""
        return max(dates.finish for dates in self.dates.values())

    @property
    def begun(self) -> set[str]:
        """The tasks that have begun, or are over."""
        return set(self.dates) - set(self.works)

    @property
    def over(self) -> set[str]:
        """The tasks that are over."""
        return {key for key in self.begun if self.asked.facts[key].finished}

    def window(self, hold: Hold) -> Window:
        """The outage that a task waits out, as its tasks are planned."""
        start = self.dates[hold.opens.task].end(hold.opens) if hold.opens else LONG_AGO
        end = self.dates[hold.closes.task].end(hold.closes)
        return Window(start, end, "outage", hold.outage, hold.closes.task)


def early_dates(asked: Asked) -> Early:
    """The earliest dates: tasks are planned as soon as all that they wait for are."""
    early = Early(asked, holds(asked))
    left = dict(asked.tasks)
    while left:
        ready = [task for task in left.values() if not _waits_for(early, task.id) & left.keys()]
        assert ready, f"{list(left)} wait for each other"
        for task in ready:
            early.dates[task.id] = _dates(early, left.pop(task.id))
    return early


def _waits_for(early: Early, task_id: str) -> set[str]:
    waits = {link.task for link in early.asked.links(task_id)}
    return waits.union(*(hold.before for hold in early.holds if hold.task == task_id))


def _dates(early: Early, task: Task) -> Dates:
    asked, hours = early.asked, early.asked.hours(task)
    progress, length = asked.facts.get(task.id), task.duration.likely
    least = least_finish(early, task)
    if progress and progress.finished:
        return Dates(seconds(progress.started or progress.finished), seconds(progress.finished))
    if progress and progress.started:
        start = seconds(progress.started)
        now = start if asked.now is None else asked.now
        known = hours.after(seconds(progress.since or progress.started), length)
        if progress.remaining is not None:
            known = hours.after(now, progress.remaining)
        return Dates(start, max(now, least, known))
    held = [early.window(hold) for hold in early.holds if hold.task == task.id]
    work = Work(hours, length, (*clock_windows(asked, task), *held))
    early.works[task.id] = work
    start = earliest(work, max(least_start(early, task).values()), least)
    return Dates(start, work.finish(start))


def least_start(early: Early, task: Task) -> dict[str, int]:
    """What holds the start of a task, each with when it lets it go; links go by their number."""
    asked, progress = early.asked, early.asked.facts.get(task.id)
    least = {
        f"link {number}": _end(early, link.task, link.link) + link.lag
        for number, link in enumerate(asked.links(task.id))
        if link.link in TO_START
    }
    if task.not_before is not None:
        least["not_before"] = asked.at(task.not_before)
    if progress and progress.not_before:
        least["not_before"] = max(least.get("not_before", LONG_AGO), seconds(progress.not_before))
    if task.fixed is not None:
        least["fixed"] = asked.at(task.fixed)
    least["start"] = asked.start
    return least if asked.now is None else {**least, "now": asked.now}


def least_finish(early: Early, task: Task) -> int:
    """The time before which the links to its finish do not let a task end."""
    links = (link for link in early.asked.links(task.id) if link.link not in TO_START)
    return max((_end(early, link.task, link.link) + link.lag for link in links), default=LONG_AGO)


def _end(early: Early, task_id: str, kind: LinkKind) -> int:
    return early.dates[task_id].start if kind in FROM_START else early.dates[task_id].finish
