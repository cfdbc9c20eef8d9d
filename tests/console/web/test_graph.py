"""The graph: layers downwards, few crossings; of a big run what lies around a task."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

from console.standing import standing
from console.web.pictures.graph import GraphView, graph
from console.web.pictures.graph_order import layers_of, ordered, without_implied
from console.web.rendering import render
from rehearsals.testing import Trial, a_runbook, a_state, a_task, at
from tests.console.web.nights import LINKS, a_big_runbook, m10_night


def test_every_task_stands_below_all_it_waits_for() -> None:
    """So that all arrows lead down."""
    stands = m10_night(0.62)
    nodes = {node.id: node for node in graph(stands, LINKS).nodes}
    assert len(nodes) == len(stands.state.index.tasks)
    for task, before in stands.state.index.before.items():
        assert all(nodes[link.task].y < nodes[task].y for link in before)


def test_no_two_boxes_lie_over_each_other() -> None:
    """And none is outside the picture."""
    picture = graph(m10_night(0.62), LINKS)
    by_row: dict[float, list[float]] = {}
    for node in picture.nodes:
        by_row.setdefault(node.y, []).append(node.x)
        assert 0 <= node.x <= picture.width - picture.node_width
        assert 0 <= node.y <= picture.height - picture.node_height
    for places in by_row.values():
        places.sort()
        assert all(right - left >= picture.node_width for left, right in pairwise(places))


def test_the_same_run_gives_the_same_picture() -> None:
    """Nothing hangs on the order of sets."""
    assert graph(m10_night(0.62), LINKS) == graph(m10_night(0.62), LINKS)


def test_links_that_others_imply_are_left_out_and_counted() -> None:
    """A to C follows from A to B to C."""
    links = {"A": [], "B": ["A"], "C": ["A", "B"]}
    assert without_implied(links) == {"A": (), "B": ("A",), "C": ("B",)}
    assert layers_of(links) == {"A": 0, "B": 1, "C": 2}
    book = a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "A", "B"))
    assert graph(standing(a_state(book), at(0)), LINKS).implied == 1


def test_layers_are_sorted_so_that_links_need_not_cross() -> None:
    """Two strands that were written crosswise lie side by side."""
    before = {"A": [], "B": [], "X": ["B"], "Y": ["A"]}
    rows = ordered(before, list(before)).rows
    place = [list(row) for row in rows]
    assert place[0].index("A") - place[0].index("B") == place[1].index("Y") - place[1].index("X")


def test_the_surroundings_of_a_task_are_so_many_steps_wide() -> None:
    """Back and forth, and no further."""
    tasks = [a_task(f"T{n}", *([f"T{n - 1}"] if n else [])) for n in range(9)]
    stands = standing(a_state(a_runbook(*tasks)), at(0))
    near = graph(stands, LINKS, GraphView(focus="T4", steps=2))
    assert [node.id for node in near.nodes] == ["T2", "T3", "T4", "T5", "T6"]
    assert near.left_out == 4
    assert [node.id for node in near.nodes if node.focus] == ["T4"]


def test_a_big_run_is_shown_around_what_is_current() -> None:
    """Never more boxes than can be taken in, however many steps are asked for."""
    stands = standing(a_state(a_big_runbook(2_000)), at(0))
    picture = graph(stands, LINKS, GraphView(steps=50))
    assert picture.focus is not None
    assert len(picture.nodes) <= 150
    assert picture.left_out == 2_000 - len(picture.nodes)


def test_hostile_titles_are_text_and_every_box_is_a_link_with_words() -> None:
    """A keyboard reaches each task; its title says its state."""
    trial = Trial(a_runbook(a_task("A", title="<script>x</script>&\"'"), a_task("B", "A")))
    trial.start(0, "A")
    svg = render("parts/graph.svg.j2", graph=graph(standing(trial.state, at(5)), LINKS))
    assert "<script" not in svg
    assert "style=" not in svg
    root = ET.fromstring(f"<div>{svg}</div>")  # noqa: S314 - our own text
    links = list(root.iter("a"))
    assert [link.get("href") for link in links] == ["/runs/DR1/tasks/A", "/runs/DR1/tasks/B"]
    assert "running" in (links[0].findtext("title") or "")
