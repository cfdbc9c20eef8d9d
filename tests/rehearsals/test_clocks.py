"""The time of a run on its clock, and back to real time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsals.clocks import FASTEST, real_time, run_time, scaled_clock, speed
from runbooks.errors import JournalError

NIGHT = datetime(2025, 9, 19, 18, 0, tzinfo=UTC)
REAL = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
HOURLY = scaled_clock(NIGHT, REAL, 60)

factors = st.floats(min_value=0.01, max_value=FASTEST)
passed = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))


def test_run_time_of_a_scaled_clock_goes_by_its_factor() -> None:
    """At a factor of 60, a real minute is an hour of the run."""
    assert run_time(HOURLY, REAL + timedelta(minutes=1)) == NIGHT + timedelta(hours=1)


def test_run_time_at_the_opening_is_the_epoch() -> None:
    """The run begins at its epoch, whatever the real time is."""
    assert run_time(HOURLY, REAL) == NIGHT


def test_run_time_before_the_opening_is_before_the_epoch() -> None:
    """A machine whose clock lags a second sees the run a minute before its epoch."""
    assert run_time(HOURLY, REAL - timedelta(seconds=1)) == NIGHT - timedelta(minutes=1)


def test_run_time_takes_any_zone() -> None:
    """What counts is the instant."""
    cet = timezone(timedelta(hours=1))

    assert run_time(HOURLY, (REAL + timedelta(minutes=1)).astimezone(cet)) == NIGHT + timedelta(
        hours=1
    )


@pytest.mark.parametrize("clock", [{"kind": "system"}, {"kind": "virtual"}, {}])
def test_run_time_of_other_clocks_is_the_time_given(clock: dict[str, Any]) -> None:
    """The machine's clock needs no conversion, and a virtual one is moved by its driver."""
    assert run_time(clock, REAL) == REAL
    assert real_time(clock, NIGHT) == NIGHT


@given(factor=factors, passed=passed)
def test_real_time_is_the_first_moment_at_which_the_run_has_come_so_far(
    factor: float, passed: timedelta
) -> None:
    """Whoever waits until the real instant finds the run time reached, and not much passed."""
    clock = scaled_clock(NIGHT, REAL, factor)
    due = run_time(clock, REAL + passed)

    reached = real_time(clock, due)

    slack = timedelta(milliseconds=2)
    assert due <= run_time(clock, reached) + timedelta(milliseconds=1)
    assert reached <= REAL + passed + slack


@given(factor=factors, earlier=passed, later=passed)
def test_run_time_never_goes_back(factor: float, earlier: timedelta, later: timedelta) -> None:
    """Later in reality is not earlier in the run."""
    clock = scaled_clock(NIGHT, REAL, factor)
    first, second = sorted((earlier, later))

    assert run_time(clock, REAL + first) <= run_time(clock, REAL + second)


def test_run_time_of_a_run_left_open_for_years_stands_still_at_the_end_of_time() -> None:
    """A fast clock that nobody stopped does not run out of the calendar."""
    clock = scaled_clock(NIGHT, REAL, FASTEST)

    assert run_time(clock, REAL + timedelta(days=4000)).year == 9999
    assert real_time(scaled_clock(NIGHT, REAL, 1e-9), NIGHT + timedelta(days=4000)).year == 9999


def test_speed_is_the_factor_and_one_elsewhere() -> None:
    """What waits needs no more than that."""
    assert speed(HOURLY) == 60
    assert speed({"kind": "system"}) == 1


@pytest.mark.parametrize("factor", [0, -1, float("nan"), float("inf"), FASTEST + 1])
def test_scaled_clock_refuses_a_factor_that_is_no_speed(factor: float) -> None:
    """Time goes forward, and not so fast that nobody could follow."""
    with pytest.raises(JournalError, match="times as fast"):
        scaled_clock(NIGHT, REAL, factor)


@pytest.mark.parametrize(
    "broken",
    [
        {"factor": "fast"},
        {"real_epoch": "yesterday"},
        {"epoch": "2025-09-19T18:00:00"},
        {"epoch": None},
    ],
)
def test_run_time_refuses_a_clock_that_was_tampered_with(broken: dict[str, Any]) -> None:
    """A journal from elsewhere may hold anything."""
    with pytest.raises(JournalError):
        run_time(HOURLY | broken, REAL)
