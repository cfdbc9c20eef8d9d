"""Ends as people type them in place of another: a time without its day may be another day's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pendulum

from console.times import read_time
from runbooks.clocktime import local_short
from runbooks.errors import TimeError

#: So far from the end it replaces, a time without its day is taken as it is.
NEAR = timedelta(hours=12)
_BARE = re.compile(r"^\s*\d{1,2}:\d{2}\s*$")


def read_end(text: str, zone: str, now: datetime, before: datetime | None) -> datetime:
    """The instant (UTC) of an end still to come; raises TimeError.

    `before` is the end that it replaces: `21:00` on a Friday night, for an outage that was to end
    on Monday, is a slip that suppliers would act on.
    """
    at = read_time(text, zone, now)
    if before is None or not _BARE.match(text) or abs(at - before) <= NEAR:
        return at
    day = pendulum.instance(at).in_timezone(zone).format("ddd HH:mm")
    raise TimeError(
        f"{text} would be {local_short(at, zone)}, and the end was {local_short(before, zone)}.",
        hint=f"Write the day too; if that is what you mean: {day}.",
    )
