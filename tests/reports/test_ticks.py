"""Tests of the ticks of a time axis."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from reports.drawing.axis import build_axis
from reports.drawing.ticks import Tick, build_ticks

ZONE = "Europe/London"


def _ticks(
    start: datetime, end: datetime, focus: tuple[datetime, datetime] | None = None
) -> tuple[Tick, ...]:
    return build_ticks(build_axis((start, end), focus, left=0, width=900), ZONE)


def test_hours_are_those_of_the_wall_clock_with_their_zone() -> None:
    """The night the clocks go back: 00:00 BST is followed by 03:00 GMT, four hours later."""
    start = datetime(2025, 10, 25, 11, tzinfo=UTC)

    hours = [tick.hour for tick in _ticks(start, datetime(2025, 10, 27, 12, tzinfo=UTC))]

    assert hours[3:6] == ["21:00 BST", "00:00 BST", "03:00 GMT"]


def test_days_are_named_where_they_begin() -> None:
    """The first day at the left edge, the others at midnight."""
    ticks = _ticks(datetime(2025, 9, 19, 17, tzinfo=UTC), datetime(2025, 9, 21, 17, tzinfo=UTC))

    assert [t.day for t in ticks if t.day] == ["Fri 19 Sep", "Sat 20 Sep", "Sun 21 Sep"]


def test_labels_do_not_lie_over_each_other() -> None:
    """Between the compressed weeks and the weekend there is little room."""
    focus = (datetime(2025, 9, 19, 15, tzinfo=UTC), datetime(2025, 9, 22, 10, tzinfo=UTC))
    ticks = _ticks(
        datetime(2025, 9, 1, 8, tzinfo=UTC), datetime(2025, 9, 24, 12, tzinfo=UTC), focus
    )

    days = [tick.day_x for tick in ticks if tick.day]
    hours = [tick.x for tick in ticks if tick.hour]

    assert all(b - a >= 70 for a, b in pairwise(days))
    assert all(b - a >= 50 for a, b in pairwise(hours))
    assert len(days) >= 4
