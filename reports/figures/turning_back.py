"""Turning back: by when the legacy service must be back, and when that must begin at the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.network import Clock
from dependencies.planner import rollback_seconds
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
    """The limit; None if the runbook names no time, or has no rollback leg."""
    book = material.runbook
    seconds = rollback_seconds(book)
    if book.restore_by is None or seconds is None:
        return None
    zero = book.start.instant(book.timezone)
    restore_by = Clock(zone=book.timezone, zero=zero, start=zero).instant(book.restore_by)
    latest = restore_by - timedelta(seconds=seconds)
    return TurningBackFigures(
        restore_by=restore_by,
        rollback_minutes=material.length(latest, restore_by),
        latest_start=latest,
        gates=book.rollback.gates,
    )
