"""Moving every wall-clock time of a runbook by whole days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pendulum

from dependencies.calendars import date_text
from runbooks.clocktime import local_time
from runbooks.errors import AmbiguousTime
from runbooks.model import Runbook
from runbooks.moments import LocalTime
from runbooks.records import Record


def shift_runbook(runbook: Runbook, days: int) -> tuple[Runbook, tuple[str, ...]]:
    """The runbook `days` days later at the same wall-clock times, and what had to give way.

    A time that the new day has twice is taken as the first of the two; one that it skips moves
    forward over the gap. Raises OverflowError beyond the calendar.
    """
    if not days:
        return runbook, ()
    shift = _Shift(days=days, zone=runbook.timezone)
    return rebuilt(runbook, **shift.fields(runbook, runbook.runbook)), tuple(shift.notes)


def rebuilt(runbook: Runbook, **fields: Any) -> Runbook:
    """A copy with changes, validated, and without what the original has worked out and kept."""
    return Runbook(**({name: getattr(runbook, name) for name in Runbook.model_fields} | fields))


def wall_clock(instant: datetime, zone: str) -> LocalTime:
    """The wall-clock time of an instant, with its offset where the time happens twice."""
    placed = pendulum.instance(instant).in_timezone(zone)
    plain = LocalTime(wall=placed.naive().isoformat())
    try:
        plain.instant(zone)
    except AmbiguousTime:
        return LocalTime(wall=plain.wall, offset=(placed.offset or 0) // 60)
    return plain


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shift:
    days: int
    zone: str
    notes: list[str] = field(default_factory=list)

    def value(self, value: Any, owner: str, name: str) -> Any:
        """A value with every wall-clock time in it moved; itself if there is none."""
        match value:
            case LocalTime():
                return self.moved(value, f"{name.rstrip('_')} of {owner}")
            case Record():
                changed = self.fields(value, getattr(value, "id", owner))
                return value.model_copy(update=changed) if changed else value
            case tuple():
                return tuple(
                    self.value(item, f"{name} {number}", name)
                    for number, item in enumerate(value, start=1)
                )
            case dict():
                return {key: self.value(item, key, name) for key, item in value.items()}
        return value

    def fields(self, record: Record, owner: str) -> dict[str, Any]:
        """The fields of a record that change."""
        changed = {}
        for name in type(record).model_fields:
            before = getattr(record, name)
            after = self.value(before, owner, name)
            if after != before:
                changed[name] = after
        return changed

    def moved(self, time: LocalTime, place: str) -> LocalTime:
        """One time, so many days later; one with an offset keeps its wall-clock time too."""
        naive = datetime.fromisoformat(time.wall)
        if time.offset is not None:
            naive = pendulum.instance(time.instant(self.zone)).in_timezone(self.zone).naive()
        target = naive + timedelta(days=self.days)
        instant = target.replace(tzinfo=pendulum.timezone(self.zone), fold=0).astimezone(UTC)
        placed = wall_clock(instant, self.zone)
        meant = f"{place}: {target:%H:%M} on {date_text(target.date())}"
        if datetime.fromisoformat(placed.wall) != target:
            now = local_time(instant, self.zone)
            self.notes.append(f"{meant} is skipped by the clocks; it becomes {now}.")
        elif placed.offset is not None:
            first = local_time(instant, self.zone)
            self.notes.append(f"{meant} happens twice; the first, {first}, is taken.")
        return placed
