"""Settlement Periods as notices name them: which ones a stretch of time touches, and how to say so.

What a Settlement Day is stands in `runbooks/settlement_days.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notices.core.notice import Periods
from runbooks.settlement_days import (
    HALF_HOUR,
    ZONE,
    day_start,
    period_at,
    periods_in,
    settlement_day,
    span_of,
)

__all__ = [
    "HALF_HOUR",
    "ZONE",
    "day_start",
    "period_at",
    "periods_between",
    "periods_in",
    "settlement_day",
    "span_of",
    "start_of",
]


def periods_between(start: datetime, end: datetime) -> tuple[Periods, ...]:
    """The periods that a stretch touches, day by day; none if it has no length."""
    if end <= start:
        return ()
    first_day, first = period_at(start)
    last_day, last = period_at(end - timedelta(microseconds=1))
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    return tuple(
        Periods(
            day=day,
            first=first if day == first_day else 1,
            last=last if day == last_day else periods_in(day),
        )
        for day in days
    )


def start_of(periods: Periods) -> datetime:
    """The instant (UTC) at which the first of them begins; raises ValueError if there is none."""
    return span_of(periods.day, periods.first)[0]
