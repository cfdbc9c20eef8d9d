"""The working spans of a calendar as instants, through the clock changes of a zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import pendulum

from runbooks.calendars import Calendar
from runbooks.working_days import is_open

Span = tuple[int, int]
_DAY = timedelta(days=1)
_MINUTES = 1440


@lru_cache(maxsize=256)
def spans(calendar: Calendar, zone: str, year: int) -> tuple[Span, ...]:
    """The spans `[opens, closes)` that begin on the days of a year, in order, in Unix seconds.

    Hours are local. A time that the clocks skip moves forward over the gap, one that comes twice is
    the first: so a night over a change is an hour shorter or longer. Spans that touch are one.
    """
    merged: list[Span] = []
    for opens, closes in sorted(_of_days(calendar, zone, year)):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return tuple(merged)


def _of_days(calendar: Calendar, zone: str, year: int) -> Iterator[Span]:
    day = date(year, 1, 1)
    while day.year == year:
        if is_open(calendar, day):
            for begin, end in calendar.ranges:
                opens, closes = _instant(day, begin, zone), _instant(day, end, zone)
                if opens < closes:
                    yield opens, closes
        day += _DAY


def _instant(day: date, minutes: int, zone: str) -> int:
    days, rest = divmod(minutes, _MINUTES)
    wall = datetime.combine(day + days * _DAY, time(*divmod(rest, 60)), pendulum.timezone(zone))
    return round(wall.astimezone(UTC).timestamp())
