"""Where a task fits: the earliest and the latest start that calendar and closed windows allow."""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, I64, START, Arrays
from dependencies.kernels.compiled import compiled_bare
from dependencies.kernels.working import (
    finish_after,
    last_open,
    last_start,
    next_open,
    start_reaching,
)

#: No outage moved a start.
NOTHING = -1


@compiled_bare
def finish_of(net: Arrays, task: int, length: int, start: int) -> int:
    """When a task of some length ends that begins at a working instant."""
    if net.calendar[task] < 0:
        return start + length
    return finish_after(net.hours, net.calendar[task], start, length)


@compiled_bare
def finish_from(net: Arrays, task: int, length: int, since: int) -> int:
    """When a task of some length ends that is worked on from any instant, off its hours too."""
    if net.calendar[task] < 0 or length == 0:
        return since + length
    start = next_open(net.hours, net.calendar[task], since)
    return finish_after(net.hours, net.calendar[task], start, length) if start < FAR else FAR


@compiled_bare
def start_for(net: Arrays, task: int, length: int, finish: int) -> int:
    """The earliest start of a task that ends at `finish` or later."""
    if net.calendar[task] < 0:
        return finish - length
    return start_reaching(net.hours, net.calendar[task], length, finish)


@compiled_bare
def meets(start: int, finish: int, closed_from: int, closed_to: int) -> bool:
    """Whether work, of no length too, lies within a window; one without length holds nothing."""
    within = finish > closed_from or start == finish >= closed_from
    return closed_from < closed_to and start < closed_to and within


@compiled_bare
def window_met(net: Arrays, task: int, start: int, finish: int) -> int:
    """The first window of the clock that work of a task would meet; -1 if none."""
    row = net.closed[task]
    if row < 0:
        return -1
    low, high = net.closed_first[row], net.closed_first[row + 1]
    last = high
    while low < high:
        middle = (low + high) >> 1
        if net.closed_to[middle] <= start:
            low = middle + 1
        else:
            high = middle
    if low < last and meets(start, finish, net.closed_from[low], net.closed_to[low]):
        return low
    return -1


@compiled_bare
def follows_window(net: Arrays, task: int, start: int) -> bool:
    """Whether a window of the clock ends just when a task starts."""
    window = window_met(net, task, start - 1, start - 1)
    return window >= 0 and net.closed_to[window] == start


@compiled_bare
def opening(net: Arrays, outage: int, starts: I64, finishes: I64) -> int:
    """When a task-bound outage opens; -FAR if it is open from the beginning."""
    task = net.opener[outage]
    if task < 0:
        return -FAR
    return starts[task] if net.opener_end[outage] == START else finishes[task]


@compiled_bare
def closing(net: Arrays, outage: int, starts: I64, finishes: I64) -> int:
    """When a task-bound outage closes."""
    task = net.closer[outage]
    return starts[task] if net.closer_end[outage] == START else finishes[task]


@compiled_bare
def place(
    net: Arrays, task: int, length: int, release: int, reach: int, starts: I64, finishes: I64
) -> tuple[int, int, int]:
    """The earliest start from `release` on whose finish is `reach` or later; finish; outage.

    The last is the task-bound outage waited for last (NOTHING: none). `starts` and `finishes` are
    those of the tasks before it. FAR if it fits nowhere.
    """
    calendar, moved = net.calendar[task], NOTHING
    start = max(release, start_for(net, task, length, reach)) if reach > -FAR else release
    while start < FAR:
        if calendar >= 0:
            start = next_open(net.hours, calendar, start)
            if start >= FAR:
                break
        finish = finish_of(net, task, length, start)
        if finish >= FAR:
            break
        # Whichever is over first: so what is waited for does not depend on the order of windows.
        again, waited = FAR, NOTHING
        window = window_met(net, task, start, finish)
        if window >= 0:
            again = net.closed_to[window]
        for outage in range(net.outage_first[task], net.outage_first[task + 1]):
            ends = closing(net, outage, starts, finishes)
            sooner = ends < again or (ends == again and waited == NOTHING)
            if sooner and meets(start, finish, opening(net, outage, starts, finishes), ends):
                again, waited = ends, outage
        if waited != NOTHING:
            moved = waited
        if again == FAR:
            return start, finish, moved
        start = again
    return FAR, FAR, moved


@compiled_bare
def place_late(net: Arrays, task: int, last: int, finish: int, starts: I64, finishes: I64) -> int:
    """The latest start up to `last` with which a task is done by `finish`; -FAR if there is none.

    Of the outages bound to tasks only those count which it runs before, where they stand.
    """
    calendar, length = net.calendar[task], net.duration[task]
    while True:
        if calendar < 0:
            start = min(last, finish - length)
        else:
            start = last_start(net.hours, calendar, length, finish) if finish < FAR else FAR
            if start > last:
                start = last_open(net.hours, calendar, last)
        if start <= -FAR:
            return -FAR
        ends = finish_of(net, task, length, start)
        # At the very opening of a window what takes no time would lie within it.
        bound, before = finish, 1 if length == 0 else 0
        window = window_met(net, task, start, ends)
        if window >= 0:
            bound = min(bound, net.closed_from[window] - before)
        for outage in range(net.outage_first[task], net.outage_first[task + 1]):
            opens = opening(net, outage, starts, finishes)
            shuts = closing(net, outage, starts, finishes)
            if starts[task] < shuts and meets(start, ends, opens, shuts):
                bound = min(bound, opens - before)
        if bound == finish:
            return start
        finish = bound
