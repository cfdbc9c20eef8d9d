"""Which days a calendar works, and counting them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from runbooks.bank_holidays import bank_holidays
from runbooks.calendars import Calendar
from runbooks.errors import TimeError
from runbooks.moments import YEARS

_NATION: Mapping[str, str] = {"england": "England and Wales", "scotland": "Scotland"}
#: A calendar that is closed for longer than that is never open again.
_LONGEST_CLOSED = 3_660


def is_open(calendar: Calendar, day: date) -> bool:
    """Whether work begins on a day: `open` first, then `closed`, holidays and days of the week."""
    if _within(calendar.days_on, day):
        return True
    if day.weekday() not in calendar.weekdays or _within(calendar.days_off, day):
        return False
    nation = _NATION.get(calendar.holidays)
    return nation is None or day not in bank_holidays(nation, day.year)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The day that is `count` working days after another, or before it if `count` is negative.

    The day itself does not count, whether it is worked or not. Raises TimeError if the calendar
    has no such day within ten years of the last, or within `YEARS`.
    """
    step = timedelta(days=1 if count > 0 else -1)
    left, closed, reached = abs(count), 0, day
    while left:
        reached += step
        closed += 1
        if closed > _LONGEST_CLOSED or reached.year not in YEARS:
            raise TimeError(
                f"The calendar has no day that is {count} working days from {day}.",
                hint="Correct its `days`, `closed` and `open`, or the number of days.",
            )
        if is_open(calendar, reached):
            left, closed = left - 1, 0
    return reached


def _within(spans: tuple[tuple[date, date], ...], day: date) -> bool:
    return any(first <= day <= last for first, last in spans)
