"""Settlement Days and their half-hour Settlement Periods, through the clock changes.

A Settlement Day goes from local midnight to local midnight in London; its periods count from 1. So
it has 48 of them, 46 where the clocks go forward and 50 where they go back. A period is never the
same as a time on the clock: it is worked out from the instant.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from runbooks.clocktime import aware, zone_named

#: The zone of settlement, whatever zone people read their times in.
ZONE = "Europe/London"
HALF_HOUR = timedelta(minutes=30)


def day_start(day: date) -> datetime:
    """The instant (UTC) at which a settlement day begins."""
    return datetime.combine(day, time(), tzinfo=zone_named(ZONE)).astimezone(UTC)


def periods_in(day: date) -> int:
    """How many periods a settlement day has: 46, 48 or 50."""
    return (day_start(day + timedelta(days=1)) - day_start(day)) // HALF_HOUR


def settlement_day(instant: datetime) -> date:
    """The settlement day that an instant lies in."""
    return aware(instant).astimezone(zone_named(ZONE)).date()


def period_at(instant: datetime) -> tuple[date, int]:
    """The settlement day and the period that an instant lies in; a period holds its start."""
    day = settlement_day(instant)
    return day, (instant - day_start(day)) // HALF_HOUR + 1


def span_of(day: date, period: int) -> tuple[datetime, datetime]:
    """Start and end (UTC) of a period; raises ValueError if the day has none of that number."""
    if not 1 <= period <= periods_in(day):
        raise ValueError(f"{day} has Settlement Periods 1 to {periods_in(day)}, and no {period}")
    start = day_start(day) + (period - 1) * HALF_HOUR
    return start, start + HALF_HOUR
