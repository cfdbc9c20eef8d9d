"""Ticks of pictures: wall-clock times with their zone, over both clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from console.web.pictures.ticks import Tick, ticks
from reports.drawing.axis import build_axis

LONDON = "Europe/London"


def ticks_of(start: datetime, hours: float, width: float = 1100) -> tuple[Tick, ...]:
    """The ticks of a plain axis."""
    span = (start, start + timedelta(hours=hours))
    return ticks(build_axis(span, None, left=0, width=width), LONDON)


def labels(found: tuple[Tick, ...]) -> list[str]:
    """The hours that are written."""
    return [tick.hour for tick in found if tick.hour]


def test_an_hour_that_happens_twice_has_two_ticks() -> None:
    """In October 01:00 is shown in BST and again in GMT, an hour apart, and said so."""
    found = ticks_of(datetime(2025, 10, 25, 22, tzinfo=UTC), 6, width=450)
    assert labels(found)[:5] == ["23:00 BST", "00:00 BST", "01:00 BST", "01:00 GMT", "02:00 GMT"]
    change = next(tick for tick in found if tick.kind == "change")
    assert (change.at, change.day) == (datetime(2025, 10, 26, 1, tzinfo=UTC), "clocks go back")


def test_an_hour_that_does_not_exist_has_no_tick() -> None:
    """In March the hour after midnight is followed by 02:00 BST, at the same distance."""
    found = ticks_of(datetime(2026, 3, 28, 23, tzinfo=UTC), 5, width=400)
    assert labels(found)[:4] == ["23:00 GMT", "00:00 GMT", "02:00 BST", "03:00 BST"]
    change = next(tick for tick in found if tick.kind == "change")
    assert (change.at, change.day) == (datetime(2026, 3, 29, 1, tzinfo=UTC), "clocks go forward")


@pytest.mark.parametrize("hours", [1, 7, 26, 80, 24 * 20, 24 * 400])
def test_ticks_stand_within_the_axis_and_labels_apart(hours: float) -> None:
    """Whatever the scale; there is always something that tells the time or the day."""
    found = ticks_of(datetime(2025, 10, 24, 5, 17, tzinfo=UTC), hours)
    assert [tick.x for tick in found] == sorted(tick.x for tick in found)
    assert all(0 <= tick.x < 1100 for tick in found)
    written = [tick.x for tick in found if tick.hour]
    assert all(right - left >= 60 for left, right in pairwise(written))
    assert any(tick.hour or tick.day for tick in found)
    assert len(found) < 120


def test_a_day_is_named_at_its_midnight() -> None:
    """A boundary between days is a line of its own kind, at local midnight."""
    found = ticks_of(datetime(2025, 9, 19, 12, tzinfo=UTC), 24)
    midnight = next(tick for tick in found if tick.kind == "midnight")
    assert (midnight.at, midnight.day) == (datetime(2025, 9, 19, 23, tzinfo=UTC), "Sat 20 Sep")
