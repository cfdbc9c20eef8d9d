"""Room: how much of each resource is free over time, as steps that bookings cut and join.

The functions that are called for every need of every task take the arrays one by one: handing a
record of many arrays to a compiled function costs more than what it does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, I32, I64, OPEN, Arrays
from dependencies.kernels.compiled import compiled, compiled_bare


class People(NamedTuple):
    """What `n` tasks need of `r` resources, and how much of these there is over time."""

    #: n + 1; the needs of task `i` are `first[i]` up to `first[i + 1]`.
    first: I32
    resource: I32
    #: How many of it, from the task's start to its finish.
    amount: I64
    #: r + 1; the steps of a resource, its first at -FAR, each lasting until the next.
    steps: I32
    step_at: I64
    #: The capacity from then on.
    step_capacity: I64


class Room(NamedTuple):
    """The free capacity while tasks are being placed; steps of a resource lie from `first` on."""

    first: I64
    #: r: how many steps it has now.
    size: I64
    at: I64
    free: I64


@compiled
def room_for(net: Arrays, people: People) -> Room:
    """Space for the steps of all resources, however many bookings cut them."""
    resources = people.steps.shape[0] - 1
    first = np.zeros(resources + 1, np.int64)
    for resource in range(resources):
        first[resource + 1] = people.steps[resource + 1] - people.steps[resource]
    for task in range(net.duration.shape[0]):
        # What runs may be booked once more, for as long as a link holds its end.
        cuts = 2 * _most_spans(net, task) + 2 * (net.standing[task] != OPEN)
        for need in range(people.first[task], people.first[task + 1]):
            first[people.resource[need] + 1] += cuts
    for resource in range(resources):
        first[resource + 1] += first[resource]
    size = first[resources]
    return Room(
        first, np.zeros(resources, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    )


@compiled_bare
def _most_spans(net: Arrays, task: int) -> int:
    """At most so many spans of work may a task have."""
    calendar = net.calendar[task]
    if calendar < 0:
        return 1
    begin, end = net.hours.first[calendar], net.hours.first[calendar + 1]
    if net.standing[task] != OPEN:
        return end - begin
    shortest = FAR
    for span in range(begin, end):
        shortest = min(shortest, net.hours.closes[span] - net.hours.opens[span])
    return min(end - begin, net.duration[task] // shortest + 2)


@compiled_bare
def clear(people: People, room: Room) -> None:
    """Take all bookings back."""
    for resource in range(room.size.shape[0]):
        begin, base = people.steps[resource], room.first[resource]
        room.size[resource] = people.steps[resource + 1] - begin
        for step in range(room.size[resource]):
            room.at[base + step] = people.step_at[begin + step]
            room.free[base + step] = people.step_capacity[begin + step]


@compiled_bare
def step_at(at: I64, first: int, count: int, instant: int) -> int:
    """The step of a resource that an instant lies in: an index into `at` and `free`."""
    low, high = first, first + count
    while high - low > 1:
        middle = (low + high) >> 1
        if at[middle] <= instant:
            low = middle
        else:
            high = middle
    return low


@compiled_bare
def free_from(
    at: I64, free: I64, first: int, count: int, amount: int, start: int, length: int
) -> int:
    """The earliest instant from `start` on from which so much is free for so long; or FAR."""
    step = step_at(at, first, count, start)
    last = first + count
    while step < last:
        if free[step] < amount:
            step += 1
            if step < last:
                start = at[step]
        elif step + 1 == last or at[step + 1] >= start + length:
            return start
        else:
            step += 1
    return FAR


@compiled_bare
def blocked_until(
    at: I64, free: I64, first: int, count: int, amount: int, start: int, finish: int
) -> int:
    """When the first lack of a resource within [start, finish) ends; `start` if there is none."""
    step = step_at(at, first, count, start)
    last = first + count
    while step < last and at[step] < finish:
        if free[step] < amount:
            while step < last and free[step] < amount:
                step += 1
            return at[step] if step < last else FAR
        step += 1
    return start


@compiled_bare
def book(at: I64, free: I64, first: int, count: int, amount: int, start: int, finish: int) -> int:
    """Take so much of a resource during [start, finish); nothing if that is empty."""
    if start >= finish:
        return count
    begin = step_at(at, first, count, start)
    if at[begin] != start:
        begin += 1
        count = _cut(at, free, first, count, begin, start)
    end = begin
    while end + 1 < first + count and at[end + 1] <= finish:
        end += 1
    if at[end] != finish:
        end += 1
        count = _cut(at, free, first, count, end, finish)
    for step in range(begin, end):
        free[step] -= amount
    count = _join(at, free, first, count, end)
    return _join(at, free, first, count, begin)


@compiled_bare
def _cut(at: I64, free: I64, first: int, count: int, step: int, instant: int) -> int:
    """Make a step that begins at an instant, as number `step`."""
    for place in range(first + count, step, -1):
        at[place] = at[place - 1]
        free[place] = free[place - 1]
    at[step], free[step] = instant, free[step - 1]
    return count + 1


@compiled_bare
def _join(at: I64, free: I64, first: int, count: int, step: int) -> int:
    """Make one step of this and the one before, if equally much is free in both."""
    if step == first or free[step - 1] != free[step]:
        return count
    for place in range(step, first + count - 1):
        at[place] = at[place + 1]
        free[place] = free[place + 1]
    return count - 1
