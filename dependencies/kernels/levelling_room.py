"""Room: who is needed, how many there are, and how much of each resource is free over time."""

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
