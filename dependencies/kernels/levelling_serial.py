"""Serial schedule generation: tasks in a given order, each at its earliest date that has room.

After R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited"
(European Journal of Operational Research 90, 1996).
"""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, FF, FS, I32, I64, OPEN, OVER, SS, Arrays
from dependencies.kernels.compiled import compiled, compiled_bare
from dependencies.kernels.levelling_room import People, Room, clear
from dependencies.kernels.levelling_steps import book, free_from
from dependencies.kernels.levelling_work import book_work, fit


@compiled
def lay(
    net: Arrays, people: People, room: Room, order: I32, floor: int, starts: I64, finishes: I64
) -> int:
    """Place all tasks in an order that keeps predecessors first, from `floor` on; the last finish.

    `starts` and `finishes` hold the dates of what has begun, and get all others. At a task that
    never fits it stops: that task's dates, and the result, are FAR.
    """
    clear(people, room)
    for task in range(order.shape[0]):
        if net.standing[task] != OPEN:
            book_work(net, people, room, task, starts[task], finishes[task], 1)
    last = -FAR
    for place in range(order.shape[0]):
        task = order[place]
        release, reach = asked(net, task, floor, starts, finishes)
        if net.standing[task] == OPEN:
            bound = net.closed[task] >= 0 or net.outage_first[task] < net.outage_first[task + 1]
            if net.calendar[task] >= 0 or bound:
                needs = people.first[task], people.first[task + 1]
                asks, dates = (release, reach), (starts, finishes)
                start, finish = fit(net, people, room, task, needs, asks, dates)
                if start < FAR:
                    book_work(net, people, room, task, start, finish, 1)
            else:
                length = net.duration[task]
                start = _first_room(people, room, task, max(release, reach - length), length)
                finish = start + length
            starts[task], finishes[task] = start, finish
            if start >= FAR:
                return FAR
        elif net.standing[task] != OVER and reach > finishes[task]:
            book_work(net, people, room, task, finishes[task], reach, 1)
            finishes[task] = reach
        last = max(last, finishes[task])
    return last


@compiled_bare
def asked(net: Arrays, task: int, floor: int, starts: I64, finishes: I64) -> tuple[int, int]:
    """The earliest start and the earliest finish that the links of a task ask for."""
    release, reach = max(net.earliest[task], floor), -FAR
    for link in range(net.first[task], net.first[task + 1]):
        source, kind = net.source[link], net.kind[link]
        bound = net.lag[link] + (finishes[source] if kind in (FS, FF) else starts[source])
        if kind in (FS, SS):
            release = max(release, bound)
        else:
            reach = max(reach, bound)
    return release, reach


@compiled_bare
def _first_room(people: People, room: Room, task: int, start: int, length: int) -> int:
    """Book a task without calendar or windows where all it needs is first free; its start."""
    if length == 0:
        return start
    begin, end, sure = people.first[task], people.first[task + 1], 0
    need = begin
    while sure < end - begin and start < FAR:
        resource, amount = people.resource[need], people.amount[need]
        first, count = room.first[resource], room.size[resource]
        again = free_from(room.at, room.free, first, count, amount, start, length)
        sure = sure + 1 if again == start else 1
        start = again
        need = need + 1 if need + 1 < end else begin
    if start < FAR:
        for need in range(begin, end):
            resource, amount = people.resource[need], people.amount[need]
            first, count = room.first[resource], room.size[resource]
            room.size[resource] = book(
                room.at, room.free, first, count, amount, start, start + length
            )
    return start
