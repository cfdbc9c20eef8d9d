"""What fixes a task's start: the last to let it go, and what it waits for after that."""

from __future__ import annotations

from dataclasses import dataclass

from runbooks.tasks import Link, LinkKind, Task
from tests.dependencies.oracle_dates import TO_START, Early, least_finish, least_start
from tests.dependencies.oracle_placing import Window

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Driven:
    """The driver of a task, what may be said to drive its start, and the seconds in between."""

    driver: str | None
    #: More than one if several hold it until the same instant; a link comes before the others.
    by: set[str]
    wait: int


def driven(early: Early, task: Task) -> Driven:
    """What drives a task that has not begun."""
    start = early.dates[task.id].start
    links = [(link.task, _lets_go(early, task, link)) for link in early.asked.links(task.id)]
    outages = [(one.closer, one.end) for one in _waited_for(early, task) if one.closer is not None]
    written = list(early.asked.tasks)
    released = sorted([*links, *outages], key=lambda one: written.index(one[0]))
    driver, gone = max(released, key=lambda one: one[1], default=(None, start))
    by = {"link"} if start in {at for _, at in links} else _reasons(early, task)
    return Driven(driver, by, start - gone)


def chain(early: Early, last: str) -> list[str]:
    """The driving chain that ends with a task, first task first; it stops at what has begun."""
    found = [last]
    while found[0] in early.works:
        driver = driven(early, early.asked.tasks[found[0]]).driver
        if driver is None:
            break
        found.insert(0, driver)
    return found


def _lets_go(early: Early, task: Task, link: Link) -> int:
    """When a link lets a task start; if to its finish, the first working start that fits it."""
    before, work = early.dates[link.task], early.works[task.id]
    of_finish = link.link in (LinkKind.FINISH_START, LinkKind.FINISH_FINISH)
    end = (before.finish if of_finish else before.start) + link.lag
    if link.link in TO_START:
        return end
    return work.hours.next_open(work.first_finishing(min(end, early.asked.start) - 50 * _DAY, end))


def _bound(early: Early, task: Task) -> int:
    """The first instant that links, fixed times and the time it is do not forbid."""
    least = max(least_start(early, task).values())
    return early.works[task.id].first_finishing(least, least_finish(early, task))


def _waited_for(early: Early, task: Task) -> list[Window]:
    """The windows that a task waits out in turn: of those that forbid a start the first to end."""
    work = early.works[task.id]
    instant, found = work.hours.next_open(_bound(early, task)), list[Window]()
    while met := work.meets(instant):
        over = min(window.end for window in met)
        found += [window for window in met if window.end == over]
        instant = work.hours.next_open(over)
    return found


def _reasons(early: Early, task: Task) -> set[str]:
    """What else holds a task until its very start: a time, or what forbids the second before."""
    work, start = early.works[task.id], early.dates[task.id].start
    held = {reason for reason, at in least_start(early, task).items() if at == start}
    if held:
        return held
    closed = set() if work.hours.is_open(start - 1) else {"calendar"}
    return closed | {window.kind for window in work.meets(start - 1)}
