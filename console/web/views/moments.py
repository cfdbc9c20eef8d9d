"""Instants and lengths of time as pages show them: always with their zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import overload

import pendulum

from runbooks.clocktime import local, local_short, minutes_text, rfc3339

#: Seconds late below which nobody is told.
WORTH_TELLING = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """An instant for machines and for people."""

    iso: str
    text: str


@overload
def shown(instant: datetime, zone: str) -> Shown: ...
@overload
def shown(instant: datetime | None, zone: str) -> Shown | None: ...
def shown(instant: datetime | None, zone: str) -> Shown | None:
    """An instant with its day and zone; None stays None."""
    if instant is None:
        return None
    return Shown(iso=rfc3339(instant), text=local_short(instant, zone))


def earliest(moment: Shown | None, doubt: str) -> Shown | None:
    """An instant that is no more than the earliest: `not before 20:27 BST (overdue)`."""
    if moment is None or not doubt:
        return moment
    return Shown(iso=moment.iso, text=f"not before {moment.text} ({doubt})")


@overload
def clock_time(instant: datetime, zone: str, now: datetime) -> Shown: ...
@overload
def clock_time(instant: datetime | None, zone: str, now: datetime) -> Shown | None: ...
def clock_time(instant: datetime | None, zone: str, now: datetime) -> Shown | None:
    """An instant with its zone, and with its day only if that is another one than now's."""
    if instant is None:
        return None
    there, here = (pendulum.instance(one).in_timezone(zone) for one in (instant, now))
    if there.date() != here.date():
        return shown(instant, zone)
    return Shown(iso=rfc3339(instant), text=f"{there.format('HH:mm')} {there.tzname()}")


def late_text(seconds: float, word: str = "late") -> str:
    """`25 min late`; empty if it is not worth telling."""
    return f"{minutes_text(seconds)} {word}" if seconds >= WORTH_TELLING else ""


def shown_in_full(instant: datetime | None, zone: str) -> Shown | None:
    """An instant with its day, year and zone, for lists of several runs; None stays None."""
    if instant is None:
        return None
    return Shown(iso=rfc3339(instant), text=local(instant, zone))
