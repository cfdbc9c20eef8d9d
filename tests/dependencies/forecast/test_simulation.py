"""Running trials: how many, and that nothing else changes their figures."""

from __future__ import annotations

import numpy as np
import pytest

from dependencies.forecast.simulation import FIRST_BATCH, MOST_TRIALS, Model, Stop, simulate
from dependencies.forecast.watching import watch_of
from dependencies.kernels.arrays import FINISH, START
from dependencies.kernels.trials_arrays import READY
from tests.dependencies.forecast.factories import (
    a_model,
    lengths,
    some_durations,
    some_names,
    trials_of,
)

AFTER = [[], [], [0], [0, 1], [2, 3], []]
NAMES = ["A", "B", "C", "D", "E", "F"]


def a_night(correlation: float = 0.3, seed: int = 1) -> Model:
    """Six tasks of two parties."""
    parties = ["si", "elexon"] * 3
    names = some_names(NAMES, parties=parties, correlation=correlation, seed=seed)
    return a_model(AFTER, some_durations(*[(3600, 7200, 18000)] * 6), names)


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_nothing(threads: int) -> None:
    """Every figure is that of one thread, to the last bit."""
    alone, shared = (trials_of(a_night(), 3000, threads=count) for count in (1, threads))

    assert (alone.kept == shared.kept).all()
    assert (alone.samples == shared.samples).all()
    assert (alone.on_chain == shared.on_chain).all()


def test_more_trials_begin_with_the_same() -> None:
    """Whatever the size of the batches."""
    few, many = trials_of(a_night(), 700), trials_of(a_night(), 5000)

    assert (few.kept == many.kept[:, :700]).all()


def test_another_seed_draws_otherwise() -> None:
    """And the same one draws the same."""
    first, again, other = (trials_of(a_night(seed=seed), 200) for seed in (1, 1, 2))

    assert (first.kept == again.kept).all()
    assert (first.kept != other.kept).any()


def test_a_task_that_is_removed_does_not_change_what_others_draw() -> None:
    """Nor does their order: draws go by name."""
    drawn = dict(zip(NAMES, lengths(trials_of(a_night(), 500)), strict=True))
    names = some_names(["F", "B", "D"], parties=["elexon", "elexon", "elexon"], correlation=0.3)
    fewer = a_model([[], [], [1]], some_durations(*[(3600, 7200, 18000)] * 3), names)

    for name, seconds in zip(names.tasks, lengths(trials_of(fewer, 500)), strict=True):
        assert (seconds == drawn[name]).all(), name


def test_trials_stop_once_the_quantile_is_known_well_enough() -> None:
    """In batches, at the first if that will do, and at 10,000 at the latest."""
    model = a_night()
    watch = watch_of(model.net, [(-1, FINISH)], [])
    counts = [
        simulate(model, watch, Stop(precision=precision)).count
        for precision in (10_000.0, 400.0, 0.0)
    ]

    assert counts[0] == FIRST_BATCH
    assert FIRST_BATCH < counts[1] < MOST_TRIALS
    assert counts[2] == MOST_TRIALS


@pytest.mark.parametrize("trials", [1, 127, 128, 129])
def test_there_are_as_many_trials_as_asked_for(trials: int) -> None:
    """A number that fills no block, too; each trial drives something exactly once at its end."""
    made = trials_of(a_night(), trials)

    assert made.count == made.samples.shape[2] == trials
    assert made.on_chain[0, [2, 3, 4, 5]].max() <= trials
    assert made.on_chain[0, [4, 5]].sum() == trials


def test_the_watched_dates_are_those_of_the_tasks() -> None:
    """Start, finish, and when the links let it go."""
    model = a_night()
    watch = watch_of(model.net, [(-1, FINISH), (4, START), (4, FINISH), (4, READY)], [])
    made = simulate(model, watch, Stop(trials=300))

    assert (made.kept[0] == made.samples[1].max(axis=0)).all()
    assert (made.kept[1] == made.samples[0, 4]).all()
    assert (made.kept[2] == made.samples[1, 4]).all()
    assert (made.kept[3] == made.samples[1, [2, 3]].max(axis=0)).all()


def test_nothing_to_do_is_over_at_once() -> None:
    """A network without tasks."""
    made = trials_of(a_model([], some_durations(), some_names([])), 10)

    assert (made.kept == np.zeros((1, 10))).all()
