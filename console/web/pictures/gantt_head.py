"""Above the rows of a Gantt: the gates side by side, and the outages with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from console.standing import Standing
from console.web.pictures.gantt_records import Band, Diamond
from console.web.pictures.gantt_tasks import TaskArtist
from console.web.pictures.words import cut
from console.web.views.outages import OutageView
from reports.drawing.axis import Axis
from runbooks.clocktime import local_short, minutes_text

#: Lanes for outages; what has no room there is counted.
_MOST_LANES = 10
#: Pixels of a character of a name.
_CHAR = 6.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Bands:
    """The outages that are drawn, and how many more there are."""

    bands: tuple[Band, ...]
    more: int


def gate_lane(stands: Standing, artist: TaskArtist) -> tuple[Diamond, ...]:
    """The gates from left to right, with labels that do not lie over each other."""
    gates = stands.state.index.meeting_of.values()
    marks = sorted((mark for gate in gates for mark in artist.diamond(gate)), key=lambda m: m.x)
    apart: list[Diamond] = []
    for place, mark in enumerate(marks):
        following = marks[place + 1].x if place + 1 < len(marks) else float("inf")
        # A label under the next diamond says less than none; the title says it.
        label = cut(mark.label, 10)
        fits = following - mark.x >= 18 + _CHAR * len(label)
        label_x = round(mark.x + 10, 1)
        apart.append(replace(mark, label=label if fits else "", label_x=label_x))
    return tuple(apart)


def bands(stands: Standing, axis: Axis, out: Sequence[OutageView]) -> Bands:
    """The outages within the time shown; what is open has a lane before all others."""
    found = [band for view in out if (band := _band(stands, axis, view))]
    placed: list[Band] = []
    free: list[float] = []
    more = 0
    for band in sorted(found, key=lambda band: (not band.is_open, band.x)):
        # A name that is longer than its band needs the room beside it.
        end = max(band.x + band.width, band.x + _CHAR * len(band.name) + 12)
        lane = next((lane for lane, until in enumerate(free) if until <= band.x), len(free))
        if lane >= _MOST_LANES:
            more += 1
            continue
        free[lane : lane + 1] = [end]
        placed.append(replace(band, lane=lane))
    return Bands(bands=tuple(placed), more=more)


def _band(stands: Standing, axis: Axis, view: OutageView) -> Band | None:
    first, last = axis.parts[0].start, axis.parts[-1].end
    # Open before the run, or after it: to the edge.
    start = view.expected_start or (
        first if view.opened_at is None and view.state == "open" else None
    )
    if start is None or view.state == "called off":
        return None
    end = view.expected_end or last
    if end < first or start > last or end < start:
        return None
    x, right = axis.x(start), axis.x(end)
    return Band(
        x=round(x, 1),
        width=round(max(right - x, 2.0), 1),
        lane=0,
        name=cut(f"{view.system.id} out", 28),
        title=_words(stands, view),
        is_open=view.state == "open",
        expected_x=_expected_x(stands, axis, view, start),
        cut_left=start < first,
        cut_right=end > last or view.expected_end is None,
    )


def _expected_x(stands: Standing, axis: Axis, view: OutageView, start: datetime) -> float | None:
    if view.state == "over":
        return None
    return round(axis.x(max(stands.now, start) if view.state == "open" else start), 1)


def _words(stands: Standing, view: OutageView) -> str:
    zone = stands.state.runbook.timezone

    def when(moment: datetime | None) -> str:
        return local_short(moment, zone) if moment else "not known"

    words = f"{view.system.name}: {view.title}. "
    if view.state == "not yet":
        return f"{words}Not yet; expected {when(view.expected_start)} to {when(view.expected_end)}."
    words += f"Open since {when(view.opened_at)}"
    if view.state == "over":
        return f"{words}, ended {when(view.closed_at)}."
    words += f", expected to end {when(view.expected_end)}"
    if view.announced_end:
        words += f", announced {when(view.announced_end)}"
    return words + (f", {minutes_text(view.over)} over." if view.over else ".")
