"""Levelling: the best of many serial schedules, each improved by turning time round and back.

Every priority rule is tried first, then orders drawn by regret, then good orders crossed. Each
schedule is justified: laid anew from its end backwards, and from there forwards again (V. Valls,
F. Ballestín and S. Quintanilla, "Justification and RCPSP: a technique that pays", European Journal
of Operational Research 165, 2005), as long as that helps. The same arrays and seed always give
the same plan.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, I32, I64, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.levelling_chance import crossed, drawn, sampled, shuffled
from dependencies.kernels.levelling_order import Behind, behind_of, listed
from dependencies.kernels.levelling_room import People, Room, room_for
from dependencies.kernels.levelling_rules import RULES, keys_of
from dependencies.kernels.levelling_serial import lay

#: What gave a schedule, beside the number of a rule.
BY_SAMPLE = -1
BY_CROSSING = -2
#: How many schedules are kept to be crossed.
POOL = 48


class Side(NamedTuple):
    """One way that time runs: the network, its people, its successors, and room to book in."""

    net: Arrays
    people: People
    behind: Behind
    room: Room


class Schedule(NamedTuple):
    """The dates of `n` tasks, and what gave them: a rule, BY_SAMPLE or BY_CROSSING."""

    start: I64
    finish: I64
    makespan: int
    origin: int
    #: How many schedules were made.
    tried: int


@compiled
def side_of(net: Arrays, people: People) -> Side:
    """What laying tasks needs beside the arrays."""
    return Side(net, people, behind_of(net), room_for(net, people))


@compiled
def justified(ahead: Side, back: Side, starts: I64, finishes: I64, last: int) -> int:
    """Improve a schedule in place, backwards and forwards, while its last finish gets earlier."""
    count = starts.shape[0]
    key = np.empty(count, np.int64)
    back_start, back_finish = np.empty(count, np.int64), np.empty(count, np.int64)
    next_start, next_finish = starts.copy(), finishes.copy()
    while True:
        for task in range(count):
            key[count - 1 - task] = -next_finish[task]
        order = listed(back.behind, key)
        lay(back.net, back.people, order, -last, back.room, back_start, back_finish)
        for task in range(count):
            key[task] = -back_finish[count - 1 - task]
        order = listed(ahead.behind, key)
        again = lay(ahead.net, ahead.people, order, -FAR, ahead.room, next_start, next_finish)
        if again > last:
            return last
        starts[:], finishes[:] = next_start, next_finish
        if again == last:
            return last
        last = again


@compiled
def levelled(
    net: Arrays,
    people: People,
    back_net: Arrays,
    back_people: People,
    early_start: I64,
    early_finish: I64,
    schedules: int,
    seed: int,
) -> Schedule:
    """The schedule that ends first of `schedules` tries; the first found of equals."""
    count = net.duration.shape[0]
    ahead, back = side_of(net, people), side_of(back_net, back_people)
    bound = early_finish.max() if count else -FAR
    lengths = back_net.duration[::-1].copy()
    late = late_starts(back, bound)
    keys = keys_of(ahead.behind, lengths, early_start, late)
    starts, finishes = early_start.copy(), early_finish.copy()
    pool_order = np.empty((POOL, count), np.int32)
    pool_last = np.full(POOL, FAR + 1, np.int64)
    best = Schedule(starts.copy(), finishes.copy(), FAR + 1, 0, 0)
    filled = 0
    for number in range(max(schedules, 1)):
        if number < len(RULES):
            origin, order = number, listed(ahead.behind, keys[number])
        elif filled < 2 or number < POOL or number % 4 == 0:
            origin = BY_SAMPLE
            order = sampled(ahead.behind, keys[number % 2], seed, number)
        else:
            origin = BY_CROSSING
            mother = min(drawn(seed, number, 2, filled), drawn(seed, number, 3, filled))
            father = min(drawn(seed, number, 4, filled), drawn(seed, number, 5, filled))
            order = crossed(pool_order[mother], pool_order[father], seed, number)
            shuffled(ahead.behind, order, seed, number)
        last = lay(ahead.net, ahead.people, order, -FAR, ahead.room, starts, finishes)
        if last < FAR:
            last = justified(ahead, back, starts, finishes, last)
        if last < best.makespan:
            best = Schedule(starts.copy(), finishes.copy(), last, origin, number + 1)
        if last <= bound:
            break
        filled = keep(pool_order, pool_last, filled, listed(ahead.behind, starts), last)
    return Schedule(best.start, best.finish, best.makespan, best.origin, number + 1)


@compiled
def keep(orders: I32, lasts: I64, filled: int, order: I32, last: int) -> int:
    """Keep an order among the best, which stand in order, unless it is there already; how many."""
    place = filled
    while place > 0 and lasts[place - 1] >= last:
        place -= 1
    same = place
    while same < filled and lasts[same] == last:
        if np.array_equal(orders[same], order):
            return filled
        same += 1
    if place == lasts.shape[0]:
        return filled
    filled = min(filled + 1, lasts.shape[0])
    for moved in range(filled - 1, place, -1):
        lasts[moved], orders[moved] = lasts[moved - 1], orders[moved - 1]
    lasts[place], orders[place] = last, order
    return filled


@compiled
def late_starts(back: Side, bound: int) -> I64:
    """The latest start of each task by links alone, if all is to end by `bound`."""
    count = back.net.duration.shape[0]
    starts, finishes = np.empty(count, np.int64), np.empty(count, np.int64)
    nobody = People(
        np.zeros(count + 1, np.int32),
        back.people.resource,
        back.people.amount,
        back.people.steps,
        back.people.step_at,
        back.people.step_capacity,
    )
    order = np.arange(count).astype(np.int32)
    lay(back.net, nobody, order, -bound, back.room, starts, finishes)
    return -finishes[::-1]
