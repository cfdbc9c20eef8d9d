"""Ticks of a time axis: round wall-clock times of the runbook's zone, as dense as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pendulum

from reports.drawing.axis import Axis, Part
from runbooks.clocktime import local_short, local_time

#: Room that the label of an hour needs, and that of a day, in pixels; a line needs the former.
_HOUR_ROOM = 54
_DAY_ROOM = 72
_HOURS = (1, 2, 3, 4, 6, 12, 24)
_DAYS = (1, 2, 7, 14, 28)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A line across the picture, with its hour and its day above it where there is room."""

    x: float
    hour: str
    day: str
    #: Where the label of the day begins.
    day_x: float
    midnight: bool


def build_ticks(axis: Axis, zone: str) -> tuple[Tick, ...]:
    """The ticks of all parts of an axis, from left to right; compressed parts have days alone."""
    ticks: list[Tick] = []
    free = float("-inf")
    for part in axis.parts:
        end = float("inf") if part is axis.parts[-1] else part.right
        for tick in _with_first_day(part, _part_ticks(part, zone)):
            fits = tick.day and tick.day_x >= free and tick.day_x + _DAY_ROOM <= end
            free = tick.day_x + _DAY_ROOM if fits else free
            ticks.append(tick if fits else replace(tick, day=""))
    return tuple(ticks)


def _with_first_day(part: Part, ticks: Iterable[Tick]) -> Iterator[Tick]:
    """The ticks of a part; days are named at midnight, and where a part at full scale begins."""
    for number, tick in enumerate(ticks):
        if tick.midnight:
            yield tick
        elif number == 0:
            yield replace(tick, day_x=part.left)
        else:
            yield replace(tick, day="")


def _part_ticks(part: Part, zone: str) -> Iterator[Tick]:
    hours = _step(_HOURS, part.pixels_per_hour, _HOUR_ROOM) if part.focus else _HOURS[-1]
    days = _step(_DAYS, part.pixels_per_hour * 24, _HOUR_ROOM) if hours == _HOURS[-1] else 1
    for instant, hour in _instants(part, zone, days, hours):
        x = part.x(instant)
        shown = hours < _HOURS[-1] and x + _HOUR_ROOM <= part.right
        yield Tick(
            x=x,
            hour=local_time(instant, zone) if shown else "",
            day=_day(instant, zone),
            day_x=x,
            midnight=hour == 0,
        )


def _step(steps: tuple[int, ...], pixels: float, room: int) -> int:
    """The smallest step that leaves each label its room."""
    return next((step for step in steps if step * pixels >= room), steps[-1])


def _instants(part: Part, zone: str, days: int, hours: int) -> Iterator[tuple[datetime, int]]:
    """Wall-clock hours within a part, with the hour; a compressed part begins with a whole day."""
    midnight = pendulum.instance(part.start).in_timezone(zone).start_of("day")
    if not part.focus and midnight < part.start:
        midnight = midnight.add(days=1)
    while midnight < part.end:
        for hour in range(0, 24, hours):
            instant = datetime.fromtimestamp(midnight.set(hour=hour).timestamp(), UTC)
            if part.start <= instant < part.end:
                yield instant, hour
        midnight = midnight.add(days=days)


def _day(instant: datetime, zone: str) -> str:
    """`Fri 19 Sep`: the date of `local_short`, whose time stands below it."""
    return " ".join(local_short(instant, zone).split()[:3])
