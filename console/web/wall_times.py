"""Times as people type them at night: `14:30`, `1430`, `01:30 BST`, `2026-03-01 12:00`.

A time of day alone is the last one for what has happened, and the next one for what is to come. Of
a time that the clock shows twice the one that fits is taken; where both do, it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pendulum

from runbooks.clocktime import local_short
from runbooks.errors import AmbiguousTime, NonExistentTime, TimeError
from runbooks.moments import YEARS, LocalTime, offset_text

_TYPED = re.compile(
    r"^(?:(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]\s*))?"
    r"(?P<hour>\d{1,2})[:.]?(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<zone>[A-Za-z]{1,5}|[+-]\d{2}:?\d{2})?$",
    re.ASCII,
)
_LONGEST = 40


def read_wall(text: str, zone: str, now: datetime, *, past: bool) -> datetime:
    """The instant (UTC) that somebody typed; raises TimeError, AmbiguousTime, NonExistentTime."""
    words = " ".join(text.split())
    found = _TYPED.match(words) if len(words) <= _LONGEST else None
    if found is None:
        raise _not_a_time(words, zone)
    try:
        wall = f"{int(found['hour']):02}:{found['minute']}:{found['second'] or '00'}"
        named = found["zone"]
        if found["day"]:
            return _one(_on(date.fromisoformat(found["day"]), wall, zone, named), words, now, past)
        return _of_day(wall, zone, named, words, now, past=past)
    except (ValueError, OverflowError) as error:
        raise _not_a_time(words, zone) from error


def _of_day(
    wall: str, zone: str, named: str | None, words: str, now: datetime, *, past: bool
) -> datetime:
    """The nearest day, backward or forward, on which the time fits."""
    here = pendulum.instance(now).in_timezone(zone)
    clock = here.format("HH:mm:ss")
    for days in (0, 1, 2):
        day = (here - timedelta(days=days)) if past else (here + timedelta(days=days))
        spoken = _on(day.date(), wall, zone, named)
        skipped = not spoken and named is None
        if skipped and (days or (wall <= clock) == past):
            raise _skipped(words)
        if any((one <= now) == past for one in spoken):
            return _one(spoken, words, now, past)
    raise _not_a_time(words, zone)


def _on(day: date, wall: str, zone: str, named: str | None) -> tuple[datetime, ...]:
    """The instants at which the clock shows a time on a day, in order; those of a named zone."""
    if day.year not in YEARS:
        raise ValueError(day)
    time = LocalTime.model_validate(f"{day.isoformat()}T{wall}")
    offset = _fixed(named)
    if offset:
        return (LocalTime.model_validate(f"{time.wall}{offset}").instant(zone),)
    instants = tuple(
        LocalTime.model_validate(f"{time.wall}{offset_text(minutes)}").instant(zone)
        for minutes in time.offsets_in(zone)
    )
    if named is None:
        return instants
    return tuple(one for one in instants if _name(one, zone) == named.upper())


def _fixed(named: str | None) -> str | None:
    """The offset that is written out, if it is one."""
    if named is None:
        return None
    if named.upper() in ("Z", "UTC"):
        return "+00:00"
    return f"{named[:3]}:{named[-2:]}" if named[0] in "+-" else None


def _one(instants: Iterable[datetime], words: str, now: datetime, past: bool) -> datetime:
    """The instant that is meant; of two the one that fits, and never a guess."""
    found = tuple(instants)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _skipped(words)
    fits = [one for one in found if (one <= now) == past]
    if len(fits) == 1:
        return fits[0]
    raise AmbiguousTime(
        f"{words} happens twice: the clocks go back over it.",
        hint="Say which one is meant by its zone, such as 01:30 BST or 01:30 GMT: the first is "
        "summer time.",
    )


def _skipped(words: str) -> NonExistentTime:
    return NonExistentTime(
        f"{words} does not exist on that day: the clocks go forward over it, or the zone is "
        "another one then.",
        hint="Look at the clock of the run, and choose a time that it shows.",
    )


def _not_a_time(words: str, zone: str) -> TimeError:
    return TimeError(
        f"{words[:_LONGEST]!r} is not a time.",
        hint=f"Write it on the clock of {zone}: 14:30, or 2026-03-01 12:00.",
    )


def _name(instant: datetime, zone: str) -> str:
    return local_short(instant, zone).rsplit(" ", 1)[-1]
