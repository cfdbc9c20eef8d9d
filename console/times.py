"""Times as people type them: on the wall clock of the runbook's zone, with or without a day."""

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
_WITH_SECONDS = re.compile(r"\d[:.]?\d{2}:\d{2}")


def read_time(text: str, zone: str, now: datetime) -> datetime:
    """The instant (UTC) of `2026-03-01T12:00`, or of `14:30`: the next time the clock shows it.

    Raises TimeError, AmbiguousTime and NonExistentTime.
    """
    words = text.strip()
    if not _OF_THE_DAY.match(words):
        return _placed(words, zone, words, "14:30 for the next one")
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
