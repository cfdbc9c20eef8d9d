"""Where each task of a drawn graph stands: a band per phase, and in it a column per step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from dependencies.graph import Graph

#: All lengths are SVG user units (pixels at normal size).
NODE_WIDTH = 214
NODE_HEIGHT = 70
COLUMN = NODE_WIDTH + 50
ROW = NODE_HEIGHT + 14
MARGIN = 24
#: From a band's edge to its first box: links come in here.
INSET = 54
BAND_HEAD = 36
BAND_GAP = 34
#: What the legend needs.
NARROWEST = 1300


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A phase's part of the drawing."""

    phase: str
    top: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The top left corner of every task, the bands, and the size of it all."""

    nodes: Mapping[str, tuple[int, int]]
    bands: tuple[Band, ...]
    width: int
    bottom: int

    @property
    def tops(self) -> dict[str, int]:
        """Where each phase's band begins."""
        return {band.phase: band.top for band in self.bands}


def lay_out(graph: Graph, phases: Iterable[str], driving: Collection[str], top: int) -> Layout:
    """Bands from top to bottom in the order of the phases; links run from left to right in one.

    A task's column is the number of tasks before it on the longest way within its phase. The
    driving tasks stand on top of their columns, so that the eye can follow them.
    """
    columns = _columns(graph)
    members: dict[str, list[str]] = {phase: [] for phase in phases}
    for task_id in sorted(graph, key=lambda task_id: task_id not in driving):
        members[graph.nodes[task_id]["phase"]].append(task_id)
    nodes: dict[str, tuple[int, int]] = {}
    bands = []
    for phase, task_ids in members.items():
        filled: dict[int, int] = {}
        for task_id in task_ids:
            column = columns[task_id]
            row = filled.get(column, 0)
            filled[column] = row + 1
            nodes[task_id] = (MARGIN + INSET + column * COLUMN, top + BAND_HEAD + row * ROW)
        if filled:
            height = BAND_HEAD + max(filled.values()) * ROW
            bands.append(Band(phase=phase, top=top, height=height))
            top += height + BAND_GAP
    right = max((x for x, _ in nodes.values()), default=0)
    width = max(right + NODE_WIDTH + INSET + MARGIN, NARROWEST)
    return Layout(nodes=nodes, bands=tuple(bands), width=width, bottom=top)


def _columns(graph: Graph) -> dict[str, int]:
    columns: dict[str, int] = {}
    for task_id in nx.topological_sort(graph):
        phase = graph.nodes[task_id]["phase"]
        before = (p for p in graph.predecessors(task_id) if graph.nodes[p]["phase"] == phase)
        columns[task_id] = max((columns[p] + 1 for p in before), default=0)
    return columns
