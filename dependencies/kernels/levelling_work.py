"""What a task needs over its working time: whether it is free, and booking it.

A task that its calendar interrupts lets its people go until it goes on.
"""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, I64, Arrays
from dependencies.kernels.compiled import compiled, compiled_bare
from dependencies.kernels.levelling_room import People, Room
from dependencies.kernels.levelling_steps import blocked_until, book, free_from
from dependencies.kernels.placing import place
from dependencies.kernels.working import span_closing_after


@compiled
def fit(
    net: Arrays,
    people: People,
    room: Room,
    task: int,
    needs: tuple[int, int],
    asks: tuple[int, int],
    dates: tuple[I64, I64],
) -> tuple[int, int]:
    """The earliest start and finish that calendar, windows and people allow; FAR if none do.

    `needs` are the first need that counts and the end of them, `asks` the earliest start and the
    earliest finish that its links ask for, `dates` the starts and finishes of the tasks before it.
    """
    release, reach = asks
    starts, finishes = dates
    while release < FAR:
        length = net.duration[task]
        start, finish, _ = place(net, task, length, release, reach, starts, finishes)
        if start >= FAR:
            break
        release = start
        for need in range(needs[0], needs[1]):
            release = max(release, _free_at(net, people, room, task, need, start, finish))
        if release == start:
            return start, finish
    return FAR, FAR


@compiled_bare
def _free_at(
    net: Arrays, people: People, room: Room, task: int, need: int, start: int, finish: int
) -> int:
    """`start` if what a task needs is free over its work until `finish`; else when to try again."""
    resource, amount, calendar = people.resource[need], people.amount[need], net.calendar[task]
    at, free, first, count = room.at, room.free, room.first[resource], room.size[resource]
    if start >= finish:
        return start
    if calendar < 0:
        return free_from(at, free, first, count, amount, start, finish - start)
    span = span_closing_after(net.hours, calendar, start)
    while span < net.hours.first[calendar + 1] and net.hours.opens[span] < finish:
        since = max(start, net.hours.opens[span])
        until = min(finish, net.hours.closes[span])
        again = blocked_until(at, free, first, count, amount, since, until)
        if again != since:
            return again
        span += 1
    return start


@compiled_bare
def book_work(
    net: Arrays, people: People, room: Room, task: int, start: int, finish: int, sign: int
) -> None:
    """Book (sign 1) or give back (-1) what a task needs, over its working time."""
    calendar = net.calendar[task]
    for need in range(people.first[task], people.first[task + 1]):
        resource, amount = people.resource[need], sign * people.amount[need]
        at, free, first, count = room.at, room.free, room.first[resource], room.size[resource]
        if calendar < 0:
            count = book(at, free, first, count, amount, start, finish)
        else:
            span = span_closing_after(net.hours, calendar, start)
            while span < net.hours.first[calendar + 1] and net.hours.opens[span] < finish:
                begin = max(start, net.hours.opens[span])
                end = min(finish, net.hours.closes[span])
                count = book(at, free, first, count, amount, begin, end)
                span += 1
        room.size[resource] = count
