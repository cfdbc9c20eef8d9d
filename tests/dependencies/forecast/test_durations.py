"""How durations turn out, given what is known of them."""

from __future__ import annotations

import numpy as np
import pytest

from dependencies.forecast.durations import going_on, outrun, quantile_after
from tests.dependencies.forecast.factories import (
    a_model,
    lengths,
    some_durations,
    some_names,
    trials_of,
)

#: The first, middle and last values of 1,000 must lie within so many of a thousand.
TRIALS = 1000
SHARES = np.array([0.05, 0.2, 0.5, 0.8, 0.95])
#: Four standard errors of a share of a thousand trials.
OFF = 4 * np.sqrt(SHARES * (1 - SHARES) / TRIALS)
POINTS = (3600, 7200, 18000)


@pytest.mark.parametrize(
    "elapsed", [0, 1800, 3600, 5400, 7200, 14000], ids=lambda seconds: f"{seconds}s"
)
def test_a_running_task_lasts_longer_than_it_has_lasted(elapsed: int) -> None:
    """The triangular distribution, conditioned: by branches before, by a table, and after."""
    durations = some_durations(POINTS, elapsed=elapsed)
    drawn = lengths(trials_of(a_model([[]], durations, some_names(["A"])), TRIALS))[0]
    low, likely, high = POINTS

    assert drawn.min() >= elapsed
    expected = quantile_after(low, likely, high, elapsed, SHARES)
    found = (drawn[:, np.newaxis] <= expected).mean(axis=0)
    assert (abs(found - SHARES) < OFF).all()


@pytest.mark.parametrize("elapsed", [0, 5400, 14000])
def test_the_condition_is_that_of_what_is_left_of_a_large_sample(elapsed: int) -> None:
    """Closed form against throwing away what was shorter."""
    rng = np.random.default_rng(1)
    sample = rng.triangular(*POINTS, 400_000)
    left = sample[sample > elapsed]

    expected = np.quantile(left, SHARES)
    assert quantile_after(*POINTS, elapsed, SHARES) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("points", [(60, 60, 600), (60, 600, 600), (60, 300, 600)])
def test_triangles_may_lean_to_either_side(points: tuple[int, int, int]) -> None:
    """The likely value may be the low or the high one."""
    drawn = lengths(trials_of(a_model([[]], some_durations(points), some_names(["A"])), TRIALS))[0]

    assert drawn.mean() == pytest.approx(sum(points) / 3, rel=0.05)
    assert points[0] <= drawn.min() <= drawn.max() <= points[2]


def test_a_task_that_has_outrun_its_high_estimate_goes_on_for_a_tenth_to_a_half() -> None:
    """Of what it has lasted: an assumption that the forecast counts."""
    durations = some_durations((60, 80, 100), elapsed=200)
    going = going_on(durations)

    assert outrun(durations).tolist() == [True]
    assert (going.low[0], going.likely[0], going.high[0]) == pytest.approx((200, 220, 300))


def test_what_is_certain_is_not_drawn() -> None:
    """A single value without a spread, nothing at all among them."""
    durations = some_durations((600, 600, 600), (0, 0, 0), elapsed=700)
    trials = trials_of(a_model([[], []], durations, some_names(["A", "B"])), 200)

    assert not outrun(durations).any()
    assert (lengths(trials) == [[600], [0]]).all()
