"""The timeline: planned above actual for every task, on an axis with the busiest time in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from reports.drawing.axis import Axis, build_axis
from reports.drawing.lanes import build_lanes
from reports.drawing.marks import Lane
from reports.drawing.ticks import Tick, build_ticks
from reports.figures.material import Material
from reports.figures.outages import build_outages

LABELS = 290
PLOT = 850
#: Room for the last labels.
RIGHT = 76
TOP = 44
HEIGHTS = {"heading": 24, "gates": 40, "outage": 20, "task": 18}
#: The focus begins and ends so long before and after what it shows.
_MARGIN = timedelta(hours=2)
#: Without outages the focus is the shortest time in which this share of the tasks is planned.
_MOST = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """A picture in pixels; the template draws it as SVG."""

    width: int
    height: float
    #: Where the labels end and the axis begins.
    left: int
    axis: Axis
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    #: The ends of the part that is shown at full scale.
    focus: tuple[datetime, datetime]


def build_timeline(material: Material) -> Timeline:
    """The timeline of a run."""
    axis = build_axis(_span(material), busiest(material), left=LABELS, width=PLOT)
    lanes, height = _placed(build_lanes(material, axis))
    focus = next(part for part in axis.parts if part.focus)
    return Timeline(
        width=LABELS + PLOT + RIGHT,
        height=height,
        left=LABELS,
        axis=axis,
        ticks=build_ticks(axis, material.runbook.timezone),
        lanes=lanes,
        focus=(focus.start, focus.end),
    )


def _span(material: Material) -> tuple[datetime, datetime]:
    """From the first to the last of what was planned and what happened to tasks."""
    plan, state = material.plan, material.state
    starts = [record.started_at for record in state.tasks.values() if record.started_at]
    return min([plan.start, *starts]), max(plan.finish, material.as_of)


def busiest(material: Material) -> tuple[datetime, datetime] | None:
    """The busiest time: around the outages, planned and actual, or around most of the tasks."""
    first, last = _outages(material) or _most_tasks(material) or (None, None)
    return (first - _MARGIN, last + _MARGIN) if first and last else None


def _outages(material: Material) -> tuple[datetime, datetime] | None:
    moments = [
        moment
        for outage in build_outages(material).outages
        for moment in (
            outage.planned_start,
            outage.planned_end,
            outage.opened_at,
            outage.closed_at,
        )
        if moment is not None
    ]
    return (min(moments), max(moments)) if moments else None


def _most_tasks(material: Material) -> tuple[datetime, datetime] | None:
    starts = sorted(task.early_start for task in material.plan.tasks.values())
    most = ceil(_MOST * len(starts))
    windows = zip(starts, starts[most - 1 :], strict=False) if most else ()
    return min(windows, key=lambda window: window[1] - window[0], default=None)


def _placed(lanes: Iterable[Lane]) -> tuple[tuple[Lane, ...], float]:
    """The rows one under the other, and the height of all."""
    placed, y = [], float(TOP)
    for lane in lanes:
        placed.append(replace(lane, y=y))
        y += HEIGHTS[lane.kind]
    return tuple(placed), y + 8
