"""The dependency graph of a plan as one self-contained SVG: no scripts, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from textwrap import wrap

from dependencies.drawing_layout import INSET, MARGIN, NODE_HEIGHT, NODE_WIDTH, Layout, lay_out
from dependencies.drawing_links import link_path
from dependencies.graph import Graph, build_graph
from dependencies.plan import Plan
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.model import Runbook

_STYLE = """
text { font: 11px 'DejaVu Sans', Verdana, sans-serif; fill: #1a1a1a }
.head { font-size: 20px; font-weight: bold } .phase { font-size: 14px; font-weight: bold }
.id { font-weight: bold } .small { font-size: 10px; fill: #444 } .end { text-anchor: end }
.band { fill: #f1f3f5 } .node { fill: #fff; stroke: #5c6770; stroke-width: 1 }
.gate { fill: #fff6d6 } .inner { fill: none; stroke: #1a1a1a; stroke-width: 1 }
.link { fill: none; stroke: #8a949c; stroke-width: 1; stroke-linejoin: round }
.driving { stroke: #0b3d91; stroke-width: 4 } .held { stroke-dasharray: 6 3 }
"""
#: What of a title fits a box.
_TITLE_CHARS, _TITLE_LINES = 33, 2
_TOP = 200
#: Characters that no XML document may hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph_svg(runbook: Runbook, plan: Plan) -> str:
    """The planned tasks as boxes by phase, with their links, gates, driving chain and outages."""
    graph = build_graph(runbook, plan.tasks.keys())
    driving = set(plan.critical_path)
    layout = lay_out(graph, runbook.all_phases, driving, _TOP)
    height = layout.bottom + 22 * (len(plan.outages) + 1) + MARGIN
    size = f'width="{layout.width}" height="{height}"'
    view = f'viewBox="0 0 {layout.width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} role="img">',
        f"<title>{_text(runbook.title)}: dependency graph</title>",
        f"<style>{_STYLE}</style>",
        f'<rect {size} fill="#fff"/>',
        *_heading(runbook, plan),
        *_legend(),
        *_bands(runbook, layout),
        *_links(graph, plan, layout),
        *(_node(runbook, plan, driving, task_id, layout) for task_id in graph),
        *_outages(runbook, plan, layout.bottom),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _heading(runbook: Runbook, plan: Plan) -> Iterator[str]:
    zone = runbook.timezone
    yield _line(MARGIN, 40, f"{runbook.title}, version {runbook.version}", "head")
    yield _line(
        MARGIN,
        62,
        f"{len(plan.tasks)} tasks, {local(plan.start, zone)} to {local(plan.finish, zone)}. "
        "Earliest planned starts.",
    )
    for number, text in enumerate(wrap(runbook.notice or "", 150)[:2]):
        yield _line(MARGIN, 82 + 16 * number, text)


def _legend() -> Iterator[str]:
    y = 140
    samples = (
        ("node", False, "a task"),
        ("node gate", True, "a gate's meeting (pointed ends)"),
        ("node gate", True, "point of no return (double outline)"),
        ("node held", False, "held by a fixed time (dashed)"),
        ("node driving", False, "driving chain to the finish (thick)"),
    )
    x = MARGIN
    for css, pointed, words in samples:
        yield _shape(x, y, 40, 24, css, pointed=pointed)
        if "no return" in words:
            yield _shape(x + 4, y + 4, 32, 16, "inner", pointed=True)
        yield _line(x + 48, y + 16, words)
        x += 70 + 7 * len(words)


def _bands(runbook: Runbook, layout: Layout) -> Iterator[str]:
    width = layout.width - 2 * MARGIN
    for band in layout.bands:
        yield (
            f'<rect class="band" x="{MARGIN}" y="{band.top}" width="{width}" '
            f'height="{band.height}" rx="6"/>'
        )
        title = runbook.all_phases[band.phase]
        name = band.phase if title == band.phase else f"{band.phase}  {title}"
        yield _line(MARGIN + INSET, band.top + 20, name, "phase")


def _links(graph: Graph, plan: Plan, layout: Layout) -> Iterator[str]:
    driving = set(pairwise(plan.critical_path))
    order = {task_id: number for number, task_id in enumerate(graph)}
    for link in sorted(graph.edges, key=driving.__contains__):
        css = "link driving" if link in driving else "link"
        path = link_path(graph, layout, link, order[link[0]])
        yield f'<path class="{css}" d="{path}"/>'


def _node(runbook: Runbook, plan: Plan, driving: set[str], task_id: str, layout: Layout) -> str:
    x, y = layout.nodes[task_id]
    task, planned = runbook.task_by_id[task_id], plan.tasks[task_id]
    gate = runbook.gate_by_meeting.get(task_id)
    held = planned.driven_by == "not_before"
    css = ["node", *(["gate"] if gate else []), *(["held"] if held else [])]
    css += ["driving"] if task_id in driving else []
    left, right = x + (16 if gate else 8), x + NODE_WIDTH - (16 if gate else 8)
    chars = _TITLE_CHARS - (3 if gate else 0)
    lines = wrap(f"{gate.id}: {task.title}" if gate else task.title, chars)
    if len(lines) > _TITLE_LINES:
        lines = [lines[0], lines[1][: chars - 1] + "…"]
    start = local_short(planned.early_start, runbook.timezone)
    parts = [
        f"<g><title>{_text(f'{task_id} {task.title}: {task.party}, {start}')}</title>",
        _shape(x, y, NODE_WIDTH, NODE_HEIGHT, " ".join(css), pointed=gate is not None),
        _line(left, y + 15, task_id, "id"),
        _line(right, y + 15, start, "small end"),
        *(_line(left, y + 31 + 14 * number, line) for number, line in enumerate(lines)),
        _line(left, y + 62, _clipped(task.party, 18), "small"),
    ]
    if gate and gate.point_of_no_return:
        inner = (x + 4, y + 4, NODE_WIDTH - 8, NODE_HEIGHT - 8)
        parts.append(_shape(*inner, "inner", pointed=True))
    if planned.wait:
        parts.append(_line(right, y + 62, f"waits {minutes_text(planned.wait)}", "small end"))
    return "".join([*parts, "</g>"])


def _outages(runbook: Runbook, plan: Plan, top: int) -> Iterator[str]:
    if plan.outages:
        yield _line(MARGIN, top + 10, "Outages", "phase")
    for number, (key, outage) in enumerate(plan.outages.items(), start=1):
        system = runbook.outages[key].system
        named = runbook.systems[system].name if system in runbook.systems else system
        start = local_short(outage.start, runbook.timezone) if outage.opens_in_scope else "before"
        end = local_short(outage.end, runbook.timezone) if outage.closes_in_scope else "after"
        yield _line(MARGIN, top + 10 + 22 * number, f"{key}  {named}: {start} to {end}")


def _shape(x: int, y: int, width: int, height: int, css: str, *, pointed: bool) -> str:
    """A box, or one with pointed ends."""
    tip = 10 if pointed else 0
    middle, right, bottom = y + height // 2, x + width, y + height
    corners = (
        f"{x},{middle} {x + tip},{y} {right - tip},{y} "
        f"{right},{middle} {right - tip},{bottom} {x + tip},{bottom}"
    )
    return f'<polygon class="{css}" points="{corners}"/>'


def _line(x: int, y: int, text: str, css: str = "") -> str:
    kind = f' class="{css}"' if css else ""
    return f'<text{kind} x="{x}" y="{y}">{_text(text)}</text>'


def _clipped(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: chars - 1] + "…"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
