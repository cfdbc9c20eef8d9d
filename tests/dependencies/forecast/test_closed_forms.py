"""Trials against what is known without them, within the error that the trials state."""

from __future__ import annotations

from math import asin, pi, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from dependencies.forecast.durations import F64
from dependencies.forecast.normal_tables import normal_quantile
from dependencies.forecast.order_statistics import half_width, interval, quantile
from dependencies.forecast.simulation import Trials
from tests.dependencies.forecast.factories import (
    a_model,
    a_tabled_model,
    lengths,
    some_durations,
    some_names,
    trials_of,
)

TRIALS = 10_000


def normally(share: F64) -> F64:
    """Durations around three hours with a standard deviation of ten minutes."""
    return 10_800 + 600 * normal_quantile(share)


def uniformly(share: F64) -> F64:
    """Durations up to a million seconds, each as likely."""
    return 1e6 * share


def finish(trials: Trials) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """The finish of all, in order."""
    return np.sort(trials.kept[0])


def test_a_chain_of_normals() -> None:
    """The sum of 25: mean and variance add up."""
    chain = [[number - 1] if number else [] for number in range(25)]
    ends = finish(trials_of(a_tabled_model(chain, normally), TRIALS))
    mean, deviation = 25 * 10_800, 600 * sqrt(25)
    low, high = interval(ends, 0.8)

    assert abs(ends.mean() - mean) < 4 * deviation / sqrt(TRIALS)
    assert ends.std() == pytest.approx(deviation, rel=4 / sqrt(2 * TRIALS))
    assert low <= mean + deviation * NormalDist().inv_cdf(0.8) <= high
    assert half_width(ends, 0.8) == pytest.approx(deviation * 0.028, rel=0.2)


def test_a_chain_of_one_party_spreads_wider() -> None:
    """With a correlation each pair adds its covariance."""
    chain = [[number - 1] if number else [] for number in range(25)]
    model = a_tabled_model(chain, normally, parties=["si"] * 25, correlation=0.3)
    ends = finish(trials_of(model, TRIALS))
    deviation = 600 * sqrt(25 + 25 * 24 * 0.3)

    assert ends.std() == pytest.approx(deviation, rel=4 / sqrt(2 * TRIALS))


def test_the_later_of_two_uniforms() -> None:
    """Its density is 2x: the P80 is the root of 0.8, the P50 that of 0.5."""
    ends = finish(trials_of(a_tabled_model([[], []], uniformly), TRIALS))

    for share in (0.1, 0.5, 0.8, 0.95):
        low, high = interval(ends, share)
        assert low <= 1e6 * sqrt(share) <= high, share
    assert abs(ends.mean() - 1e6 * 2 / 3) < 4 * 1e6 / sqrt(18 * TRIALS)


def test_a_triangular_duration() -> None:
    """Its quantiles, on either side of the likely value."""
    model = a_model([[]], some_durations((0, 2e5, 1e6)), some_names(["A"]))
    ends = finish(trials_of(model, TRIALS))

    for share, expected in ((0.1, sqrt(0.1 * 2e11)), (0.8, 1e6 - sqrt(0.2 * 8e11))):
        assert abs(quantile(ends, share) - expected) <= 2 * half_width(ends, share), share


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.9])
def test_two_tasks_of_a_party_go_together(correlation: float) -> None:
    """Of uniforms coupled by normals the correlation is 6/pi asin(rho/2)."""
    model = a_tabled_model([[], []], uniformly, parties=["si", "si"], correlation=correlation)
    drawn = lengths(trials_of(model, 1024))

    found = np.corrcoef(drawn[0], drawn[1])[0, 1]
    assert abs(found - 6 / pi * asin(correlation / 2)) < 4 / sqrt(1024)


def test_tasks_of_two_parties_do_not() -> None:
    """Whatever the correlation within each."""
    model = a_tabled_model([[], []], uniformly, correlation=0.9)
    drawn = lengths(trials_of(model, 1024))

    assert abs(np.corrcoef(drawn[0], drawn[1])[0, 1]) < 4 / sqrt(1024)
