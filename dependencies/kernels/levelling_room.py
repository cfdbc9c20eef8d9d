"""Room: how much of each resource is free over time, as steps that bookings cut and join."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, I32, I64, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.working import span_closing_after


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
    count: I64
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
        cuts = 2 * _most_spans(net, task)
        for need in range(people.first[task], people.first[task + 1]):
            first[people.resource[need] + 1] += cuts
    for resource in range(resources):
        first[resource + 1] += first[resource]
    size = first[resources]
    return Room(
        first, np.zeros(resources, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    )


@compiled
def _most_spans(net: Arrays, task: int) -> int:
    """At most so many spans of work may a task have."""
    calendar = net.calendar[task]
    if calendar < 0:
        return 1
    begin, end = net.hours.first[calendar], net.hours.first[calendar + 1]
    shortest = FAR
    for span in range(begin, end):
        shortest = min(shortest, net.hours.closes[span] - net.hours.opens[span])
    return min(end - begin, net.duration[task] // shortest + 2)


@compiled
def clear(people: People, room: Room) -> None:
    """Take all bookings back."""
    for resource in range(room.count.shape[0]):
        begin, base = people.steps[resource], room.first[resource]
        room.count[resource] = people.steps[resource + 1] - begin
        for step in range(room.count[resource]):
            room.at[base + step] = people.step_at[begin + step]
            room.free[base + step] = people.step_capacity[begin + step]


@compiled
def step_at(room: Room, resource: int, instant: int) -> int:
    """The step of a resource that an instant lies in: an index into `at` and `free`."""
    low = room.first[resource]
    high = low + room.count[resource]
    while high - low > 1:
        middle = (low + high) >> 1
        if room.at[middle] <= instant:
            low = middle
        else:
            high = middle
    return low


@compiled
def free_from(room: Room, resource: int, amount: int, start: int, length: int) -> int:
    """The earliest instant from `start` on from which so much is free for so long; or FAR."""
    step = step_at(room, resource, start)
    last = room.first[resource] + room.count[resource]
    while step < last:
        if room.free[step] < amount:
            step += 1
            if step < last:
                start = room.at[step]
        elif step + 1 == last or room.at[step + 1] >= start + length:
            return start
        else:
            step += 1
    return FAR


@compiled
def blocked_until(room: Room, resource: int, amount: int, start: int, finish: int) -> int:
    """When the first lack of a resource within [start, finish) ends; `start` if there is none."""
    step = step_at(room, resource, start)
    last = room.first[resource] + room.count[resource]
    while step < last and room.at[step] < finish:
        if room.free[step] < amount:
            while step < last and room.free[step] < amount:
                step += 1
            return room.at[step] if step < last else FAR
        step += 1
    return start


@compiled
def book(room: Room, resource: int, amount: int, start: int, finish: int) -> None:
    """Take so much of a resource during [start, finish); nothing if that is empty."""
    if start >= finish:
        return
    begin = _cut(room, resource, start)
    end = _cut(room, resource, finish)
    for step in range(begin, end):
        room.free[step] -= amount
    _join(room, resource, end)
    _join(room, resource, begin)


@compiled
def _cut(room: Room, resource: int, instant: int) -> int:
    """The step that begins at an instant, made if there is none."""
    step = step_at(room, resource, instant)
    if room.at[step] == instant:
        return step
    last = room.first[resource] + room.count[resource]
    for place in range(last, step + 1, -1):
        room.at[place] = room.at[place - 1]
        room.free[place] = room.free[place - 1]
    room.at[step + 1], room.free[step + 1] = instant, room.free[step]
    room.count[resource] += 1
    return step + 1


@compiled
def _join(room: Room, resource: int, step: int) -> None:
    """Make one step of this and the one before, if equally much is free in both."""
    if step == room.first[resource] or room.free[step - 1] != room.free[step]:
        return
    last = room.first[resource] + room.count[resource]
    for place in range(step, last - 1):
        room.at[place] = room.at[place + 1]
        room.free[place] = room.free[place + 1]
    room.count[resource] -= 1


@compiled
def book_work(
    net: Arrays, people: People, room: Room, task: int, start: int, finish: int, sign: int
) -> None:
    """Book (sign 1) or give back (-1) what a task needs, over its working time."""
    calendar = net.calendar[task]
    for need in range(people.first[task], people.first[task + 1]):
        resource, amount = people.resource[need], sign * people.amount[need]
        if calendar < 0:
            book(room, resource, amount, start, finish)
            continue
        span = span_closing_after(net.hours, calendar, start)
        while span < net.hours.first[calendar + 1] and net.hours.opens[span] < finish:
            opens, closes = net.hours.opens[span], net.hours.closes[span]
            book(room, resource, amount, max(start, opens), min(finish, closes))
            span += 1
