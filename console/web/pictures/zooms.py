"""Times of a run that are worth a closer look: around now, the outages, each phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.standing import Standing
from console.web.pictures.gantt import busiest
from console.web.views.expected import Expected, expected
from console.web.views.outages import outages

_BACK, _FORTH = timedelta(hours=2), timedelta(hours=10)
_MARGIN = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Zoom:
    """A stretch of time (UTC) with a name for its link; both ends None: everything."""

    name: str
    start: datetime | None
    end: datetime | None


def zooms(stands: Standing, ahead: Expected | None = None) -> tuple[Zoom, ...]:
    """Everything, around now while the run is open, the outages, and each phase."""
    return tuple(_zooms(stands, ahead or expected(stands)))


def _zooms(stands: Standing, ahead: Expected) -> Iterator[Zoom]:
    yield Zoom(name="Everything", start=None, end=None)
    if stands.state.status == "open":
        yield Zoom(name="Around now", start=stands.now - _BACK, end=stands.now + _FORTH)
    busy = busiest(outages(stands, ahead))
    if busy:
        yield Zoom(name="Outages", start=busy[0], end=busy[1])
    spans: dict[str, tuple[datetime, datetime]] = {}
    for task, dates in ahead.dates.items():
        phase = stands.state.index.tasks[task].phase
        first, last = spans.get(phase, (dates.start, dates.finish))
        spans[phase] = min(first, dates.start), max(last, dates.finish)
    for phase, title in stands.state.runbook.all_phases.items():
        if phase in spans:
            start, end = spans[phase]
            yield Zoom(name=title, start=start - _MARGIN, end=end + _MARGIN)
