"""What the slow planner says, as it is written on paper: day and time of each start and finish."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.dependencies.factories import a_runbook
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import early_dates

#: A Monday in winter, when London is on UTC.
START = "2025-12-01T09:00"


def shown(fields: dict[str, Any], *tasks: Any, **asked: Any) -> dict[str, str]:
    """Each task's earliest dates in UTC, such as `1 09:00 - 1 10:00`."""
    runbook = a_runbook(*tasks, **{"start": START, **fields})
    dates = early_dates(Asked(runbook, **asked)).dates
    return {key: f"{_shown(one.start)} - {_shown(one.finish)}" for key, one in dates.items()}


def _shown(at: int) -> str:
    return f"{instant(at).day} {instant(at):%H:%M}"


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
