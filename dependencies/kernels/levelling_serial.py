"""Serial schedule generation: tasks in a given order, each at its earliest date that has room.

After R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited"
(European Journal of Operational Research 90, 1996). What links, calendars and windows allow is
asked of `placing`; here it is seen to that whoever the task needs is free throughout its work.
"""

from __future__ import annotations

from dependencies.kernels.arrays import FAR, FF, FS, I32, I64, OPEN, OVER, SS, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.levelling_room import (
    People,
    Room,
    blocked_until,
    book,
    book_work,
    clear,
    free_from,
)
from dependencies.kernels.placing import place
from dependencies.kernels.working import span_closing_after


@compiled
def lay(
    net: Arrays, people: People, order: I32, floor: int, room: Room, starts: I64, finishes: I64
) -> int:
    """Place all tasks in an order that keeps predecessors first, from `floor` on; the last finish.

    `starts` and `finishes` hold the dates of what has begun, and get all others: FAR for a task
    that never fits.
    """
    clear(people, room)
    last = -FAR
    for task in range(order.shape[0]):
        if net.standing[task] != OPEN:
            book_work(net, people, room, task, starts[task], finishes[task], 1)
    for task in order:
        if net.standing[task] == OPEN:
            release, reach = max(net.earliest[task], floor), -FAR
            for link in range(net.first[task], net.first[task + 1]):
                source, kind = net.source[link], net.kind[link]
                bound = net.lag[link] + (finishes[source] if kind in (FS, FF) else starts[source])
                if kind in (FS, SS):
                    release = max(release, bound)
                else:
                    reach = max(reach, bound)
            if (
                net.calendar[task] < 0
                and net.closed[task] < 0
                and net.outage_first[task] == net.outage_first[task + 1]
            ):
                length = net.duration[task]
                start = max(release, reach - length)
                fits = False
                while not fits:
                    fits = True
                    for need in range(people.first[task], people.first[task + 1]):
                        r = people.resource[need]
                        again = free_from(
                            room.at,
                            room.free,
                            room.first[r],
                            room.count[r],
                            people.amount[need],
                            start,
                            length,
                        )
                        if again > start:
                            start = again
                            fits = False
                            if start >= FAR:
                                return FAR
                finish = start + length
                for need in range(people.first[task], people.first[task + 1]):
                    r = people.resource[need]
                    room.count[r] = book(
                        room.at,
                        room.free,
                        room.first[r],
                        room.count[r],
                        people.amount[need],
                        start,
                        finish,
                    )
                starts[task], finishes[task] = start, finish
                last = max(last, finishes[task])
                continue
            start, finish = fit(net, people, task, release, reach, room, starts, finishes)
            starts[task], finishes[task] = start, finish
            if finish < FAR:
                book_work(net, people, room, task, start, finish, 1)
        elif net.standing[task] != OVER:
            _, reach = asked(net, task, floor, starts, finishes)
            if reach > finishes[task]:
                book_work(net, people, room, task, finishes[task], reach, 1)
                finishes[task] = reach
        last = max(last, finishes[task])
    return last


@compiled
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


@compiled
def fit(
    net: Arrays,
    people: People,
    task: int,
    release: int,
    reach: int,
    room: Room,
    starts: I64,
    finishes: I64,
) -> tuple[int, int]:
    """The earliest start and finish that links, calendars, windows and people allow; or FAR."""
    length = net.duration[task]
    if release >= FAR or reach >= FAR:
        return FAR, FAR
    while True:
        start, finish, _ = place(net, task, length, release, reach, starts, finishes)
        if start >= FAR:
            return FAR, FAR
        again = start
        for need in range(people.first[task], people.first[task + 1]):
            again = max(again, free_at(net, people, need, task, again, finish, room))
        if again == start:
            return start, finish
        if again >= FAR:
            return FAR, FAR
        release = again


@compiled
def free_at(
    net: Arrays, people: People, need: int, task: int, start: int, finish: int, room: Room
) -> int:
    """`start` if what a task needs is free over its work until `finish`; else when to try again."""
    resource, amount = people.resource[need], people.amount[need]
    calendar = net.calendar[task]
    if calendar < 0:
        return free_from(
            room.at,
            room.free,
            room.first[resource],
            room.count[resource],
            amount,
            start,
            net.duration[task],
        )
    if start >= finish:
        return start
    span = span_closing_after(net.hours, calendar, start)
    while span < net.hours.first[calendar + 1] and net.hours.opens[span] < finish:
        since = max(start, net.hours.opens[span])
        until = min(finish, net.hours.closes[span])
        ends = blocked_until(
            room.at, room.free, room.first[resource], room.count[resource], amount, since, until
        )
        if ends != since:
            return ends
        span += 1
    return start
