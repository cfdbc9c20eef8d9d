"""The whole run on a narrow strip: how many tasks lie at each time, and how many are settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from runbooks.clocktime import local_short

HEIGHT = 44
_COLUMNS = 120
_SEGMENTS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """The time that a task takes, took or is expected to take (UTC)."""

    start: datetime
    finish: datetime
    settled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A stretch of time: how high what lies in it, and what of that is settled, is drawn."""

    x: float
    width: float
    all: float
    settled: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A longer stretch that one can look at closer."""

    x: float
    width: float
    href: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """The strip."""

    width: int
    height: int
    columns: tuple[Column, ...]
    segments: tuple[Segment, ...]
    now_x: float | None
    #: What the picture below shows of it: (x, width).
    shown: tuple[float, float]
    title: str


def overview(
    stays: Iterable[Stay],
    span: tuple[datetime, datetime],
    shown: tuple[datetime, datetime],
    *,
    now: datetime,
    width: int,
    zone: str,
    zoom: Callable[[datetime, datetime], str] | None = None,
) -> Overview:
    """The strip of all tasks over a span of time."""
    start, end = span[0], max(span[1], span[0] + timedelta(hours=1))
    length = (end - start).total_seconds()

    def x(moment: datetime) -> float:
        share = (moment - start).total_seconds() / length
        return round(width * min(max(share, 0.0), 1.0), 1)

    counted = list(stays)
    left, right = x(shown[0]), x(shown[1])
    settled = sum(stay.settled for stay in counted)
    return Overview(
        width=width,
        height=HEIGHT,
        columns=tuple(_columns(counted, start, length, width)),
        segments=tuple(_segments(start, end, width, zone, zoom)) if zoom else (),
        now_x=x(now) if start <= now <= end else None,
        shown=(left, max(right - left, 2.0)),
        title=f"The whole run: {settled} of {len(counted)} tasks settled, "
        f"{local_short(start, zone)} to {local_short(end, zone)}",
    )


def _columns(stays: Iterable[Stay], start: datetime, length: float, width: int) -> Iterable[Column]:
    """Tasks in each stretch, by what begins and ends in it: quick for any number of tasks."""
    every, done = [0] * (_COLUMNS + 1), [0] * (_COLUMNS + 1)
    for stay in stays:
        first = _place(stay.start, start, length)
        last = _place(stay.finish, start, length)
        for counts in (every, done) if stay.settled else (every,):
            counts[first] += 1
            counts[last + 1] -= 1
    totals, settled = _summed(every), _summed(done)
    highest = max(totals, default=0) or 1
    wide = width / _COLUMNS
    room = HEIGHT - 8
    for number in range(_COLUMNS):
        if totals[number]:
            yield Column(
                x=round(number * wide, 1),
                width=round(max(wide - 0.6, 0.5), 1),
                # The least that can be seen is drawn for a single task of thousands.
                all=round(max(room * totals[number] / highest, 1.5), 1),
                settled=round(room * settled[number] / highest, 1),
            )


def _place(moment: datetime, start: datetime, length: float) -> int:
    place = int((moment - start).total_seconds() / length * _COLUMNS)
    return min(max(place, 0), _COLUMNS - 1)


def _summed(changes: list[int]) -> list[int]:
    total, sums = 0, []
    for change in changes[:-1]:
        total += change
        sums.append(total)
    return sums


def _segments(
    start: datetime,
    end: datetime,
    width: int,
    zone: str,
    zoom: Callable[[datetime, datetime], str],
) -> Iterable[Segment]:
    pace = (end - start) / _SEGMENTS
    for number in range(_SEGMENTS):
        first = start + number * pace
        yield Segment(
            x=round(width * number / _SEGMENTS, 1),
            width=round(width / _SEGMENTS, 1),
            href=zoom(first, first + pace),
            title=f"Look closer: {local_short(first, zone)} to {local_short(first + pace, zone)}",
        )
