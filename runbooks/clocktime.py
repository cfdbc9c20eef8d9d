"""How instants are shown to people: in the runbook's zone, with BST or GMT spelled out."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pendulum


def local(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep 2025 18:00 BST`: an aware instant on the wall clock of a zone."""
    return _placed(instant, zone).format("ddd DD MMM YYYY HH:mm zz")


def local_short(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep 18:00 BST`: for tables whose year is plain from their title."""
    return _placed(instant, zone).format("ddd DD MMM HH:mm zz")


def local_time(instant: datetime, zone: str) -> str:
    """`18:00 BST`: where the day is plain."""
    return _placed(instant, zone).format("HH:mm zz")


def local_date(instant: datetime, zone: str) -> str:
    """`2025-09-19`: the local calendar date."""
    return _placed(instant, zone).to_date_string()


def hours_of_day(instant: datetime, zone: str) -> int:
    """Length in hours of the local day an instant falls on: 24, or 23 or 25 at a clock change."""
    midnight = _placed(instant, zone).start_of("day")
    return round((midnight.add(days=1) - midnight).total_seconds() / 3600)


def rfc3339(instant: datetime) -> str:
    """The instant in UTC as RFC 3339 with a trailing Z; microseconds only if there are any."""
    return aware(instant).astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_rfc3339(text: str) -> datetime:
    """The instant in UTC of an RFC 3339 text; raises ValueError if it has no offset."""
    return aware(datetime.fromisoformat(text)).astimezone(UTC)


def aware(instant: datetime) -> datetime:
    """The instant itself; raises ValueError if it is naive: those are refused at the border."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no zone; a naive time cannot be placed")
    return instant


def minutes_text(seconds: float) -> str:
    """`45 min`, `3 h 05 min` or `2 d 4 h 00 min`: a length of time for people; minus if below 0."""
    minutes = round(abs(seconds) / 60)
    sign = "-" if seconds < 0 and minutes else ""
    days, rest = divmod(minutes, 1440)
    hours, mins = divmod(rest, 60)
    if days:
        return f"{sign}{days} d {hours} h {mins:02} min"
    return f"{sign}{hours} h {mins:02} min" if hours else f"{sign}{mins} min"


def _placed(instant: datetime, zone: str) -> pendulum.DateTime:
    return pendulum.instance(aware(instant)).in_timezone(zone_named(zone))


@cache
def zone_named(name: str) -> pendulum.Timezone | pendulum.FixedTimezone:
    """A time zone, kept: pendulum reads it from its file whenever it is asked for by name."""
    return pendulum.timezone(name)
