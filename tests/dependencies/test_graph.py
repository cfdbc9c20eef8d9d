"""The graph of a runbook, and circles in it."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from dependencies.circles import cycle_among
from dependencies.graph import build_graph
from tests.dependencies.factories import a_runbook, a_task


def test_graph_carries_title_phase_and_party() -> None:
    """A node shows what people need to recognise the task."""
    graph = build_graph(a_runbook(a_task("A", title="Roll-call", phase="Quiesce", party="si")))
    assert graph.nodes["A"] == {"title": "Roll-call", "phase": "Quiesce", "party": "si"}


def test_graph_edge_leads_from_predecessor_and_carries_lag() -> None:
    """An edge points from the predecessor to what waits for it, with the lag in seconds."""
    runbook = a_runbook(a_task("A"), a_task("B", {"task": "A", "lag": "15m"}))
    assert build_graph(runbook).edges["A", "B"] == {"lag": 900, "link": "FS"}


def test_graph_leaves_out_what_is_out_of_scope() -> None:
    """A scope limits both the nodes and the links."""
    runbook = a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B"))
    graph = build_graph(runbook, scope={"B", "C"})
    assert list(graph.edges) == [("B", "C")]


def test_graph_passes_over_unknown_ids() -> None:
    """A link to an unknown id is another rule's finding; the graph does not invent a node."""
    assert list(build_graph(a_runbook(a_task("A", "Z")))) == ["A"]


def test_cycle_is_named_from_its_first_task_along_the_links() -> None:
    """Each id of the circle is followed by a task that waits for it."""
    runbook = a_runbook(a_task("X"), a_task("A", "X", "C"), a_task("B", "A"), a_task("C", "B"))
    assert cycle_among(runbook.tasks) == ("A", "B", "C")


def test_cycle_leaves_out_what_only_waits_behind_it() -> None:
    """Tasks that the circle holds up are not part of it."""
    runbook = a_runbook(a_task("Z", "B"), a_task("A", "B"), a_task("B", "A"))
    assert cycle_among(runbook.tasks) == ("A", "B")


def test_cycle_of_one_task_that_waits_for_itself() -> None:
    """A task after itself is the smallest circle."""
    assert cycle_among([a_task("A", "A")]) == ("A",)


def test_cycle_is_none_in_an_acyclic_runbook() -> None:
    """Two ways to the same task are no circle."""
    runbook = a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "A", "B"))
    assert cycle_among(runbook.tasks) is None


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_cycle_is_found_exactly_when_networkx_sees_one(links: set[tuple[int, int]]) -> None:
    """Whatever the links, a circle is reported if and only if there is one, and it is real."""
    tasks = [a_task(f"T{n}", *(f"T{a}" for a, b in sorted(links) if b == n)) for n in range(8)]
    runbook = a_runbook(*tasks)
    graph = build_graph(runbook)
    cycle = cycle_among(runbook.tasks)
    assert (cycle is None) == nx.is_directed_acyclic_graph(graph)
    if cycle:
        assert all(
            graph.has_edge(*pair) for pair in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        )
