"""Levelling: the best of many serial schedules, each improved by turning time round and back.

Every priority rule is tried first, then orders by chance (`levelling_pool`). Each schedule is
justified: laid anew from its end backwards, and from there forwards again (V. Valls,
F. Ballestín and S. Quintanilla, "Justification and RCPSP: a technique that pays", European Journal
of Operational Research 165, 2005), as long as that helps. The same arrays and seed always give
the same plan.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FAR, I64, Arrays
from dependencies.kernels.compiled import compiled
from dependencies.kernels.levelling_order import Behind, behind_of, listed
from dependencies.kernels.levelling_pool import KEPT, Pool, keep, next_order
from dependencies.kernels.levelling_room import People, Room, room_for
from dependencies.kernels.levelling_rules import RULES, keys_of
from dependencies.kernels.levelling_serial import lay


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
    #: How many orders were tried.
    tried: int


@compiled
def side_of(net: Arrays, people: People) -> Side:
    """What laying tasks needs beside the arrays."""
    return Side(net, people, behind_of(net), room_for(net, people))


@compiled
def levelled(
    net: Arrays,
    people: People,
    back_net: Arrays,
    back_people: People,
    early: tuple[I64, I64],
    tries: int,
    seed: int,
) -> Schedule:
    """The schedule that ends first of `tries`; the first found of equals.

    `back_net` and `back_people` are those of `mirrored`; `early` has the starts and finishes
    without regard to people. A makespan of FAR: no order lets all tasks fit; those that do not
    have FAR for a start.
    """
    ahead, back = side_of(net, people), side_of(back_net, back_people)
    bound = early[1].max() if early[1].shape[0] else -FAR
    keys = keys_of(ahead.behind, back_net.duration[::-1], early[0], late_starts(back, bound))
    pool = Pool(np.empty((KEPT, early[0].shape[0]), np.int32), np.full(KEPT, FAR, np.int64))
    starts, finishes = early[0].copy(), early[1].copy()
    best = Schedule(starts.copy(), finishes.copy(), FAR + 1, 0, 0)
    filled, number = 0, 0
    while number < max(tries, 1) and best.makespan > bound:
        origin, order = next_order(ahead.behind, keys, pool, filled, seed, number)
        last = lay(net, people, ahead.room, order, -FAR, starts, finishes)
        number += 1
        if last < FAR:
            last = justified(ahead, back, starts, finishes, last)
            filled = keep(pool, filled, listed(ahead.behind, starts), last)
        elif filled == 0 and number > len(RULES):
            break
        if last < best.makespan:
            best = Schedule(starts.copy(), finishes.copy(), last, origin, number)
    return Schedule(best.start, best.finish, best.makespan, best.origin, number)


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
        lay(back.net, back.people, back.room, order, -last, back_start, back_finish)
        for task in range(count):
            key[task] = -back_finish[count - 1 - task]
        order = listed(ahead.behind, key)
        again = lay(ahead.net, ahead.people, ahead.room, order, -FAR, next_start, next_finish)
        if again > last:
            return last
        starts[:], finishes[:] = next_start, next_finish
        if again == last:
            return last
        last = again


@compiled
def late_starts(back: Side, bound: int) -> I64:
    """The latest start of each task by links alone, if all is to end by `bound`."""
    count = back.net.duration.shape[0]
    starts, finishes = np.empty(count, np.int64), np.empty(count, np.int64)
    some = back.people
    nobody = People(
        np.zeros(count + 1, np.int32),
        some.resource,
        some.amount,
        some.steps,
        some.step_at,
        some.step_capacity,
    )
    order = np.arange(count).astype(np.int32)
    lay(back.net, nobody, back.room, order, -bound, starts, finishes)
    return -finishes[::-1]
