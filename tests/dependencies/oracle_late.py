"""The latest dates towards a target, and the two kinds of float, by recursion over what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from tests.dependencies.oracle_dates import FROM_START, TO_START, Dates, Early
from tests.dependencies.oracle_placing import latest
from tests.dependencies.oracle_windows import Hold


@dataclass(frozen=True, slots=True)
class Limit:
    """A date that one end of a task must not pass."""

    of_start: bool
    at: int


@dataclass(frozen=True, slots=True)
class Target:
    """What dates are asked towards: an end of a task, and the date it must not pass."""

    task: str
    limit: Limit


def late_dates(early: Early, target: Target | None = None) -> dict[str, Dates]:
    """The latest dates towards the end of the plan, which they leave where it is, or a target.

    Towards the end of the plan every task has them; towards a task's, those that it waits for.
    """

    @cache
    def late(task_id: str) -> Dates | None:
        limits = [Limit(of_start=False, at=early.finish)] if target is None else []
        if target and target.task == task_id:
            limits.append(target.limit)
        for limit_of in _behind(early, task_id):
            after = late(limit_of.task)
            if after is not None:
                limits.append(limit_of.limit(after))
        return _latest(early, task_id, limits)

    found = {key: late(key) for key in early.asked.tasks}
    return {key: dates for key, dates in found.items() if dates is not None}


def free_float(early: Early, task_id: str) -> int:
    """Seconds that a task may slip before a task behind it, or the end of the plan, moves."""
    limits = [limit_of.limit(early.dates[limit_of.task]) for limit_of in _behind(early, task_id)]
    late = _latest(early, task_id, [*limits, Limit(of_start=False, at=early.finish)])
    assert late is not None
    return slip(early, task_id, late)


def slip(early: Early, task_id: str, late: Dates) -> int:
    """Seconds from a task's earliest dates to later ones: of its start, or finish if it runs."""
    dates = early.dates[task_id]
    return late.finish - dates.finish if task_id in early.begun else late.start - dates.start


@dataclass(frozen=True, slots=True)
class _Behind:
    """A task that one end of another waits for, and how."""

    task: str
    of_start: bool
    by_start: bool
    lag: int

    def limit(self, dates: Dates) -> Limit:
        """The limit that dates of the task behind set."""
        return Limit(self.of_start, (dates.start if self.by_start else dates.finish) - self.lag)


def _behind(early: Early, task_id: str) -> list[_Behind]:
    """What may still be moved by a task: the links behind it, and who waits for what it closes.

    A task that has begun starts no later any more, and one that is over does not end later.
    """
    behind = [
        _Behind(key, link.link in FROM_START, link.link in TO_START, link.lag)
        for key, link in early.asked.successors(task_id)
    ]
    behind += [
        _Behind(hold.task, hold.closes.at == "start", by_start=True, lag=0)
        for hold in early.holds
        if hold.closes.task == task_id and _waited(early, hold)
    ]
    begun, over = early.begun, early.over
    return [
        one
        for one in behind
        if not (task_id in over or one.task in over)
        and not (one.of_start and task_id in begun)
        and not (one.by_start and one.task in begun)
    ]


def _waited(early: Early, hold: Hold) -> bool:
    """Whether a held task is planned behind its outage, not before it."""
    return early.window(hold).end <= early.dates[hold.task].start


def _latest(early: Early, task_id: str, limits: list[Limit]) -> Dates | None:
    """The latest dates within limits; None without any. What is under way can only end later.

    An outage of tasks that it waited for is no window of it then: its end is linked before it.
    """
    dates = early.dates[task_id]
    if task_id in early.over:
        return dates if limits else None
    start = min((limit.at for limit in limits if limit.of_start), default=None)
    finish = min((limit.at for limit in limits if not limit.of_start), default=None)
    if task_id in early.begun:
        return None if finish is None else Dates(dates.start, finish)
    if start is None and finish is None:
        return None
    work = early.works[task_id]
    standing = tuple(one for one in work.windows if not one.closer or one.end > dates.start)
    placed = latest(replace(work, windows=standing), start, finish)
    return Dates(placed, work.finish(placed))
