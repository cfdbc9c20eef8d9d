"""Orders of work by chance: regret-biased samples, and two good orders crossed.

Numbers come from a counter, so that the same seed gives the same orders on any machine: the mixing
function of G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators"
(OOPSLA 2014).
"""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32, I64
from dependencies.kernels.compiled import compiled, compiled_bare
from dependencies.kernels.levelling_order import Behind


@compiled_bare
def drawn(seed: int, sample: int, counter: int, below: int) -> int:
    """A whole number from 0 up to, not including, `below`."""
    mixed = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15)
    for part in (sample, counter):
        mixed += np.uint64(part) * np.uint64(0xD1342543DE82EF95) + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return int(np.int64(mixed >> np.uint64(1))) % below


@compiled
def sampled(behind: Behind, key: I64, seed: int, sample: int) -> I32:
    """An order drawn with a bias to small keys: weight = how much worse the worst choice is.

    The regret of A. Drexl, "Scheduling of project networks by job assignment" (1991), plus the
    least regret that is not zero, so that the worst keeps a chance whatever the unit.
    """
    count = key.shape[0]
    waits, order = behind.waits.copy(), np.empty(count, np.int32)
    able, size = np.empty(count, np.int32), 0
    for task in range(count):
        if waits[task] == 0:
            able[size] = task
            size += 1
    for place in range(count):
        choice = _choose(able, size, key, seed, sample, place)
        task = able[choice]
        size -= 1
        able[choice] = able[size]
        order[place] = task
        for edge in range(behind.first[task], behind.first[task + 1]):
            waits[behind.target[edge]] -= 1
            if waits[behind.target[edge]] == 0:
                able[size] = behind.target[edge]
                size += 1
    return order


@compiled_bare
def _choose(able: I32, size: int, key: I64, seed: int, sample: int, place: int) -> int:
    if size == 1:
        return 0
    worst = key[able[0]]
    for choice in range(1, size):
        worst = max(worst, key[able[choice]])
    total, least = 0, 0
    for choice in range(size):
        regret = worst - key[able[choice]]
        total += regret
        if regret > 0 and (least == 0 or regret < least):
            least = regret
    least = max(least, 1)
    rest = drawn(seed, sample, place, total + least * size)
    for choice in range(size):
        rest -= worst - key[able[choice]] + least
        if rest < 0:
            return choice
    return size - 1


@compiled
def crossed(mother: I32, father: I32, seed: int, sample: int) -> I32:
    """A child of two orders: the middle part as the father has it, the rest as the mother does.

    Two-point crossover of S. Hartmann, "A competitive genetic algorithm for resource-constrained
    project scheduling" (Naval Research Logistics 45, 1998): predecessors stay first.
    """
    count = mother.shape[0]
    one, other = drawn(seed, sample, 0, count + 1), drawn(seed, sample, 1, count + 1)
    begin, end = min(one, other), max(one, other)
    child, used, size = np.empty(count, np.int32), np.zeros(count, np.bool_), 0
    for place in range(begin):
        child[size] = mother[place]
        used[mother[place]] = True
        size += 1
    for place in range(count):
        if size == end:
            break
        if not used[father[place]]:
            child[size] = father[place]
            used[father[place]] = True
            size += 1
    for place in range(begin, count):
        if not used[mother[place]]:
            child[size] = mother[place]
            used[mother[place]] = True
            size += 1
    return child


@compiled_bare
def shuffled(behind: Behind, order: I32, seed: int, sample: int) -> None:
    """Swap one in twenty neighbours of an order that do not wait for each other."""
    for place in range(order.shape[0] - 1):
        if drawn(seed, sample, 8 + place, 20) == 0 and not _holds(
            behind, order[place], order[place + 1]
        ):
            order[place], order[place + 1] = order[place + 1], order[place]


@compiled_bare
def _holds(behind: Behind, one: int, other: int) -> bool:
    for edge in range(behind.first[one], behind.first[one + 1]):
        if behind.target[edge] == other:
            return True
    return False
