"""Quantiles of trials and how far they may be off."""

from __future__ import annotations

import numpy as np
import pytest

from dependencies.forecast.order_statistics import half_width, interval, quantile

HUNDRED = np.arange(1, 101, dtype=np.int32)


@pytest.mark.parametrize(("share", "expected"), [(0.1, 10), (0.5, 50), (0.8, 80), (0.95, 95)])
def test_a_quantile_is_the_least_that_so_many_do_not_exceed(share: float, expected: int) -> None:
    """Of 100 trials, 80 are over by the P80."""
    assert quantile(HUNDRED, share) == expected


def test_the_quantile_of_one_trial_is_that_trial() -> None:
    """Whatever the share; nothing is known of its error."""
    one = np.array([7], np.int32)

    assert [quantile(one, share) for share in (0.1, 0.95)] == [7, 7]
    assert half_width(one, 0.8) == 0


def test_the_interval_holds_the_quantile_as_often_as_it_says() -> None:
    """95 % of 2,000 samples of 500, give or take four standard errors."""
    rng = np.random.default_rng(2)
    samples = np.sort(rng.integers(0, 10**8, (2000, 500)), axis=1).astype(np.int32)
    held = [low <= 0.8e8 <= high for low, high in (interval(row, 0.8) for row in samples)]

    assert 0.95 - 4 * (0.05 * 0.95 / 2000) ** 0.5 < np.mean(held) < 0.98
