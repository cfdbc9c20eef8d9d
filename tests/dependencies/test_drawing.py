"""The dependency graph as SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from dependencies.drawing import graph_svg
from dependencies.drawing_layout import NODE_HEIGHT, lay_out
from dependencies.drawing_links import link_path
from dependencies.graph import build_graph
from dependencies.planner import plan
from runbooks.model import Runbook
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage

SVG = "{http://www.w3.org/2000/svg}"


def drawn(runbook: Runbook, scope: tuple[str, ...] | None = None) -> ET.Element:
    """The parsed drawing of a runbook's plan."""
    return ET.fromstring(graph_svg(runbook, plan(runbook, scope)))  # noqa: S314 - our own output


def words(image: ET.Element) -> list[str]:
    """The texts that a reader sees."""
    return [node.text or "" for node in image.iter(f"{SVG}text")]


def a_gated_runbook() -> Runbook:
    """Two phases, a gate that is a point of no return, and an outage."""
    return a_runbook(
        a_task("A", phase="Quiesce"),
        a_task("B", "A", phase="Quiesce", not_before="2025-09-01T15:00"),
        a_task("C", "A", phase="Quiesce", duration="5m"),
        a_task("D", "B", "C", phase="Deploy"),
        gates=[a_gate("G8", "B", point_of_no_return=True)],
        outages={"OUT-EES": an_outage("A", "D")},
    )


def test_drawing_has_a_box_for_every_task_and_a_line_for_every_link() -> None:
    """Nothing is left out."""
    image = drawn(a_gated_runbook())
    assert len(list(image.iter(f"{SVG}g"))) == 4
    assert len(list(image.iter(f"{SVG}path"))) == 4


def test_drawing_marks_the_driving_chain_by_weight_and_words() -> None:
    """The chain is drawn in thick lines, and the legend says so."""
    image = drawn(a_gated_runbook())
    thick = [p for p in image.iter(f"{SVG}path") if "driving" in (p.get("class") or "")]
    assert len(thick) == 2
    assert "driving chain to the finish (thick)" in words(image)


def test_drawing_names_gates_phases_and_outages() -> None:
    """A reader finds the gate, the phases, and what is out of service from when to when."""
    seen = words(drawn(a_gated_runbook()))
    assert {"G8: Task B", "Quiesce", "Deploy"} <= set(seen)
    assert "OUT-EES  EES: Mon 01 Sep 09:00 BST to Mon 01 Sep 17:00 BST" in seen


def test_drawing_shows_waits_for_fixed_times() -> None:
    """A task held by the clock says how long."""
    assert "waits 5 h 00 min" in words(drawn(a_gated_runbook()))


def test_drawing_of_a_scope_leaves_the_rest_out() -> None:
    """Only planned tasks are drawn; an outage opened before says so."""
    image = drawn(a_gated_runbook(), scope=("B", "D"))
    assert len(list(image.iter(f"{SVG}g"))) == 2
    assert any(text.startswith("OUT-EES  EES: before to ") for text in words(image))


def test_drawing_escapes_text_and_drops_what_xml_forbids() -> None:
    """A title may hold anything; the drawing stays well-formed and shows it as text."""
    image = drawn(a_runbook(a_task("A", title="<script>alert(1)</script> & \ufffemore")))
    assert any("<script>alert(1)</script> &" in text for text in words(image))
    assert list(image.iter(f"{SVG}script")) == []


def test_drawing_refers_to_nothing_outside_itself() -> None:
    """It can be mailed and opened anywhere."""
    text = graph_svg(a_gated_runbook(), plan(a_gated_runbook()))
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "url(" not in text


def test_drawing_clips_long_titles() -> None:
    """A title longer than its box ends in an ellipsis; its tooltip has it whole."""
    title = "word " * 40
    image = drawn(a_runbook(a_task("A", title=title)))
    assert any(text.endswith("…") for text in words(image))
    assert any(title.strip() in (t.text or "") for t in image.iter(f"{SVG}title"))


def test_drawing_of_an_empty_plan_is_still_a_drawing() -> None:
    """Heading and legend stand even without tasks."""
    assert "Trial cutover, version 0" in words(drawn(a_runbook(a_task("A")), scope=()))


def test_drawing_leads_no_link_behind_a_box() -> None:
    """A link that passes a column goes round it, so nobody takes a box for part of a chain."""
    runbook = a_runbook(
        a_task("A", duration="9h"), a_task("B"), a_task("C", "B"), a_task("D", "A", "C")
    )
    graph = build_graph(runbook)
    layout = lay_out(graph, runbook.all_phases, (), 0)
    along = re.search(r"V(\d+)H", link_path(graph, layout, ("A", "D"), 0))
    assert along is not None
    assert not any(y <= int(along[1]) <= y + NODE_HEIGHT for _, y in layout.nodes.values())
