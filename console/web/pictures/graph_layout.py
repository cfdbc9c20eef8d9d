"""Where each node of a graph stands, in pixels, and the ways of its links around the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from console.web.pictures.graph_order import Layers, Place

NODE_WIDTH, NODE_HEIGHT = 184, 58
_GAP_X, _GAP_Y = 16, 30
#: Room that the bend of a link takes beside others.
_BEND = 12
MARGIN = 16
#: How many times nodes are drawn towards their neighbours.
_PULLS = 24

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The top left corner of each task, the way of each link, and the size of it all."""

    nodes: Mapping[str, Point]
    #: By (from, to).
    links: Mapping[tuple[str, str], tuple[Point, ...]]
    width: float
    height: float


def place(layers: Layers, before: Mapping[str, Sequence[str]]) -> Layout:
    """Places for all tasks and links of ordered layers, from top to bottom."""
    middles = _middles(layers)
    left = min((x - _width(node) / 2 for node, x in middles.items()), default=0)
    right = max((x + _width(node) / 2 for node, x in middles.items()), default=0)
    tops = [MARGIN + number * (NODE_HEIGHT + _GAP_Y) for number in range(len(layers.rows))]
    level = {node: number for number, row in enumerate(layers.rows) for node in row}
    centre = {node: x - left + MARGIN for node, x in middles.items()}
    nodes = {
        node: (round(centre[node] - NODE_WIDTH / 2, 1), float(tops[level[node]]))
        for node in level
        if isinstance(node, str)
    }
    links = {
        (other, task): _way(other, task, centre, tops, level)
        for task, others in before.items()
        for other in others
    }
    return Layout(
        nodes=nodes,
        links=links,
        width=round(right - left + 2 * MARGIN, 1),
        height=float(len(tops) * (NODE_HEIGHT + _GAP_Y) - _GAP_Y + 2 * MARGIN),
    )


def path(points: Sequence[Point]) -> str:
    """A link as an SVG path: upright through the layers, bent between them."""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(x - to_x) < 1:
            parts.append(f"L{to_x:.1f} {to_y:.1f}")
        else:
            middle = (y + to_y) / 2
            parts.append(f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(parts)


def _way(
    start: str,
    end: str,
    centre: Mapping[Place, float],
    tops: Sequence[int],
    level: Mapping[Place, int],
) -> tuple[Point, ...]:
    points = [(round(centre[start], 1), float(tops[level[start]] + NODE_HEIGHT))]
    for layer in range(level[start] + 1, level[end]):
        x = round(centre[start, end, layer], 1)
        points += [(x, float(tops[layer])), (x, float(tops[layer] + NODE_HEIGHT))]
    # The head of the arrow stands on the box.
    return (*points, (round(centre[end], 1), float(tops[level[end]] - 1)))


def _middles(layers: Layers) -> dict[Place, float]:
    """The middle of each node: its layer packed in order, then drawn towards its neighbours."""
    middles: dict[Place, float] = {}
    for row in layers.rows:
        _pack(row, middles, dict.fromkeys(row, 0.0))
    for pull in range(_PULLS):
        down = pull % 2 == 0
        rows = layers.rows if down else tuple(reversed(layers.rows))
        for row in rows:
            wanted = {node: _wanted(node, layers, middles, down=down) for node in row}
            _pack(row, middles, wanted)
    return middles


def _wanted(node: Place, layers: Layers, middles: Mapping[Place, float], *, down: bool) -> float:
    first, second = (layers.above, layers.below) if down else (layers.below, layers.above)
    neighbours = first.get(node) or second.get(node) or ()
    if not neighbours:
        return middles[node]
    return sum(middles[other] for other in neighbours) / len(neighbours)


def _pack(row: Sequence[Place], middles: dict[Place, float], wanted: Mapping[Place, float]) -> None:
    """Place a layer as near to where its nodes want to be as their order and sizes allow.

    Nodes that would overlap form a block that stands at the mean of what they want.
    """
    blocks: list[tuple[float, float, int, list[tuple[Place, float]]]] = []
    for node in row:
        # A block: where its first node wants to stand, its width, its members with their offsets.
        sums, width, count, members = (
            wanted[node] - _width(node) / 2,
            _width(node),
            1,
            [(node, 0.0)],
        )
        while blocks and blocks[-1][0] / blocks[-1][2] + blocks[-1][1] > sums / count:
            before_sums, before_width, before_count, before_members = blocks.pop()
            moved = [(member, offset + before_width) for member, offset in members]
            sums = before_sums + sums - count * before_width
            count += before_count
            width += before_width
            members = [*before_members, *moved]
        blocks.append((sums, width, count, members))
    for sums, _, count, members in blocks:
        for node, offset in members:
            middles[node] = sums / count + offset + _width(node) / 2


def _width(node: Place) -> float:
    return NODE_WIDTH + _GAP_X if isinstance(node, str) else _BEND
