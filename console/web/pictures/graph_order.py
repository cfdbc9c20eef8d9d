"""The order of nodes within the layers of a graph: few crossings, always the same answer.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981): nodes go to the layer of their longest path, links over several layers get a
bend in each, and layers are sorted by the middle of their neighbours, down and up in turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

#: A task, or the bend of a link in a layer: (from, to, layer).
Place = str | tuple[str, str, int]
#: How many times the layers are sorted down and up.
_SWEEPS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Layers:
    """Tasks and bends by layer, in order, and how they hang together from layer to layer."""

    rows: tuple[tuple[Place, ...], ...]
    above: Mapping[Place, tuple[Place, ...]]
    below: Mapping[Place, tuple[Place, ...]]


def layers_of(before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The layer of each task: the number of tasks before it on the longest way."""
    layers: dict[str, int] = {}
    for task in TopologicalSorter(before).static_order():
        layers[task] = max((layers[other] + 1 for other in before[task]), default=0)
    return layers


def without_implied(before: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The links that no other way implies."""
    reached: dict[str, frozenset[str]] = {}
    kept: dict[str, tuple[str, ...]] = {}
    for task in TopologicalSorter(before).static_order():
        far = frozenset[str]().union(*(reached[other] for other in before[task]))
        kept[task] = tuple(other for other in before[task] if other not in far)
        reached[task] = far | frozenset(before[task])
    return kept


def ordered(before: Mapping[str, Sequence[str]], tasks: Sequence[str]) -> Layers:
    """The layers of the tasks, each in an order with few crossings; `tasks` settles ties."""
    layers = layers_of(before)
    rows: list[list[Place]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for task in tasks:
        rows[layers[task]].append(task)
    above: dict[Place, list[Place]] = {}
    below: dict[Place, list[Place]] = {}
    for task in tasks:
        for other in before[task]:
            way: list[Place] = [other]
            for layer in range(layers[other] + 1, layers[task]):
                bend = (other, task, layer)
                rows[layer].append(bend)
                way.append(bend)
            way.append(task)
            for upper, lower in pairwise(way):
                below.setdefault(upper, []).append(lower)
                above.setdefault(lower, []).append(upper)
    best = _sorted(rows, above, below)
    return Layers(
        rows=tuple(tuple(row) for row in best),
        above={key: tuple(value) for key, value in above.items()},
        below={key: tuple(value) for key, value in below.items()},
    )


_Links = Mapping[Place, Sequence[Place]]


def _sorted(rows: list[list[Place]], above: _Links, below: _Links) -> list[list[Place]]:
    """The best of the orders that sorting down and up gives."""
    best, fewest = [list(row) for row in rows], _crossings(rows, below)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        for layer in order:
            beside = rows[layer - 1] if down else rows[layer + 1]
            _sort(rows[layer], beside, above if down else below)
        crossings = _crossings(rows, below)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    return best


def _sort(row: list[Place], beside: Sequence[Place], links: _Links) -> None:
    """Sort a layer by the middle of each node's neighbours in the layer beside it."""
    at = {node: place for place, node in enumerate(beside)}
    middles: dict[Place, float] = {}
    for place, node in enumerate(row):
        neighbours = [at[other] for other in links.get(node, ())]
        # What hangs on nothing stays about where it is.
        stays = place * len(beside) / max(len(row), 1)
        middles[node] = sum(neighbours) / len(neighbours) if neighbours else stays
    row.sort(key=middles.__getitem__)


def _crossings(rows: Sequence[Sequence[Place]], below: _Links) -> int:
    total = 0
    for upper, lower in pairwise(rows):
        at = {node: place for place, node in enumerate(lower)}
        ends = [end for node in upper for end in sorted(at[other] for other in below.get(node, ()))]
        total += _inversions(ends)
    return total


def _inversions(ends: list[int]) -> int:
    """Pairs that stand in the wrong order, by merging."""
    if len(ends) <= 1:
        return 0
    middle = len(ends) // 2
    left, right = ends[:middle], ends[middle:]
    count = _inversions(left) + _inversions(right)
    left.sort()
    right.sort()
    place = 0
    for end in left:
        while place < len(right) and right[place] < end:
            place += 1
        count += place
    return count
