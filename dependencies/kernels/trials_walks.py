"""Which tasks drive a date in a trial: the way back over what really holds each task."""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, FF, FS, I32, OPEN, OVER, SS, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.placing import NOTHING, closing, follows_window, place, start_for
from dependencies.kernels.trials_arrays import READY, Watch
from dependencies.kernels.working import next_open, worked_until


@compiled
def walk(
    net: Arrays, watch: Watch, row: int, lane: int, starts: I32, finishes: I32, on: I32
) -> None:
    """Add one for each task on the chain that drives a watched date in a trial."""
    task = watch.task[row]
    if task < 0:
        task = watch.last[0]
        for other in watch.last:
            if finishes[other, lane] > finishes[task, lane]:
                task = other
    elif watch.end[row] == READY:
        task = _freed_by(net, task, lane, watch.origin, starts, finishes)
    while task >= 0:
        on[task] += 1
        task = _driver(net, task, lane, starts, finishes)


@compiled
def _bound(net: Arrays, link: int, lane: int, starts: I32, finishes: I32) -> int:
    source = net.source[link]
    end = finishes[source, lane] if net.kind[link] in (FS, FF) else starts[source, lane]
    return end + net.lag[link]


@compiled
def _freed_by(net: Arrays, task: int, lane: int, origin: int, starts: I32, finishes: I32) -> int:
    """The task that lets a start go last, or -1."""
    driver, latest = -1, origin - 1
    if net.standing[task] != OPEN:
        return -1
    for link in range(net.first[task], net.first[task + 1]):
        if net.kind[link] in (FS, SS):
            bound = _bound(net, link, lane, starts, finishes)
            if bound > latest:
                driver, latest = net.source[link], bound
    return driver


@compiled
def _driver(net: Arrays, task: int, lane: int, starts: I32, finishes: I32) -> int:
    """What holds a task; -1 if the clock does: a fixed time, a closed window, or what happened."""
    if net.standing[task] != OPEN:
        return _end_driver(net, task, lane, starts, finishes)
    earliest, start = net.earliest[task], starts[task, lane]
    driver, freed, release, reach = -1, -FAR, earliest, -FAR
    for link in range(net.first[task], net.first[task + 1]):
        bound = _bound(net, link, lane, starts, finishes)
        let_go = bound
        if net.kind[link] in (FS, SS):
            release = max(release, bound)
        else:
            reach = max(reach, bound)
            let_go = start_for(net, task, _length(net, task, lane, starts, finishes), bound)
        if let_go > freed:
            driver, freed = net.source[link], let_go
    if freed == start:
        return driver
    if net.closed[task] >= 0 or net.outage_first[task] < net.outage_first[task + 1]:
        unheld = max(release, freed)
        if net.calendar[task] >= 0:
            unheld = next_open(net.hours, net.calendar[task], unheld)
        if start > unheld:
            length = _length(net, task, lane, starts, finishes)
            dates = starts[:, lane], finishes[:, lane]
            _, _, outage = place(net, task, length, release, reach, *dates)
            if outage == NOTHING:
                return -1
            waits_on = closing(net, outage, *dates) < start and follows_window(net, task, start)
            return -1 if waits_on else net.closer[outage]
    return driver if freed >= earliest else -1


@compiled
def _end_driver(net: Arrays, task: int, lane: int, starts: I32, finishes: I32) -> int:
    """Of what runs: the task whose link holds its end, or -1."""
    if net.standing[task] == OVER:
        return -1
    for link in range(net.first[task], net.first[task + 1]):
        if net.kind[link] not in (FS, SS) and (
            _bound(net, link, lane, starts, finishes) == finishes[task, lane]
        ):
            return net.source[link]
    return -1


@compiled
def _length(net: Arrays, task: int, lane: int, starts: I32, finishes: I32) -> int:
    """The duration that was drawn for an open task, from its dates."""
    start, finish, calendar = starts[task, lane], finishes[task, lane], net.calendar[task]
    if calendar < 0:
        return finish - start
    return worked_until(net.hours, calendar, finish) - worked_until(net.hours, calendar, start)
