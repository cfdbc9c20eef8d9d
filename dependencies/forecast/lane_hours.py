"""The working hours of calendars as the trials read them."""

from __future__ import annotations

import numpy as np

from dependencies.kernels.arrays import I32, I64, Hours
from dependencies.kernels.trials_arrays import (
    BEYOND,
    LaneHours,
)

#: Slots of a calendar, at most: with more, its spans are looked for one by one.
_MOST_SLOTS = 1 << 21
_NEVER = np.iinfo(np.int32).max


def lane_hours(hours: Hours) -> LaneHours:
    """The hours with slots that each hold at most one end of a span."""
    made = [
        _Slots(hours, first, last)
        for first, last in zip(hours.first[:-1].tolist(), hours.first[1:].tolist(), strict=True)
    ]
    starts = np.cumsum([0, *(len(each.opens) for each in made)])[:-1]
    found = list(zip(made, starts.tolist(), strict=True))
    return LaneHours(
        fast=np.array([each.fast for each in made], np.int8),
        since=hours.since,
        shift=np.array([each.shift for each in made], np.int32),
        slot_first=_firsts([each.slots for each in made]),
        slots=_flat([each.slots + start for each, start in found]),
        work_shift=np.array([each.work_shift for each in made], np.int32),
        work_first=_firsts([each.work_slots for each in made]),
        work_slots=_flat([each.work_slots + start for each, start in found]),
        opens=_flat([each.opens for each in made]),
        closes=_flat([each.closes for each in made]),
        before=_flat([each.before for each in made]),
        after=_flat([each.after for each in made]),
    )


class _Slots:
    """The spans of one calendar, with one at BEYOND behind them, and the slots that find them."""

    def __init__(self, hours: Hours, first: int, last: int) -> None:
        last = first + int(np.searchsorted(hours.closes[first:last], BEYOND))
        opens, closes = hours.opens[first:last], hours.closes[first:last]
        before = hours.before[first:last]
        worked = before + closes - opens
        total = int(worked[-1]) if len(worked) else 0
        self.opens = np.append(opens, BEYOND)
        self.closes = np.append(closes, _NEVER)
        self.before = np.append(before, total)
        self.after = np.append(worked, _NEVER)
        self.shift = _shift(np.diff(closes))
        self.work_shift = _shift(closes - opens)
        length = int(closes[-1]) - hours.since if len(closes) else 0
        counts = (max(length, 0) >> self.shift) + 2, (total >> self.work_shift) + 2
        self.fast = max(counts) <= _MOST_SLOTS
        if not self.fast:
            counts = 1, 1
        self.slots = _found(closes, hours.since, self.shift, counts[0])
        self.work_slots = _found(worked, 0, self.work_shift, counts[1])


def _shift(lengths: I64) -> int:
    """The slots' size as a power of two: no longer than the shortest length."""
    return int(lengths.min()).bit_length() - 1 if len(lengths) else 20


def _found(ends: I64, since: int, shift: int, count: int) -> I64:
    """For each slot the first span that ends after it begins."""
    return np.searchsorted(ends, since + (np.arange(count) << shift), side="right")


def _flat(parts: list[I64]) -> I32:
    return np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int32)


def _firsts(parts: list[I64]) -> I32:
    return np.cumsum([0, *map(len, parts)]).astype(np.int32)
