"""How the links of a drawn graph run: beside the boxes, never behind them."""

from __future__ import annotations

from dependencies.drawing_layout import COLUMN, NODE_HEIGHT, NODE_WIDTH, Layout
from dependencies.graph import Graph

#: Links of neighbouring tasks run in lanes beside each other, so that they can be told apart.
_LANES = 9


def link_path(graph: Graph, layout: Layout, link: tuple[str, str], source_order: int) -> str:
    """The SVG path of a link: a curve to the next column, else around the boxes between.

    A longer way leads down the gap behind the first box's column, along the gap above the second
    box's row (in another phase: above its band), and down the gap before the second box.
    """
    (x1, y1), (x2, y2) = layout.nodes[link[0]], layout.nodes[link[1]]
    start, end = (x1 + NODE_WIDTH, y1 + NODE_HEIGHT // 2), (x2, y2 + NODE_HEIGHT // 2)
    lane = source_order % _LANES
    same_phase = graph.nodes[link[0]]["phase"] == graph.nodes[link[1]]["phase"]
    if same_phase and x2 - x1 == COLUMN:
        (ax, ay), (bx, by) = start, end
        return f"M{ax} {ay}C{ax + 30} {ay} {bx - 30} {by} {bx} {by}"
    along = y2 - 3 - lane
    if not same_phase:
        along = layout.tops[graph.nodes[link[1]]["phase"]] - 4 - 3 * lane
    return f"M{start[0]} {start[1]}h{6 + 4 * lane}V{along}H{x2 - 8 - 4 * lane}V{end[1]}H{x2}"
