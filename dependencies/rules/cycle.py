"""Tasks that wait for each other in a circle would all wait for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from dependencies.circles import cycle_among
from dependencies.rules.subject import Order
from runbooks.findings import Finding, Path, error
from runbooks.tasks import Task
from runbooks.ways_back import WAYS_BACK

RULE = "cycle"


def check(order: Order) -> Iterator[Finding]:
    """A circle of each knot of tasks on each leg, named from its first task as written."""
    runbook = order.runbook
    yield from _circles(runbook.tasks, ("tasks",))
    for kind in WAYS_BACK:
        yield from _circles(runbook.way_back(kind).tasks, (kind, "tasks"))


def _circles(tasks: Sequence[Task], path: Path) -> Iterator[Finding]:
    if cycle_among(tasks) is None:
        return
    places: dict[tuple[str, str], Path] = {}
    for number, task in enumerate(tasks):
        for place, link in enumerate(task.after):
            places.setdefault((link.task, task.id), (*path, number, "after", place))
    for knot in _knots(tasks, places):
        cycle = cycle_among(knot)
        if cycle is not None:
            shown = " -> ".join((*cycle, cycle[0]))
            message = f"Tasks wait for each other in a circle: {shown}."
            yield error(RULE, places[cycle[-1], cycle[0]], message, "Remove one of these links.")


def _knots(tasks: Sequence[Task], links: Iterable[tuple[str, str]]) -> Iterator[list[Task]]:
    """The tasks by which of them wait for each other; most stand alone."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(links)
    knot_of: dict[str, int] = {}
    for number, knot in enumerate(nx.strongly_connected_components(graph)):
        knot_of |= dict.fromkeys(knot, number)
    by_knot: dict[int, list[Task]] = {}
    for task in tasks:
        if task.id in knot_of:
            by_knot.setdefault(knot_of[task.id], []).append(task)
    yield from by_knot.values()
