"""What holds a task in one trial, where windows, outages or links to its end may."""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, FF, FS, OPEN, SS, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.placing import NOTHING, closing, follows_window, place, start_for
from dependencies.kernels.trials_arrays import Dates
from dependencies.kernels.working import next_open, worked_until


@compiled_bare
def driver_of(net: Arrays, task: int, lane: int, starts: Dates, finishes: Dates) -> int:
    """The task that lets a task go; -1 if the clock does: a fixed time or a closed window."""
    if net.standing[task] != OPEN:
        return _end_driver(net, task, lane, starts, finishes)
    earliest, start = net.earliest[task], starts[task, lane]
    length = _length(net, task, lane, starts, finishes)
    driver, freed, least, reach = -1, -FAR, earliest, -FAR
    for link in range(net.first[task], net.first[task + 1]):
        bound = _bound(net, link, lane, starts, finishes)
        let_go = bound
        if net.kind[link] in (FS, SS):
            least = max(least, bound)
        else:
            reach = max(reach, bound)
            let_go = start_for(net, task, length, bound)
        if let_go > freed:
            driver, freed = net.source[link], let_go
    if freed == start:
        return driver
    if start != _open_from(net, task, max(least, freed)):
        begins, ends = starts[:, lane], finishes[:, lane]
        _, _, outage = place(net, task, length, least, reach, begins, ends)
        if outage != NOTHING:
            driver, freed = net.closer[outage], closing(net, outage, begins, ends)
            if freed == start:
                return driver
    # As in a plan, a window that ends as the hours begin comes before the hours.
    if freed < earliest or follows_window(net, task, start):
        return -1
    return driver if start == _open_from(net, task, freed) else -1


@compiled_bare
def _open_from(net: Arrays, task: int, instant: int) -> int:
    """When the hours of a task are open next, from an instant on."""
    if net.calendar[task] < 0:
        return instant
    return next_open(net.hours, net.calendar[task], instant)


@compiled_bare
def _bound(net: Arrays, link: int, lane: int, starts: Dates, finishes: Dates) -> int:
    source = net.source[link]
    end = finishes[source, lane] if net.kind[link] in (FS, FF) else starts[source, lane]
    return end + net.lag[link]


@compiled_bare
def _end_driver(net: Arrays, task: int, lane: int, starts: Dates, finishes: Dates) -> int:
    """Of what runs: the task whose link holds its end, or -1."""
    for link in range(net.first[task], net.first[task + 1]):
        if net.kind[link] not in (FS, SS) and (
            _bound(net, link, lane, starts, finishes) == finishes[task, lane]
        ):
            return net.source[link]
    return -1


@compiled_bare
def _length(net: Arrays, task: int, lane: int, starts: Dates, finishes: Dates) -> int:
    """The duration that was drawn for an open task, from its dates."""
    start, finish, calendar = starts[task, lane], finishes[task, lane], net.calendar[task]
    if calendar < 0:
        return finish - start
    return worked_until(net.hours, calendar, finish) - worked_until(net.hours, calendar, start)
