"""What would mislead readers of a calendar file: the faults of files that were really published.

One of them put an outage an hour early, with no length, by a time stamp without a zone and with the
times in its UID, so that moving the outage made a second entry. Ours are checked for all of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component

#: Bytes of a file that is looked at, and octets of a line (RFC 5545, 3.1).
LARGEST, LONGEST_LINE = 5_000_000, 75
_INSTANTS = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "DTSTART", "DTEND")
_NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "ORGANIZER")
_STAMP = re.compile(r"(?<!\d)\d{8}T\d{4}|\d{4}-\d\d-\d\dT\d\d|(?<!\d)1\d{9}(?:\d{3})?(?!\d)")


def calendar_problems(data: bytes) -> tuple[str, ...]:
    """What is wrong with a calendar file, in sentences that name the entry; empty: nothing."""
    if len(data) > LARGEST:
        return (f"The file is larger than {LARGEST} bytes.",)
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        return (f"It is no calendar that can be read: {error}",)
    return (*_of_lines(data), *_of_calendar(calendar))


def _of_lines(data: bytes) -> Iterator[str]:
    if data.count(b"\n") != data.count(b"\r\n"):
        yield "Lines do not all end with CR and LF."
    longest = max(map(len, data.replace(b"\r\n", b"\n").split(b"\n")))
    if longest > LONGEST_LINE:
        yield f"A line has {longest} octets; it is folded at {LONGEST_LINE}."


def _of_calendar(calendar: Calendar) -> Iterator[str]:
    if calendar.walk("VTIMEZONE"):
        yield "It describes a zone (VTIMEZONE), which peers read differently; write UTC."
    seen: set[str] = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", ""))
        if uid in seen:
            yield f"{uid}: there are two entries of this UID."
        seen.add(uid)
        yield from (f"{uid or 'An entry without UID'}: {problem}" for problem in _of_event(event))


def _of_event(event: Component) -> Iterator[str]:
    yield from (f"{name} is missing." for name in _NEEDED if name not in event)
    for name in _INSTANTS:
        if name in event:
            yield from _of_instant(name, event)
    start, end = _instant(event, "DTSTART"), _instant(event, "DTEND")
    if start is not None and end is not None and end <= start:
        yield "it has no length: DTEND is not later than DTSTART."
    if _STAMP.search(str(event.get("UID", ""))):
        yield "its UID holds a time, so that moving the outage makes a second entry."


def _of_instant(name: str, event: Component) -> Iterator[str]:
    found = event[name]
    if isinstance(found, list):
        yield f"{name} is there more than once."
        return
    value = getattr(found, "dt", None)
    if "TZID" in found.params:
        yield f"{name} names a zone (TZID); write UTC, with a Z."
    elif isinstance(value, datetime):
        if value.utcoffset() != timedelta(0):
            yield f"{name} has no zone, so that everybody reads their own; write UTC, with a Z."
    elif isinstance(value, date):
        yield f"{name} is a day, not an instant."
    else:
        yield f"{name} cannot be read as a time."


def _instant(event: Component, name: str) -> datetime | None:
    """The instant, one without a zone taken as UTC; None if there is none."""
    value = getattr(event.get(name), "dt", None)
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
