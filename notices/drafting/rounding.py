"""Rounding an instant up on the wall clock of a zone, through both clock changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from runbooks.clocktime import zone_named

_MINUTE = timedelta(minutes=1)
_DAY_MINUTES = 24 * 60


def rounded_up(instant: datetime, seconds: int, zone: str) -> datetime:
    """The first whole minute at or after an instant that is a multiple on the wall clock there.

    Multiples count from local midnight, which is one itself. Where the clocks go back, times of the
    hour that comes twice are multiples both times; where they go forward, the first is the one
    behind the gap.
    """
    step = max(1, seconds // 60)
    at = instant.replace(second=0, microsecond=0)
    if at < instant:
        at += _MINUTE
    place = zone_named(zone)
    for _ in range(_DAY_MINUTES * 2):
        wall = at.astimezone(place)
        if (wall.hour * 60 + wall.minute) % step == 0:
            return at
        at += _MINUTE
    return at
