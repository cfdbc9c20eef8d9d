"""The best orders found so far, and which order is tried next.

A quarter of the orders are drawn by regret, so that the kept ones do not all become alike; the
others are good ones crossed, as genetic algorithms do that justify (Valls, Ballestín and
Quintanilla, as in `levelling`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from dependencies.kernels.arrays import I32, I64
from dependencies.kernels.compiled import compiled
from dependencies.kernels.levelling_chance import crossed, drawn, sampled, shuffled
from dependencies.kernels.levelling_order import Behind, listed

#: What gave an order, beside the number of a rule.
BY_SAMPLE: Final = -1
BY_CROSSING: Final = -2
#: How many orders are kept to be crossed.
KEPT: Final = 48
#: One in so many orders is drawn by regret.
FRESH: Final = 4


class Pool(NamedTuple):
    """Orders, the one that ends first in front, and when each ends."""

    orders: I32
    last: I64


@compiled
def next_order(
    behind: Behind, keys: I64, pool: Pool, filled: int, seed: int, number: int
) -> tuple[int, I32]:
    """What gives the order that is tried as number so and so, and the order."""
    rules = keys.shape[0]
    if number < rules:
        return number, listed(behind, keys[number])
    if number < KEPT or number % FRESH == 0 or filled < 2:
        # The first two rules are the best to draw by.
        return BY_SAMPLE, sampled(behind, keys[number % 2], seed, number)
    mother = min(drawn(seed, number, 2, filled), drawn(seed, number, 3, filled))
    father = min(drawn(seed, number, 4, filled), drawn(seed, number, 5, filled))
    child = crossed(pool.orders[mother], pool.orders[father], seed, number)
    shuffled(behind, child, seed, number)
    return BY_CROSSING, child


@compiled
def keep(pool: Pool, filled: int, order: I32, last: int) -> int:
    """Keep an order if it is among the best and not there already; how many are kept now."""
    place = filled
    while place > 0 and pool.last[place - 1] >= last:
        place -= 1
    same = place
    while same < filled and pool.last[same] == last:
        if np.array_equal(pool.orders[same], order):
            return filled
        same += 1
    if place == KEPT:
        return filled
    filled = min(filled + 1, KEPT)
    for moved in range(filled - 1, place, -1):
        pool.last[moved], pool.orders[moved] = pool.last[moved - 1], pool.orders[moved - 1]
    pool.last[place], pool.orders[place] = last, order
    return filled
