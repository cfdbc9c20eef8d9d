"""The working hours of several calendars as the arrays that compiled functions read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np

from dependencies.kernels.arrays import I64, SLOT_BITS, Hours
from dependencies.working.hours import Span, spans
from runbooks.calendars import Calendar

_SLOT = 1 << SLOT_BITS


def hours_of(
    calendars: Sequence[Calendar], zone: str, zero: datetime, begins: datetime, ends: datetime
) -> Hours:
    """The spans of calendars between two instants, in seconds from `zero` (all aware)."""
    origin = round(zero.timestamp())
    since, until = round(begins.timestamp()) - origin, round(ends.timestamp()) - origin
    per_calendar = [_within(calendar, zone, begins, ends) for calendar in calendars]
    flat = np.array([span for found in per_calendar for span in found], np.int64).reshape(-1, 2)
    opens, closes = flat[:, 0] - origin, flat[:, 1] - origin
    first = np.cumsum([0, *map(len, per_calendar)]).astype(np.int32)
    slots = np.zeros((len(calendars), max(1, (until - since) // _SLOT + 1)), np.int32)
    before = np.zeros(len(flat), np.int64)
    for number, (low, high) in enumerate(pairwise(first.tolist())):
        lengths = closes[low:high] - opens[low:high]
        before[low:high] = np.cumsum(lengths) - lengths
        slots[number] = low + _slots(closes[low:high], since, slots.shape[1])
    return Hours(
        first=first,
        opens=np.ascontiguousarray(opens),
        closes=np.ascontiguousarray(closes),
        before=before,
        slots=slots,
        since=since,
    )


def _slots(closes: I64, since: int, count: int) -> I64:
    """For each slot the first span that closes after it begins."""
    begins = since + np.arange(count, dtype=np.int64) * _SLOT
    return np.searchsorted(closes, begins, side="right").astype(np.int64)


def _within(calendar: Calendar, zone: str, begins: datetime, ends: datetime) -> list[Span]:
    first = (begins.astimezone(UTC) - timedelta(days=2)).year
    found: list[Span] = []
    for year in range(first, ends.astimezone(UTC).year + 1):
        for span in spans(calendar, zone, year):
            if found and span[0] <= found[-1][1]:
                # A night of New Year's Eve runs into the next year's first span.
                found[-1] = (found[-1][0], max(found[-1][1], span[1]))
            else:
                found.append(span)
    low, high = begins.timestamp(), ends.timestamp()
    return [span for span in found if span[1] > low and span[0] < high]
