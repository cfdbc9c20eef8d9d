"""Which outages, opened and closed by tasks, a task that uses their systems waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dependencies.kernels.arrays import FINISH, START
from dependencies.kernels.sorting import reached_from, topological_order
from dependencies.links import Links, with_edges
from runbooks.model import Runbook
from runbooks.outages import Edge, Outage
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """An outage that holds a task, all by place: from one end of a task to one of another.

    Without an opening task it has been open from the beginning.
    """

    outage: str
    task: int
    opener: int
    opener_end: int
    closer: int
    closer_end: int

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """What must be known before the task: (task, what it comes behind)."""
        known = ((self.task, self.closer), (self.task, self.opener))
        return known if self.opener >= 0 else known[:1]


def outage_holds(
    runbook: Runbook, tasks: Sequence[Task], place: Mapping[str, int], links: Links
) -> tuple[Hold, ...]:
    """The holds that leave an order of work, by task.

    An outage whose closing or opening task comes behind a task cannot hold it, and holds that would
    wait for each other in a circle hold nothing: where the plan then has such a task within the
    outage, the rule `outage-use` says so.
    """
    found = [
        hold
        for key, outage in runbook.outages.items()
        if outage.impact == "unavailable" and outage.closes and outage.closes.task in place
        for hold in _holds(key, outage, tasks, place, links)
    ]
    return tuple(sorted(_without_circles(found, links), key=lambda hold: hold.task))


def _holds(
    key: str, outage: Outage, tasks: Sequence[Task], place: Mapping[str, int], links: Links
) -> list[Hold]:
    users = [
        number
        for number, task in enumerate(tasks)
        if outage.system in task.uses and outage.system not in task.works_on
    ]
    if not users or outage.closes is None:
        return []
    closer, closer_end = place[outage.closes.task], _end(outage.closes)
    opener, opener_end = -1, START
    if outage.opens and outage.opens.task in place:
        opener, opener_end = place[outage.opens.task], _end(outage.opens)
    before = _before(links, closer)
    if opener >= 0:
        before |= _before(links, opener)
    return [
        Hold(
            outage=key,
            task=user,
            opener=opener,
            opener_end=opener_end,
            closer=closer,
            closer_end=closer_end,
        )
        for user in users
        if not before[user]
    ]


def _before(links: Links, task: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which tasks come before a task by links, itself among them."""
    reached = np.zeros(len(links.first) - 1, np.int32)
    reached_from(links.first, links.source, task, reached, 1)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = reached == 1
    return found


def _end(edge: Edge) -> int:
    return START if edge.at == "start" else FINISH


def _without_circles(holds: list[Hold], links: Links) -> list[Hold]:
    edges = [edge for hold in holds for edge in hold.edges]
    first, source = with_edges(links, edges)
    count = len(first) - 1
    if not holds or len(topological_order(first, source)) == count:
        return holds
    import networkx as nx  # noqa: PLC0415 - slow to load, and circles are rare

    graph: nx.DiGraph[int] = nx.DiGraph()
    for task in range(count):
        graph.add_edges_from(
            (int(before), task) for before in source[first[task] : first[task + 1]]
        )
    ring = {
        task: number
        for number, tasks in enumerate(nx.strongly_connected_components(graph))
        for task in tasks
    }
    return [
        hold for hold in holds if all(ring[task] != ring[before] for task, before in hold.edges)
    ]
