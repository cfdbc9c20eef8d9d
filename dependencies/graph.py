"""The graph that people and lint rules see."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import networkx as nx

from runbooks.model import Runbook

if TYPE_CHECKING:
    Graph = nx.DiGraph[str]
else:
    Graph = nx.DiGraph


def build_graph(runbook: Runbook, scope: Collection[str] | None = None) -> Graph:
    """The tasks as nodes (title, phase, party) and their links as edges (lag in seconds, kind).

    An edge leads from the predecessor. Links to tasks out of scope, or unknown ones, are left out.
    """
    graph: Graph = nx.DiGraph()
    wanted = runbook.task_by_id if scope is None else set(scope)
    tasks = [task for task in runbook.tasks if task.id in wanted]
    graph.add_nodes_from(
        (task.id, {"title": task.title, "phase": task.phase, "party": task.party}) for task in tasks
    )
    graph.add_edges_from(
        (link.task, task.id, {"lag": link.lag, "link": link.link.value})
        for task in tasks
        for link in task.after
        if link.task in graph
    )
    return graph
