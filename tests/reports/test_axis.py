"""Tests of the time axis with a focus."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.testing import at
from reports.drawing.axis import Axis, build_axis

DAY = 1440


def _axis(span: tuple[float, float], focus: tuple[float, float] | None) -> Axis:
    window = (at(focus[0]), at(focus[1])) if focus else None
    return build_axis((at(span[0]), at(span[1])), window, left=100, width=1000)


def test_without_a_focus_the_axis_is_linear() -> None:
    """Half of the time is half of the width."""
    axis = _axis((0, 600), None)

    assert (axis.x(at(0)), axis.x(at(300)), axis.x(at(600))) == (100, 600, 1100)
    assert not axis.compressed


def test_a_weekend_in_a_month_gets_most_of_the_width() -> None:
    """Two days of twenty-four take three quarters of the picture."""
    axis = _axis((0, 24 * DAY), (18 * DAY, 20 * DAY))

    assert 700 < axis.x(at(20 * DAY)) - axis.x(at(18 * DAY)) < 800


def test_a_focus_on_nearly_all_is_no_focus() -> None:
    """Compressing an hour at either end would only confuse."""
    assert not _axis((0, 600), (60, 540)).compressed


@pytest.mark.parametrize("focus", [(-500, -100), (700, 900)])
def test_a_focus_off_the_axis_is_no_focus(focus: tuple[float, float]) -> None:
    """An outage fixed by the clock may lie outside the run."""
    assert not _axis((0, 600), focus).compressed


def test_a_span_of_no_length_can_be_drawn() -> None:
    """A run that was opened and left has a plan of one instant at least."""
    assert _axis((0, 0), None).x(at(0)) == 100


@given(
    moments=st.lists(st.floats(-100, 40_000), min_size=2, max_size=10),
    begin=st.floats(0, 30_000),
    length=st.floats(1, 10_000),
)
def test_the_axis_keeps_the_order_of_time(
    moments: list[float], begin: float, length: float
) -> None:
    """Whatever is compressed, later is never to the left, and nothing leaves the picture."""
    axis = _axis((0, 34_560), (begin, begin + length))

    places = [axis.x(at(moment)) for moment in sorted(moments)]

    assert all(before <= after + 1e-6 for before, after in pairwise(places))
    assert all(100 - 1e-6 <= place <= 1100 + 1e-6 for place in places)
