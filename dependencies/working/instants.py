"""Working time in plain datetimes: when a calendar is next open, and when work of some length ends.

For whoever looks at one task at one instant, such as a run; the planner has arrays of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dependencies.working.hours import spans
from runbooks.calendars import Calendar
from runbooks.errors import TimeError
from runbooks.moments import YEARS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: A calendar that is closed for longer than that is never open again.
_LONGEST_CLOSED_YEARS = 11


def next_open(calendar: Calendar, zone: str, at: datetime) -> datetime:
    """The first working instant from an instant on (aware); raises TimeError if there is none."""
    opens, _ = next(_from(calendar, zone, at))
    return max(at, opens)


def after_working(calendar: Calendar, zone: str, start: datetime, seconds: float) -> datetime:
    """The earliest instant by which so many working seconds have passed since `start` (aware).

    With none it is `start` itself. Raises TimeError if the calendar never works as long as that.
    """
    if not seconds:
        return start
    left, at = timedelta(seconds=seconds), start
    for opens, closes in _from(calendar, zone, start):
        at = max(at, opens)
        if at + left <= closes:
            break
        left -= max(closes - at, timedelta())
        at = max(at, closes)
    return at + left


def _from(calendar: Calendar, zone: str, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The spans that close after an instant, in order; raises TimeError when there are no more."""
    # A span that began on the last day of a year may run into the next one.
    year, reached = max(at.year - 1, YEARS.start), at.year
    while year <= min(reached + _LONGEST_CLOSED_YEARS, YEARS.stop - 1):
        found = spans(calendar, zone, year)
        later = bisect_right(found, at.timestamp(), key=lambda span: span[1])
        for opens, closes in found[later:]:
            reached = year
            yield _EPOCH + timedelta(seconds=opens), _EPOCH + timedelta(seconds=closes)
        year += 1
    raise TimeError(
        f"The calendar is never open after {at:%d %b %Y}.",
        hint="Correct its `days`, `closed` and `open`, or give the task another calendar.",
    )
