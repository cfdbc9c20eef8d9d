"""A slow and obvious planner: definitions written down, to check the fast one by."""

from __future__ import annotations

from datetime import UTC, datetime

from runbooks.model import Runbook
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import early_dates
from tests.dependencies.oracle_late import late_dates


def early_finish(runbook: Runbook) -> dict[str, datetime]:
    """Each task's early finish: it starts when nothing holds it any more."""
    early = early_dates(Asked(runbook))
    return {key: instant(dates.finish) for key, dates in early.dates.items()}


def late_finish(runbook: Runbook) -> dict[str, datetime]:
    """Each task's late finish: the last that delays neither a successor nor the whole."""
    late = late_dates(early_dates(Asked(runbook)))
    return {key: instant(dates.finish) for key, dates in late.items()}


def instant(seconds: int) -> datetime:
    """Seconds since 1970 as an aware instant."""
    return datetime.fromtimestamp(seconds, UTC)
