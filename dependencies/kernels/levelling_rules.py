"""Priority rules: keys by which tasks are listed, the smallest first; and the network mirrored.

The rules are those that R. Kolisch, "Efficient priority rules for the resource-constrained project
scheduling problem" (Journal of Operations Management 14, 1996), compares.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from dependencies.kernels.arrays import FAR, FF, I64, OPEN, SS, Arrays
from dependencies.kernels.compiled import compiled, compiled_bare
from dependencies.kernels.levelling_order import Behind
from dependencies.kernels.levelling_room import People

#: By number: latest finish, latest start, least slack, most successors in all, greatest rank
#: positional weight (own duration and those directly behind).
RULES: Final = ("latest_finish", "latest_start", "least_slack", "most_successors", "rank_weight")
_BITS: Final = 64


def mirrored(net: Arrays, lengths: I64) -> Arrays:
    """The network with time running backwards: task `i` becomes `n - 1 - i`, a start a finish.

    Calendars and windows are left out and all tasks take `lengths` seconds: what is found in it is
    good for an order only, unless the network is plain.
    """
    count, nothing = len(net.duration), np.zeros(0, np.int32)
    target = np.repeat(np.arange(count, dtype=np.int32), np.diff(net.first))
    turned = np.argsort(count - 1 - net.source, kind="stable")
    first = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(count - 1 - net.source, minlength=count), out=first[1:])
    kind = np.select([net.kind == SS, net.kind == FF], [FF, SS], net.kind).astype(np.int8)
    return net._replace(
        duration=lengths[::-1].copy(),
        earliest=np.full(count, -FAR, np.int64),
        first=first,
        source=(count - 1 - target)[turned].astype(np.int32),
        kind=kind[turned],
        lag=net.lag[turned],
        calendar=np.full(count, -1, np.int32),
        closed=np.full(count, -1, np.int32),
        outage_first=np.zeros(count + 1, np.int32),
        opener=nothing,
        opener_end=nothing.astype(np.int8),
        closer=nothing,
        closer_end=nothing.astype(np.int8),
        standing=np.full(count, OPEN, np.int8),
    )


def mirrored_people(people: People) -> People:
    """The needs and the capacities with time running backwards."""
    counts = np.diff(people.first)[::-1]
    first = np.zeros(len(people.first), np.int32)
    np.cumsum(counts, out=first[1:])
    step_at, step_capacity = people.step_at.copy(), people.step_capacity.copy()
    for resource in range(len(people.steps) - 1):
        begin, end = people.steps[resource], people.steps[resource + 1]
        step_at[begin + 1 : end] = -people.step_at[begin + 1 : end][::-1]
        step_capacity[begin:end] = people.step_capacity[begin:end][::-1]
    # The needs of a task may stand in any order, so that turning the whole row is enough.
    return people._replace(
        first=first,
        resource=people.resource[::-1].copy(),
        amount=people.amount[::-1].copy(),
        step_at=step_at,
        step_capacity=step_capacity,
    )


@compiled
def keys_of(behind: Behind, lengths: I64, early_start: I64, late_start: I64) -> I64:
    """A row of keys for each of the rules."""
    count = lengths.shape[0]
    keys = np.empty((len(RULES), count), np.int64)
    for task in range(count):
        keys[0, task] = late_start[task] + lengths[task]
        keys[1, task] = late_start[task]
        keys[2, task] = late_start[task] - early_start[task]
        keys[4, task] = -lengths[task]
        for edge in range(behind.first[task], behind.first[task + 1]):
            keys[4, task] -= lengths[behind.target[edge]]
    keys[3] = -successors_of(behind)
    return keys


@compiled
def successors_of(behind: Behind) -> I64:
    """How many tasks come behind each, near and far: by sets of 64 tasks, from the last back."""
    count = behind.waits.shape[0]
    found, seen = np.zeros(count, np.int64), np.empty(count, np.uint64)
    for block in range(0, count, _BITS):
        for task in range(min(count, block + _BITS) - 1, -1, -1):
            bits = np.uint64(0)
            for edge in range(behind.first[task], behind.first[task + 1]):
                other = behind.target[edge]
                if other < block + _BITS:
                    bits |= seen[other]
                    if other >= block:
                        bits |= np.uint64(1) << np.uint64(other - block)
            seen[task] = bits
            found[task] += _ones(bits)
    return found


@compiled_bare
def _ones(bits: np.uint64) -> int:
    ones = 0
    while bits:
        bits &= bits - np.uint64(1)
        ones += 1
    return ones
