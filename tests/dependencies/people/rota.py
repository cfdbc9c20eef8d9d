"""Factories for who is on duty and who is booked: hours count from 1 December 2025 09:00 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dependencies.people.bookings import Booking, bookings, early_dates
from dependencies.people.duty import Duty, duty_of
from dependencies.planner import plan
from runbooks.model import Runbook
from tests.dependencies.factories import a_runbook

#: A Monday in winter, when London is on UTC.
START = datetime(2025, 12, 1, 9, tzinfo=UTC)


def at(hours: float) -> datetime:
    """The instant so many hours after the start."""
    return START + timedelta(hours=hours)


def hours(instant: datetime) -> float:
    """How many hours after the start an instant is."""
    return (instant - START) / timedelta(hours=1)


def a_book(*tasks: Any, **resources: Any) -> Runbook:
    """A runbook of some tasks and resources."""
    return a_runbook(*tasks, start="2025-12-01T09:00", resources=resources)


def a_person(*shifts: tuple[int, int], **fields: Any) -> dict[str, Any]:
    """A person with shifts from one hour to another; without any she is always on duty."""
    return {"person": True, "shifts": a_team(*shifts)["shifts"], **fields}


def a_team(*shifts: tuple[int, int], **fields: Any) -> dict[str, Any]:
    """A team with shifts."""
    return {"shifts": [{"from": f"T+{a}h", "to": f"T+{b}h"} for a, b in shifts], **fields}


def rota(book: Runbook) -> tuple[Duty, dict[str, tuple[Booking, ...]]]:
    """Who is on duty for three days around the start, and who is booked by the plan."""
    return duty_of(book, at(-48), at(72)), bookings(book, early_dates(plan(book)))
