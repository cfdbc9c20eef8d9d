"""Draws: within their bounds, keyed by what they are for, and by nothing else."""

from __future__ import annotations

from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.participants.draws import Draws
from runbooks.durations import Duration

THREE_POINT = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(sorted)


@given(THREE_POINT, st.integers(), st.text(max_size=8))
def test_work_lies_between_low_and_high(points: list[int], seed: int, task: str) -> None:
    """No draw leaves its three-point duration."""
    low, likely, high = points
    duration = Duration(low=low, likely=likely, high=high)

    assert low <= Draws(seed=seed, run="DR1").seconds(duration, task, 1, "work") <= high


def test_mean_is_that_of_the_triangular_distribution() -> None:
    """(low + likely + high) / 3, to within the error of 4,000 draws."""
    duration = Duration(low=600, likely=1200, high=3600)
    draws = Draws(seed=1, run="DR1")

    mean = fmean(draws.seconds(duration, f"T{n}", 1, "work") for n in range(4000))

    assert abs(mean - 1800) < 45


def test_each_key_has_a_draw_of_its_own() -> None:
    """Seed, run, subject, attempt and purpose each matter; the order of asking does not."""
    draws = Draws(seed=1, run="DR1")
    other_seed, other_run = Draws(seed=2, run="DR1"), Draws(seed=1, run="DR2")
    keys = [("A", 1, "work"), ("B", 1, "work"), ("A", 2, "work"), ("A", 1, "vote")]

    seen = [draws.uniform(*key) for key in keys]

    assert len({*seen, other_seed.uniform(*keys[0]), other_run.uniform(*keys[0])}) == 6
    assert seen == [draws.uniform(*key) for key in reversed(keys)][::-1]
