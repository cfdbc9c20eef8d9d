"""Times as people type them: on the wall clock of the runbook's zone, with or without a day.

A day is a date or, for what lies ahead, the name of a weekday.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime, timedelta

import pendulum

from rehearsals.core.commands import AnyCommand
from rehearsals.core.late_entry import within_minute
from rehearsals.core.state import RunState
from runbooks.clocktime import local_date
from runbooks.errors import TimeError
from runbooks.moments import LocalTime

_OF_THE_DAY = re.compile(r"^\d{1,2}:\d{2}$")
_OF_THE_WEEK = re.compile(r"^([A-Za-z]{3,9})\s+(\d{1,2}:\d{2})$")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WITH_SECONDS = re.compile(r"\d[:.]?\d{2}:\d{2}")


def read_time(text: str, zone: str, now: datetime) -> datetime:
    """The instant (UTC) of `2026-03-01T12:00`, or of `14:30`: the next time the clock shows it.

    So is `Sun 15:30`: on the next Sunday on which that is still to come. Raises TimeError,
    AmbiguousTime and NonExistentTime.
    """
    words = text.strip()
    if found := _OF_THE_WEEK.match(words):
        return _on_weekday(found[1], found[2], zone, now)
    if not _OF_THE_DAY.match(words):
        return _placed(words, zone, words, "14:30 for the next one, or Sun 14:30")
    today = _on(words, local_date(now, zone), zone)
    if today > now:
        return today
    tomorrow = pendulum.instance(now).in_timezone(zone) + timedelta(days=1)
    return _on(words, tomorrow.to_date_string(), zone)


def read_past_time(text: str, zone: str, now: datetime) -> datetime:
    """The instant (UTC) of `2026-03-01T12:00`, or of `14:30`: the last time the clock showed it.

    Raises TimeError, AmbiguousTime and NonExistentTime.
    """
    words = text.strip()
    if not _OF_THE_DAY.match(words):
        return _placed(words, zone, words, "14:30 for the last one")
    today = _on(words, local_date(now, zone), zone)
    if today <= now:
        return today
    yesterday = pendulum.instance(now).in_timezone(zone) - timedelta(days=1)
    return _on(words, yesterday.to_date_string(), zone)


def in_its_minute(
    state: RunState, command: AnyCommand, typed: str | None, now: datetime
) -> AnyCommand:
    """A late entry whose time was typed to the minute, which stands for any second of it.

    Times are shown to the minute; so whoever types the minute of the start as the end is not told
    that it is too early. `now` is aware.
    """
    if not typed or _WITH_SECONDS.search(typed):
        return command
    moment = within_minute(state, command, now)
    return command if moment is None else dataclasses.replace(command, happened_at=moment)


def _on_weekday(day: str, time_of_day: str, zone: str, now: datetime) -> datetime:
    wanted = [n for n, name in enumerate(_WEEKDAYS) if name.startswith(day.lower())]
    if len(wanted) != 1:
        raise TimeError(f"{day!r} is no day of the week.", hint="Write it like Sun 14:30.")
    today = pendulum.instance(now).in_timezone(zone)
    ahead = (wanted[0] - today.weekday()) % 7
    found = _on(time_of_day, today.add(days=ahead).to_date_string(), zone)
    if found > now:
        return found
    return _on(time_of_day, today.add(days=ahead + 7).to_date_string(), zone)


def _on(time_of_day: str, day: str, zone: str) -> datetime:
    return _placed(f"{day}T{time_of_day.zfill(5)}", zone, time_of_day, "a time from 00:00 to 23:59")


def _placed(text: str, zone: str, typed: str, short: str) -> datetime:
    try:
        written = LocalTime.model_validate(text)
    except ValueError as error:
        raise TimeError(
            f"{typed!r} is not a time.",
            hint=f"Write it on the clock of {zone}: 2026-03-01T12:00, or {short}.",
        ) from error
    return written.instant(zone)
