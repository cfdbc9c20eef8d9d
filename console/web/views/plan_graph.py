"""The page of the dependency graph: the whole of a run, or what lies around one task."""

from __future__ import annotations

from dataclasses import dataclass

from console.standing import Standing
from console.web.pictures.gantt_records import Links
from console.web.pictures.graph import MOST, Graph, GraphView, graph
from console.web.views.plan_options import Option, plan_options
from console.web.views.plan_query import Params, address, number, word

_STEPS = 2
_MOST_STEPS = 6
#: Tasks that are current of which links lead to their surroundings.
_MOST_CURRENT = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class GraphQuery:
    """What somebody wants to see of a graph."""

    #: The task in the middle; empty: the whole, or of a big run what is current.
    task: str = ""
    steps: int = _STEPS
    chain: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GraphPage:
    """The page."""

    graph: Graph
    query: GraphQuery
    chains: tuple[Option, ...]
    steps: tuple[Option, ...]
    #: Tasks to choose from, as id and title; none of a run with too many for a list.
    tasks: tuple[Option, ...]
    #: Said if the task that was asked for is not in the run.
    unknown: str
    #: The address of the whole; None if it is what is shown, or is too big to be shown.
    whole: str | None
    #: What somebody is at now: the graph around each, as address and id.
    current: tuple[Option, ...]
    #: The address of the page of the task in the middle.
    focus_href: str | None


def graph_query(params: Params) -> GraphQuery:
    """What an address asks of a graph; what cannot be read counts as not asked."""
    return GraphQuery(
        task=word(params, "task"),
        steps=number(params.get("steps"), _MOST_STEPS) or _STEPS,
        chain=word(params, "chain"),
    )


def graph_page(stands: Standing, query: GraphQuery, path: str) -> GraphPage:
    """The page of a run's graph; `path` is its own address. A click on a task leads to its page."""
    run = path.removesuffix("/plan/graph")
    index = stands.state.index
    known = query.task in index.tasks
    links = Links(tasks=f"{run}/tasks/", gates=f"{run}/gates/")
    view = GraphView(
        focus=query.task if known else None,
        steps=query.steps,
        chain="" if query.chain == "none" else query.chain or "end",
    )
    picture = graph(stands, links, view)
    fits = len(index.tasks) <= MOST
    return GraphPage(
        graph=picture,
        query=query,
        chains=plan_options(stands).chains,
        steps=tuple((str(n), f"{n} {'step' if n == 1 else 'steps'}") for n in _offered()),
        tasks=tuple((task.id, task.title) for task in index.tasks.values()) if fits else (),
        unknown=query.task if query.task and not known else "",
        whole=address(path, {"chain": query.chain}) if picture.focus and fits else None,
        current=tuple(
            (f"{address(path, {'task': task.id, 'chain': query.chain})}#in-focus", task.id)
            for task in stands.those("failed", "unknown", "running", "ready")[:_MOST_CURRENT]
        ),
        focus_href=f"{links.tasks}{picture.focus}" if picture.focus else None,
    )


def _offered() -> range:
    return range(1, _MOST_STEPS + 1)
