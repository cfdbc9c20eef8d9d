"""The forecast against a plain simulation: other random numbers, another way to the durations."""

from __future__ import annotations

import numpy as np
import pytest

from dependencies.forecast.order_statistics import half_width, quantile
from tests.dependencies.forecast.factories import a_model, some_durations, some_names, trials_of

TASKS, TRIALS = 60, 10_000


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_a_random_network(correlation: float) -> None:
    """Mean, spread and quantiles of the finish within the error that both have."""
    rng = np.random.default_rng(4)
    after = [sorted(set(rng.integers(0, n, 2).tolist())) if n else [] for n in range(TASKS)]
    low = rng.integers(600, 3600, TASKS)
    likely = low + rng.integers(0, 3600, TASKS)
    high = likely + rng.integers(60, 7200, TASKS)
    parties = [f"p{number % 4}" for number in range(TASKS)]
    names = some_names(
        [f"T{number}" for number in range(TASKS)], parties=parties, correlation=correlation
    )
    durations = some_durations(*zip(low.tolist(), likely.tolist(), high.tolist(), strict=True))
    ours = np.sort(trials_of(a_model(after, durations, names), TRIALS).kept[0])

    drawn = triangular(rng, parties, correlation, (low, likely, high))
    theirs = np.sort(finishes(after, drawn))

    assert abs(ours.mean() - theirs.mean()) < 4 * ours.std() * (2 / TRIALS) ** 0.5
    assert ours.std() == pytest.approx(theirs.std(), rel=0.04)
    for share in (0.1, 0.5, 0.8, 0.95):
        both = half_width(ours, share) + half_width(theirs.astype(np.int32), share)
        assert abs(quantile(ours, share) - np.quantile(theirs, share)) < 1.5 * both, share


Rows = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def triangular(
    rng: np.random.Generator,
    parties: list[str],
    correlation: float,
    points: tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...],
) -> Rows:
    """Durations by task and trial: shares of correlated normals, by rank of a large sample."""
    known = sorted(set(parties))
    shared = rng.standard_normal((len(known), TRIALS))
    reference = np.sort(rng.standard_normal(400_000))
    rows = []
    for party, low, likely, high in zip(parties, *points, strict=True):
        own = rng.standard_normal(TRIALS)
        z = correlation**0.5 * shared[known.index(party)] + (1 - correlation) ** 0.5 * own
        share = (np.searchsorted(reference, z) + 0.5) / (len(reference) + 1)
        width, rise, fall = high - low, likely - low, high - likely
        rows.append(
            np.where(
                share < rise / width,
                low + np.sqrt(share * width * rise),
                high - np.sqrt((1 - share) * width * fall),
            )
        )
    return np.array(rows)


def finishes(after: list[list[int]], drawn: Rows) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The finish of all by trial, task by task."""
    ends: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    for sources, lasts in zip(after, drawn, strict=True):
        release = np.max([ends[source] for source in sources], axis=0) if sources else 0.0
        ends.append(release + lasts)
    latest: np.ndarray[tuple[int], np.dtype[np.float64]] = np.max(ends, axis=0)
    return latest
