"""The dependency graph of a run, or what lies around one task of it, from top to bottom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from console.standing import Standing
from console.web.pictures.gantt import chain_of
from console.web.pictures.gantt_records import Links
from console.web.pictures.graph_layout import NODE_HEIGHT, NODE_WIDTH, path, place
from console.web.pictures.graph_order import ordered, without_implied
from console.web.pictures.words import (
    cut,
    fit,
    gate_kind,
    gate_words,
    shape_of,
    state_words,
    two_lines,
)
from console.web.views.expected import Expected, expected
from rehearsals.core.state import TaskState

#: Nodes that can be taken in at a look.
MOST = 150
#: Pixels for a node's id, beside a diamond too, and for its title.
_ID_ROOM, _ID_BY_GATE, _TITLE_ROOM = NODE_WIDTH - 36, NODE_WIDTH - 96, NODE_WIDTH - 20


@dataclass(frozen=True, kw_only=True, slots=True)
class GraphView:
    """What of a run is shown."""

    #: The task in the middle; None: the whole, or of a big run what is current.
    focus: str | None = None
    #: Steps back and forth from it.
    steps: int = 2
    #: As in a Gantt: `end`, a gate, an outage or a task; empty: no chain is marked.
    chain: str = "end"
    most: int = MOST


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A task; a gate's meeting has a diamond."""

    id: str
    x: float
    y: float
    label: str
    #: The title, on one line or two.
    lines: tuple[str, ...]
    title: str
    state: TaskState
    icon: str
    href: str
    driving: bool
    focus: bool
    #: `gate`, `gate-go`, ...; empty of a task that is no meeting.
    gate: str = ""
    gate_id: str = ""
    no_return: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A link."""

    path: str
    #: The head of the arrow.
    x: float
    y: float
    driving: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """The whole picture."""

    width: float
    height: float
    node_width: int
    node_height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    #: The task in the middle, if it is not the whole.
    focus: str | None
    #: Tasks of the run that are not shown.
    left_out: int
    #: Links that others imply, which are not drawn.
    implied: int
    title: str


def graph(
    stands: Standing,
    links: Links,
    view: GraphView | None = None,
    ahead: Expected | None = None,
) -> Graph:
    """The picture of a run's links; a focus that is no task of the run counts as none."""
    view = view or GraphView()
    ahead = ahead or expected(stands)
    index = stands.state.index
    focus = view.focus if view.focus in index.tasks else None
    if focus is None and len(index.tasks) > view.most:
        focus = _current(stands, ahead)
    chosen = _around(stands, focus, view) if focus else list(index.tasks)
    members = frozenset(chosen)
    every = {
        task: [other for other in index.predecessors(task) if other in members] for task in chosen
    }
    drawn = without_implied(every)
    layout = place(ordered(drawn, chosen), drawn)
    chain = chain_of(stands, ahead, view.chain)
    driving = set(pairwise(chain))
    edges = [
        Edge(path=path(way), x=way[-1][0], y=way[-1][1], driving=link in driving)
        for link, way in layout.links.items()
    ]
    left_out = len(index.tasks) - len(chosen)
    return Graph(
        width=layout.width,
        height=layout.height,
        node_width=NODE_WIDTH,
        node_height=NODE_HEIGHT,
        nodes=tuple(
            _node(stands, links, task, at, chain, focus=task == focus)
            for task, at in layout.nodes.items()
        ),
        # The driving chain lies on top.
        edges=tuple(sorted(edges, key=lambda edge: edge.driving)),
        focus=focus,
        left_out=left_out,
        implied=_count(every) - _count(drawn),
        title=_title(focus, len(chosen), left_out),
    )


def _title(focus: str | None, shown: int, left_out: int) -> str:
    if focus is None:
        return f"Dependency graph: {shown} tasks"
    return f"Dependency graph around {focus}: {shown} tasks, {left_out} more are not shown"


def _count(before: Mapping[str, Sequence[str]]) -> int:
    return sum(map(len, before.values()))


def _current(stands: Standing, ahead: Expected) -> str:
    """The first task on the driving chain that is still to be done; else the last task."""
    chain = ahead.chain(ahead.last)
    open_ones = (task for task in chain if not stands.state.task(task).settled)
    return next(open_ones, chain[-1] if chain else next(iter(stands.state.index.tasks)))


def _around(stands: Standing, focus: str, view: GraphView) -> list[str]:
    """The tasks up to so many steps back and forth, the nearest first until there are too many."""
    index = stands.state.index
    found = {focus}
    back, forth = [focus], [focus]
    for _ in range(max(view.steps, 0)):
        back = _new((p for task in back for p in index.predecessors(task)), found, view.most)
        forth = _new((s for task in forth for s in index.behind.get(task, ())), found, view.most)
    return sorted(found, key=index.order.__getitem__)


def _new(candidates: Iterable[str], found: set[str], most: int) -> list[str]:
    fresh: list[str] = []
    for task in candidates:
        if task not in found and len(found) < most:
            found.add(task)
            fresh.append(task)
    return fresh


def _node(
    stands: Standing,
    links: Links,
    task_id: str,
    at: tuple[float, float],
    chain: Collection[str],
    *,
    focus: bool,
) -> Node:
    state_of = stands.states.get(task_id, "given_up")
    task = stands.state.index.tasks[task_id]
    gate = stands.state.index.meeting_of.get(task_id)
    record = stands.state.gate(gate.id) if gate else None
    driving = task_id in chain
    title = task.title
    words = f"{task_id} {title}: {state_words(stands, task_id)}"
    if gate and record:
        words += f"; gate {gate.id} {gate_words(record)}"
        words += ", point of no return" if gate.point_of_no_return else ""
    words += "; on the driving chain" if driving else ""
    return Node(
        id=task_id,
        x=at[0],
        y=at[1],
        label=fit(task_id, _ID_BY_GATE if gate else _ID_ROOM, bold=True),
        lines=two_lines(title, _TITLE_ROOM),
        title=words,
        state=state_of,
        icon=shape_of(stands, task_id),
        href=f"{links.tasks}{task_id}",
        driving=driving,
        focus=focus,
        gate=gate_kind(record) if record else "",
        gate_id=cut(gate.id, 6) if gate else "",
        no_return=gate.point_of_no_return if gate else False,
    )
