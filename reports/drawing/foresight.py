"""How forecasts moved: of the finish and of outages' ends, over the time at which they were made.

Each row has its own scale: how much later, or earlier, than it came in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.drawing.axis import Axis, build_axis
from reports.drawing.ticks import Tick, build_ticks
from reports.drawing.timeline import LABELS, PLOT, RIGHT, TOP, busiest
from reports.figures.forecasts import build_forecasts
from reports.figures.material import Material
from reports.figures.outcomes import ForecastFigures
from runbooks.clocktime import local_short

#: The height of a row, and of what is drawn in it, in pixels.
ROW, _INSIDE = 84, 60
#: Rows, and forecasts in a row that make a picture.
_MOST, _FEWEST = 8, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A forecast: from P10 to P95 a line, from P50 to P80 a bar; `title` says it in words."""

    x: float
    p10: float
    p50: float
    p80: float
    p95: float
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ForesightLane:
    """The forecasts of one date, the earliest at the bottom; y within the row, in pixels."""

    label: str
    actual: datetime
    y: float
    #: Where it came in the end.
    actual_x: float
    actual_y: float
    #: The outline of the band from P50 to P80, as the points of a polygon.
    band: str
    marks: tuple[Mark, ...]
    #: The latest and the earliest that was forecast, less what came, in minutes.
    latest_minutes: float
    earliest_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Foresight:
    """A picture in pixels; the template draws it as SVG."""

    width: int
    height: float
    axis: Axis
    ticks: tuple[Tick, ...]
    lanes: tuple[ForesightLane, ...]


def build_foresight(material: Material) -> Foresight:
    """The picture of the forecasts of a run; without rows where nothing was forecast twice."""
    rows = _rows(material)
    made = [at for points in rows.values() for at, _ in points]
    came = [one.actual for points in rows.values() for _, one in points if one.actual]
    start = min(made, default=material.state.opened_at)
    axis = build_axis((start, max([start, *came])), busiest(material), left=LABELS, width=PLOT)
    lanes = tuple(
        _lane(material, axis, points, TOP + number * ROW)
        for number, points in enumerate(rows.values())
    )
    return Foresight(
        width=LABELS + PLOT + RIGHT,
        height=TOP + len(lanes) * ROW + 8,
        axis=axis,
        ticks=build_ticks(axis, material.runbook.timezone),
        lanes=lanes,
    )


_Points = list[tuple[datetime, ForecastFigures]]


def _rows(material: Material) -> dict[str, _Points]:
    """The forecasts by what they are of: the finish, then outages by their ends."""
    rows: dict[str, _Points] = {}
    for point in build_forecasts(material).forecasts:
        for one in (*([point.finish] if point.finish else []), *point.outages):
            if one.known:
                rows.setdefault(one.id, []).append((point.entered_at, one))
    drawn = [points for points in rows.values() if len(points) >= _FEWEST]
    drawn.sort(key=lambda points: (points[0][1].kind != "finish", _came(points)))
    return {points[0][1].id: points for points in drawn[:_MOST]}


def _came(points: _Points) -> datetime:
    actual = points[0][1].actual
    assert actual is not None
    return actual


def _lane(material: Material, axis: Axis, points: _Points, y: float) -> ForesightLane:
    came = _came(points)
    latest = max(timedelta(), *(one.p95 - came for _, one in points))
    earliest = min(timedelta(), *(one.p10 - came for _, one in points))
    whole = max(latest - earliest, timedelta(minutes=1))

    def height(at: datetime) -> float:
        return y + _INSIDE * ((latest - (at - came)) / whole)

    zone = material.runbook.timezone
    marks = tuple(
        Mark(
            x=axis.x(at),
            p10=height(one.p10),
            p50=height(one.p50),
            p80=height(one.p80),
            p95=height(one.p95),
            title=f"As of {local_short(at, zone)}: P50 {local_short(one.p50, zone)}, "
            f"P80 {local_short(one.p80, zone)}",
        )
        for at, one in points
    )
    first = points[0][1]
    return ForesightLane(
        label="Finish" if first.kind == "finish" else f"End of {first.id}",
        actual=came,
        y=y,
        actual_x=axis.x(came),
        actual_y=height(came),
        band=" ".join(_outline(marks)),
        marks=marks,
        latest_minutes=latest / timedelta(minutes=1),
        earliest_minutes=earliest / timedelta(minutes=1),
    )


def _outline(marks: Sequence[Mark]) -> Iterator[str]:
    yield from (f"{mark.x:.1f},{mark.p80:.1f}" for mark in marks)
    yield from (f"{mark.x:.1f},{mark.p50:.1f}" for mark in reversed(marks))
