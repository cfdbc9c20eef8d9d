"""From the passes over a network to the planned dates of tasks."""

from __future__ import annotations

from dependencies.closed_windows import windows_of
from dependencies.kernels.arrays import OPEN, OVER
from dependencies.kernels.forward import (
    BY_CALENDAR,
    BY_EARLIEST,
    BY_LINK,
    BY_OUTAGE,
    Early,
)
from dependencies.network import Network
from dependencies.passes import free_slips, slips, towards_the_end
from dependencies.plan import DrivenBy, PlannedTask
from runbooks.errors import PlanError


def planned_tasks(network: Network, early: Early) -> dict[str, PlannedTask]:
    """The dates of a network's tasks, in the order of the runbook.

    Raises PlanError if they leave the calendar.
    """
    late = towards_the_end(network, early)
    columns = (
        early.start,
        early.finish,
        late.start,
        late.finish,
        slips(network, early, late),
        free_slips(network, early),
        early.driver,
        early.released,
    )
    lists = [column.tolist() for column in columns]
    places = sorted(range(len(network.tasks)), key=network.written.tolist().__getitem__)
    try:
        rows = [(place, [column[place] for column in lists]) for place in places]
        return {network.tasks[place].id: _task(network, early, place, row) for place, row in rows}
    except OverflowError as error:
        raise PlanError(
            "The plan runs beyond the year 9999.", hint="Check the durations and lags."
        ) from error


def _task(network: Network, early: Early, place: int, row: list[int]) -> PlannedTask:
    start, finish, late_start, late_finish, slip, free, driver, released = row
    task, instant = network.tasks[place], network.frame.instant
    over = network.arrays.standing[place] == OVER
    return PlannedTask(
        id=task.id,
        early_start=instant(start),
        early_finish=instant(finish),
        late_start=instant(late_start),
        late_finish=instant(late_finish),
        total_float=slip,
        free_float=free,
        critical=slip == 0 and not over,
        driver=network.tasks[driver].id if driver >= 0 else None,
        driven_by=_driven_by(network, early, place),
        wait=max(0, start - released) if driver >= 0 else 0,
    )


def _driven_by(network: Network, early: Early, place: int) -> DrivenBy:
    cause = early.cause[place]
    if cause == BY_LINK:
        return "link"
    if network.arrays.standing[place] != OPEN:
        return "begun"
    if cause == BY_OUTAGE:
        return "outage"
    if cause == BY_CALENDAR:
        return "calendar"
    if cause == BY_EARLIEST:
        return _own_time(network, int(early.start[place]), place)
    return _window(network, int(early.start[place]), place)


def _own_time(network: Network, start: int, place: int) -> DrivenBy:
    task, frame = network.tasks[place], network.frame
    if task.fixed and frame.of(task.fixed, task.id) == start:
        return "fixed"
    if task.not_before and frame.of(task.not_before, task.id) == start:
        return "not_before"
    if start == 0:
        return "start"
    # A decision that was put off to some time is held by that time.
    return "now" if network.now and frame.seconds(network.now) == start else "not_before"


def _window(network: Network, start: int, place: int) -> DrivenBy:
    """Whether it is a blackout, or an outage by the clock, that ends at a start."""
    book, frame = network.frame.runbook, network.frame
    for name in windows_of(book, network.tasks[place]):
        outage = book.outages.get(name)
        if outage and outage.to and frame.of(outage.to, name) == start:
            return "outage"
    return "blackout"
