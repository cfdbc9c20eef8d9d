"""The ladder of reminders: when each is due, and which were dealt with. Pure.

`10wd` is the start's wall-clock time so many working days before it, by the notices' calendar;
`24h` is elapsed time. A rung belongs to a start: when that moves, the whole ladder does.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from notices.core.state import Thread
from runbooks.calendars import Calendar
from runbooks.clocktime import zone_named
from runbooks.working_days import add_working_days

_AHEAD = re.compile(r"^(\d{1,3})(wd|d|h|m)$")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


@lru_cache(maxsize=1024)
def before(start: datetime, ahead: str, calendar: Calendar, zone: str) -> datetime:
    """The instant (UTC) that lies so long before a start; raises TimeError, ValueError.

    A wall-clock time that the clocks skip on that day moves forward over the gap; one that comes
    twice is the first.
    """
    match = _AHEAD.match(ahead)
    if match is None:
        raise ValueError(f"{ahead!r} is not so long before: write it like 10wd, 2d, 24h or 30m")
    count, unit = int(match.group(1)), match.group(2)
    if unit != "wd":
        return start - count * _UNITS[unit]
    if not count:
        return start
    wall = start.astimezone(zone_named(zone))
    day = add_working_days(wall.date(), -count, calendar)
    placed = datetime.combine(day, wall.time().replace(fold=0), tzinfo=zone_named(zone))
    return placed.astimezone(UTC)


def handled(thread: Thread, rung: str) -> bool:
    """Whether the reminder of a rung was issued or skipped for the start as it is announced."""
    newest = thread.newest
    start = newest.window.start if newest else None
    return any(
        one.rung == rung and thread.revisions[one.revision].notice.window.start == start
        for one in thread.reminders
    )
