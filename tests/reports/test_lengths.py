"""Tests of how lengths between instants are measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.testing import at
from reports.figures.lengths import as_shown, exact
from runbooks.clocktime import local_time

SECONDS = st.integers(0, 12 * 3600)


def test_exact_lengths_keep_their_seconds() -> None:
    """Eight and a half minutes."""
    assert exact(at(0), at(8.5)) == 8.5


@given(start=SECONDS, end=SECONDS)
def test_a_shown_length_is_the_difference_of_the_clock_times(start: int, end: int) -> None:
    """Whatever the seconds, a reader who subtracts gets what stands there."""
    first, last = at(start / 60), at(end / 60)

    shown = [_minutes(local_time(instant, "Europe/London")) for instant in (first, last)]

    assert as_shown(first, last) == shown[1] - shown[0]


@given(moments=st.tuples(SECONDS, SECONDS, SECONDS))
def test_shown_lengths_add_up(moments: tuple[int, int, int]) -> None:
    """From the first to the third is from the first to the second and on to the third."""
    first, second, third = (at(seconds / 60) for seconds in moments)

    assert as_shown(first, third) == as_shown(first, second) + as_shown(second, third)


@pytest.mark.parametrize(("end", "minutes"), [(8.99, 8), (9.0, 9)])
def test_a_shown_length_is_cut_and_not_rounded(end: float, minutes: int) -> None:
    """As clocks do."""
    assert as_shown(at(0), at(end)) == minutes


def _minutes(clock: str) -> int:
    hours, rest = clock.split(maxsplit=1)[0].split(":")
    return int(hours) * 60 + int(rest)
