"""Who waits for whom: what each task's people cost it in a levelled plan; and who is never free."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, I32, I64, OPEN, Arrays
from dependencies.kernels.compiled import compiled, plain_if_small
from dependencies.kernels.levelling_room import People, clear, room_for
from dependencies.kernels.levelling_serial import asked
from dependencies.kernels.levelling_work import book_work, fit


class Waits(NamedTuple):
    """For `n` tasks, what would be without people."""

    #: The start that links, calendar and windows allow behind the levelled dates of the others.
    free_start: I64
    #: The resource that is free for it last, or -1.
    resource: I32


@compiled
def waits_of(net: Arrays, people: People, starts: I64, finishes: I64) -> Waits:
    """What holds each task of a levelled plan longer than its links, calendar and windows do."""
    count = starts.shape[0]
    found = Waits(starts.copy(), np.full(count, -1, np.int32))
    room, dates = room_for(net, people), (starts, finishes)
    clear(people, room)
    for task in range(count):
        book_work(net, people, room, task, starts[task], finishes[task], 1)
    for task in range(count):
        begin, end = people.first[task], people.first[task + 1]
        if net.standing[task] != OPEN or begin == end:
            continue
        asks = asked(net, task, -FAR, starts, finishes)
        free, _ = fit(net, people, room, task, (begin, begin), asks, dates)
        if free == starts[task]:
            continue
        book_work(net, people, room, task, starts[task], finishes[task], -1)
        latest = free
        for need in range(begin, end):
            start, _ = fit(net, people, room, task, (need, need + 1), asks, dates)
            if start > latest:
                latest, found.resource[task] = start, people.resource[need]
        book_work(net, people, room, task, starts[task], finishes[task], 1)
        found.free_start[task] = free
    return found


@plain_if_small
@compiled
def alone(net: Arrays, people: People, starts: I64, finishes: I64) -> I64:
    """The start of each task that is not over if nobody else needed anybody; FAR: never free."""
    count = starts.shape[0]
    found, room = starts.copy(), room_for(net, people)
    clear(people, room)
    for task in range(count):
        needs = people.first[task], people.first[task + 1]
        if net.standing[task] == OPEN and needs[0] < needs[1]:
            asks, dates = (starts[task], -FAR), (starts, finishes)
            found[task], _ = fit(net, people, room, task, needs, asks, dates)
    return found
