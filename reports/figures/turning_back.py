"""Turning back: by when the legacy service must be back, and when that must begin at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dependencies.way_back import way_back
from reports.figures.material import Material


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningBackFigures:
    """The runbook's limit for turning back, as planned; instants in UTC."""

    restore_by: datetime
    #: By the rollback leg's own links and likely durations.
    rollback_minutes: float
    latest_start: datetime
    #: Gates at which it may be decided.
    gates: tuple[str, ...]


def turning_back(material: Material) -> TurningBackFigures | None:
    """The limit; None if the runbook names no time, or no gate in scope may turn back."""
    way = way_back(material.runbook, material.forward)
    if way is None or way.restore_by is None or way.latest_start is None:
        return None
    return TurningBackFigures(
        restore_by=way.restore_by,
        rollback_minutes=material.length(way.latest_start, way.restore_by),
        latest_start=way.latest_start,
        gates=material.runbook.rollback.gates,
    )
