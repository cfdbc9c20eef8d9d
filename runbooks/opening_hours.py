"""Reading the texts of a working calendar: days of the week, hours of the day, dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1440


def read_days(text: str) -> frozenset[int]:
    """The weekdays (Monday is 0) of `mon-fri` or `mon-thu,sat`; `fri-mon` goes over the weekend."""
    worked = set[int]()
    for part in text.split(","):
        names = part.split("-")
        first, last = _WEEK.index(names[0]), _WEEK.index(names[-1])
        worked.update(day % 7 for day in range(first, first + (last - first) % 7 + 1))
    return frozenset(worked)


def read_hours(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of `09:00-12:00,13:00-17:00` as minutes from midnight, in order.

    A range whose end is not after its start ends on the next day, beyond 1440. Raises ValueError
    for ranges of which two overlap.
    """
    ranges = sorted(_range(part) for part in text.split(","))
    if any(end > begin for (_, end), (begin, _) in pairwise(ranges)):
        raise ValueError(f"{text!r} has ranges that overlap")
    return tuple(ranges)


def read_span(text: str) -> tuple[date, date]:
    """The first and last day of `2026-04-01` or `2026-04-10..2026-04-17`; raises ValueError."""
    first, _, last = text.partition("..")
    try:
        span = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar") from error
    if span[1] < span[0]:
        raise ValueError(f"{text!r} ends before it begins")
    return span


def _range(text: str) -> tuple[int, int]:
    begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
    return begin, end if end > begin else end + _DAY
