"""Working time written down plainly: the open spans of a calendar one after the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from runbooks.calendars import Calendar
from tests.dependencies.oracle_holidays import BANK_HOLIDAYS

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Before and after every instant that a test looks at.
LONG_AGO, FAR_AHEAD = -(10**12), 10**12


@dataclass(frozen=True, slots=True)
class Hours:
    """When work goes on: open spans [open, close) in seconds since 1970, apart and in order."""

    spans: tuple[tuple[int, int], ...]

    def is_open(self, instant: int) -> bool:
        """Whether an instant is in working time."""
        return self.next_open(instant) == instant

    def next_open(self, instant: int) -> int:
        """The first instant of working time from an instant on."""
        return max(instant, self.spans[self._first_closing_after(instant)][0])

    def last_open(self, instant: int) -> int:
        """The last instant of working time up to and including one; long ago if there is none."""
        span = bisect_right(self.spans, instant, key=lambda span: span[0]) - 1
        return min(instant, self.spans[span][1] - 1) if span >= 0 else LONG_AGO - 1

    def after(self, start: int, work: int) -> int:
        """The earliest instant by which so many working seconds have passed since a start."""
        left, reached, span = work, start, 0 if not work else self._first_closing_after(start)
        while left > 0:
            begin, close = max(start, self.spans[span][0]), self.spans[span][1]
            reached = min(begin + left, close)
            left -= reached - begin
            span += 1
        return reached

    def _first_closing_after(self, instant: int) -> int:
        return bisect_right(self.spans, instant, key=lambda span: span[1])


ELAPSED = Hours(spans=((LONG_AGO, FAR_AHEAD),))


@lru_cache(maxsize=64)
def hours_of(calendar: Calendar, zone: str, first: date, days: int) -> Hours:
    """The working time of a calendar on so many days from a first one, in a zone."""
    written = sorted(
        span
        for day in (first + timedelta(days=number) for number in range(days))
        if works_on(calendar, day)
        for span in _ranges(calendar, zone, day)
    )
    joined: list[tuple[int, int]] = []
    for begin, end in written:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return Hours(spans=tuple(joined))


def works_on(calendar: Calendar, day: date) -> bool:
    """Whether a calendar works on a day: what is `open` before what is off."""
    if _named(calendar.open, day):
        return True
    if _named(calendar.closed, day) or day.isoformat() in BANK_HOLIDAYS[calendar.holidays]:
        return False
    return any(_in_days(part, day.weekday()) for part in calendar.days.split(","))


def wall_clock(day: date, minutes: int, zone: str) -> int:
    """When a clock shows so many minutes after midnight: what is skipped counts on, twice is once.

    01:30 in the hour that the spring skips is 02:30; of two in autumn it is the first.
    """
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    return int((midnight + timedelta(minutes=minutes)).timestamp())


def _ranges(calendar: Calendar, zone: str, day: date) -> list[tuple[int, int]]:
    spans = []
    for text in calendar.hours.split(","):
        begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
        end += 1440 if end <= begin else 0
        spans.append((wall_clock(day, begin, zone), wall_clock(day, end, zone)))
    return [(begin, end) for begin, end in spans if begin < end]


def _named(dates: tuple[str, ...], day: date) -> bool:
    spans = (text.split("..") for text in dates)
    return any(span[0] <= day.isoformat() <= span[-1] for span in spans)


def _in_days(text: str, weekday: int) -> bool:
    names = text.split("-")
    first, last = _WEEK.index(names[0]), _WEEK.index(names[-1])
    return (weekday - first) % 7 <= (last - first) % 7
