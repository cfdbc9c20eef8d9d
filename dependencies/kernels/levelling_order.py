"""Orders of work: lists of tasks with predecessors first, by a key, drawn by chance, or crossed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import I32, I64, Arrays
from dependencies.kernels.compiled import compiled, compiled_bare


class Behind(NamedTuple):
    """Who comes directly behind each of `n` tasks, by links and by outages bound to tasks."""

    #: n + 1.
    first: I32
    target: I32
    #: n: how many a task waits for.
    waits: I32


@compiled
def behind_of(net: Arrays) -> Behind:
    """The tasks turned round: from who waits for whom to who holds whom."""
    count = net.duration.shape[0]
    first, waits = np.zeros(count + 1, np.int32), np.zeros(count, np.int32)
    total = net.source.shape[0] + 2 * net.opener.shape[0]
    before, after, size = np.empty(total, np.int32), np.empty(total, np.int32), 0
    for task in range(count):
        for link in range(net.first[task], net.first[task + 1]):
            before[size], after[size] = net.source[link], task
            size += 1
        for outage in range(net.outage_first[task], net.outage_first[task + 1]):
            before[size], after[size] = net.closer[outage], task
            size += 1
            if net.opener[outage] >= 0:
                before[size], after[size] = net.opener[outage], task
                size += 1
    for edge in range(size):
        first[before[edge] + 1] += 1
        waits[after[edge]] += 1
    for task in range(count):
        first[task + 1] += first[task]
    target, filled = np.empty(size, np.int32), first.copy()
    for edge in range(size):
        target[filled[before[edge]]] = after[edge]
        filled[before[edge]] += 1
    return Behind(first, target, waits)


@compiled
def listed(behind: Behind, key: I64) -> I32:
    """All tasks, predecessors first, and of those that may come next the smallest key first."""
    count = key.shape[0]
    waits, order = behind.waits.copy(), np.empty(count, np.int32)
    heap, size = np.empty(count, np.int32), 0
    for task in range(count):
        if waits[task] == 0:
            size = _push(heap, size, task, key)
    for place in range(count):
        task = heap[0]
        size = _pop(heap, size, key)
        order[place] = task
        for edge in range(behind.first[task], behind.first[task + 1]):
            waits[behind.target[edge]] -= 1
            if waits[behind.target[edge]] == 0:
                size = _push(heap, size, behind.target[edge], key)
    return order


@compiled_bare
def _before(one: int, other: int, key: I64) -> bool:
    return key[one] < key[other] or (key[one] == key[other] and one < other)


@compiled_bare
def _push(heap: I32, size: int, task: int, key: I64) -> int:
    place = size
    while place > 0 and _before(task, heap[(place - 1) >> 1], key):
        heap[place] = heap[(place - 1) >> 1]
        place = (place - 1) >> 1
    heap[place] = task
    return size + 1


@compiled_bare
def _pop(heap: I32, size: int, key: I64) -> int:
    """Take the first out of the heap; its new size."""
    size -= 1
    moved, place = heap[size], 0
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and _before(heap[child + 1], heap[child], key):
            child += 1
        if not _before(heap[child], moved, key):
            break
        heap[place] = heap[child]
        place = child
    heap[place] = moved
    return size
