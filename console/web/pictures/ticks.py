"""Ticks of a time axis: round wall-clock times with their zone, and the hours of clock changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pendulum

from reports.drawing.axis import Axis, Part
from runbooks.clocktime import hours_of_day, local_short, local_time

#: Room that a label needs, in pixels.
_ROOM = 64
_DAY_ROOM = 84
#: Minutes between ticks, and days where a day has no room for more than one.
_MINUTES = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720)
_DAYS = (1, 2, 7, 14, 28, 56, 112, 364)
_USUAL_HOURS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A line across the picture; `change` stands where the clocks are put forward or back."""

    at: datetime
    x: float
    kind: Literal["hour", "midnight", "change"]
    #: `02:00 BST`; empty where there is no room.
    hour: str = ""
    #: `Fri 19 Sep`, or what happens to the clocks; empty where it is plain.
    day: str = ""


def ticks(axis: Axis, zone: str) -> tuple[Tick, ...]:
    """The ticks of an axis, from left to right."""
    found: list[Tick] = []
    for part in axis.parts:
        of_part = {tick.at: tick for tick in _of_part(part, zone)}
        found += sorted(of_part.values(), key=lambda tick: tick.at)
    return tuple(_labelled(found, axis, zone))


def _of_part(part: Part, zone: str) -> Iterator[Tick]:
    """The ticks of a part; where two fall on one instant, the later one counts."""
    minutes = _step(_MINUTES, part.pixels_per_hour / 60, _ROOM) if part.focus else None
    # Whole days are as many hours long as they are, so they are counted on the calendar.
    days = 1 if minutes else _step(_DAYS, part.pixels_per_hour * 24, _DAY_ROOM) or _DAYS[-1]
    midnight = pendulum.instance(part.start).in_timezone(zone).start_of("day")
    while midnight < part.end:
        following = midnight.add(days=days)
        begin, end = _utc(midnight), _utc(following)
        if part.start <= begin < part.end:
            yield Tick(at=begin, x=part.x(begin), kind="midnight")
        if minutes:
            yield from _within_day(part, zone, (begin, end), minutes)
        midnight = following


def _within_day(
    part: Part, zone: str, day: tuple[datetime, datetime], minutes: int
) -> Iterator[Tick]:
    pace = timedelta(minutes=min(minutes, 60))
    odd = hours_of_day(day[0], zone) != _USUAL_HOURS
    at, offset = day[0] + pace, _offset(day[0], zone)
    while at < day[1]:
        inside = part.start <= at < part.end
        wall = pendulum.instance(at).in_timezone(zone)
        if inside and (wall.hour * 60 + wall.minute) % minutes == 0:
            yield Tick(at=at, x=part.x(at), kind="hour")
        if odd and (now := _offset(at, zone)) != offset:
            words = "clocks go forward" if now > offset else "clocks go back"
            offset = now
            if inside:
                yield Tick(at=at, x=part.x(at), kind="change", day=words)
        at += pace


def _step(steps: tuple[int, ...], pixels: float, room: int) -> int | None:
    """The smallest step that leaves each label its room; None if none does."""
    return next((step for step in steps if step * pixels >= room), None)


def _labelled(found: list[Tick], axis: Axis, zone: str) -> Iterator[Tick]:
    """The ticks with labels where they fit; a clock change always has its own."""
    changes = [tick.x for tick in found if tick.kind == "change"]
    right = axis.parts[-1].right
    free_hour = free_day = float("-inf")
    for number, tick in enumerate(found):
        label, day = "", tick.day
        crowded = tick.kind != "change" and any(abs(x - tick.x) < _ROOM for x in changes)
        if not crowded and tick.x >= free_hour and tick.x + _ROOM <= right and _in_full(axis, tick):
            label, free_hour = local_time(tick.at, zone), tick.x + _ROOM
        if tick.kind == "midnight" or number == 0:
            day = _day(tick.at, zone)
        beside = any(0 <= x - tick.x < _DAY_ROOM for x in changes) and tick.kind != "change"
        if day and (tick.x < free_day or beside) and tick.kind != "change":
            day = ""
        free_day = (
            tick.x + (_DAY_ROOM + 20 if tick.kind == "change" else _DAY_ROOM) if day else free_day
        )
        yield replace(tick, hour=label, day=day)


def _in_full(axis: Axis, tick: Tick) -> bool:
    return any(part.focus and part.start <= tick.at <= part.end for part in axis.parts)


def _day(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep`: the date of `local_short`, whose time stands beside it."""
    return " ".join(local_short(instant, zone).split()[:3])


def _offset(instant: datetime, zone: str) -> timedelta:
    return pendulum.instance(instant).in_timezone(zone).utcoffset() or timedelta()


def _utc(instant: datetime) -> datetime:
    return datetime.fromtimestamp(instant.timestamp(), UTC)
