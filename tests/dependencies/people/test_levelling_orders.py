"""Orders of work: whatever makes them, predecessors stay first."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dependencies.kernels.levelling_chance import crossed, sampled, shuffled
from dependencies.kernels.levelling_order import Behind, behind_of, listed
from dependencies.kernels.levelling_rules import mirrored, successors_of
from dependencies.network import Network
from dependencies.planner import plan
from tests.dependencies.factories import a_runbook, a_task


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to 70 tasks, each behind up to three of those before it."""
    count = draw(st.integers(1, 70))
    before = [draw(st.lists(st.integers(0, n - 1), max_size=3)) if n else [] for n in range(count)]
    tasks = [a_task(f"T{n}", *(f"T{m}" for m in set(row))) for n, row in enumerate(before)]
    network = plan(a_runbook(*tasks)).network
    assert network is not None
    return network


def _is_order(behind: Behind, order: np.ndarray) -> bool:
    stands = {task: place for place, task in enumerate(order.tolist())}
    edges = (
        (task, other)
        for task, (low, high) in enumerate(pairwise(behind.first.tolist()))
        for other in behind.target[low:high].tolist()
    )
    return len(stands) == len(order) and all(stands[a] < stands[b] for a, b in edges)


@given(network=networks(), seed=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_every_order_keeps_predecessors_first(network: Network, seed: int) -> None:
    """By a key, drawn, crossed and shuffled."""
    behind = behind_of(network.arrays)
    key = np.arange(len(network.tasks), dtype=np.int64) * 7 % 5
    one, other = listed(behind, key), sampled(behind, key, seed, 1)
    child = crossed(one, other, seed, 2)
    assert all(_is_order(behind, order) for order in (one, other, child))
    shuffled(behind, child, seed, 3)
    assert _is_order(behind, child)


@given(network=networks())
@settings(max_examples=40, deadline=None)
def test_successors_are_counted_near_and_far(network: Network) -> None:
    """As a plain search counts them."""
    behind = behind_of(network.arrays)
    ahead: list[set[int]] = [set() for _ in network.tasks]
    for task in reversed(range(len(ahead))):
        for other in behind.target[behind.first[task] : behind.first[task + 1]].tolist():
            ahead[task] |= {other} | ahead[other]
    assert successors_of(behind).tolist() == [len(each) for each in ahead]


@given(network=networks())
@settings(max_examples=20, deadline=None)
def test_a_network_mirrored_twice_is_itself(network: Network) -> None:
    """With the same links between the same tasks."""
    lengths = network.arrays.duration
    twice = mirrored(mirrored(network.arrays, lengths), lengths[::-1])
    assert np.array_equal(twice.first, network.arrays.first)
    for task in range(len(lengths)):
        row = slice(twice.first[task], twice.first[task + 1])
        assert sorted(twice.source[row]) == sorted(network.arrays.source[row])
