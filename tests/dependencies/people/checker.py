"""An independent check of levelled plans: what the oracle allows, and who is at work when."""

from __future__ import annotations

from dependencies.people.levelled import Levelled
from runbooks.tasks import Task
from tests.dependencies.oracle_asked import Asked, seconds
from tests.dependencies.oracle_dates import Dates, Early, early_dates, least_finish, least_start
from tests.dependencies.oracle_placing import Work, earliest
from tests.dependencies.oracle_windows import clock_windows


def earliest_behind_others(asked: Asked, levelled: Levelled) -> dict[str, Dates]:
    """The earliest dates of each open task, if all others have those of the levelled plan."""
    alone = early_dates(asked)
    dates = {k: Dates(seconds(t.start), seconds(t.finish)) for k, t in levelled.tasks.items()}
    early = Early(asked, alone.holds, dates)
    return {key: _dates(early, asked.tasks[key]) for key in alone.works}


def _dates(early: Early, task: Task) -> Dates:
    held = [early.window(hold) for hold in early.holds if hold.task == task.id]
    work = Work(
        early.asked.hours(task), task.duration.likely, (*clock_windows(early.asked, task), *held)
    )
    start = earliest(work, max(least_start(early, task).values()), least_finish(early, task))
    later = max(start, early.dates[task.id].start)
    assert work.fits(later), f"{task.id} does not fit where it is levelled to"
    assert work.finish(later) == early.dates[task.id].finish
    return Dates(start, work.finish(start))


def demands(asked: Asked, levelled: Levelled, at: int) -> dict[str, int]:
    """How many of each resource are at work at an instant; persons by name count in their teams."""
    found: dict[str, int] = {}
    resources = asked.runbook.resources
    for key, task in levelled.tasks.items():
        needs = asked.tasks[key].needs
        between = seconds(task.start) <= at < seconds(task.finish)
        if not between or not asked.hours(asked.tasks[key]).is_open(at):
            continue
        for name in resources:
            sent = len(needs.keys() & set(resources[name].members))
            found[name] = found.get(name, 0) + max(needs.get(name, 0), sent)
    return found


def on_duty(asked: Asked, name: str, at: int) -> int:
    """How many of a resource are on duty at an instant."""
    resource = asked.runbook.resources[name]
    if resource.shifts and not any(
        asked.at(shift.from_) <= at < asked.at(shift.to) for shift in resource.shifts
    ):
        return 0
    if resource.calendar and not asked.hours_named(resource.calendar).is_open(at):
        return 0
    if resource.members:
        return sum(on_duty(asked, member, at) for member in resource.members)
    return resource.capacity or 1


def instants(asked: Asked, levelled: Levelled) -> set[int]:
    """Every instant at which somebody begins to work, or goes off duty at the end of a shift."""
    found = set[int]()
    for key, task in levelled.tasks.items():
        start, finish = seconds(task.start), seconds(task.finish)
        opens = (span[0] for span in asked.hours(asked.tasks[key]).spans)
        found |= {start, *(at for at in opens if start < at < finish)}
    for resource in asked.runbook.resources.values():
        closes = [asked.at(shift.to) for shift in resource.shifts]
        closes += [end for _, end in asked.hours_named(resource.calendar or "early").spans]
        found |= {at for at in closes if seconds(levelled.start) < at < seconds(levelled.finish)}
    return found
