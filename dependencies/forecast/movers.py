"""Which tasks move the target most: its P80 without each task's own uncertainty."""

from __future__ import annotations

import numpy as np

from dependencies.forecast.durations import F64, Durations, going_on
from dependencies.forecast.modelling import Modelled
from dependencies.forecast.order_statistics import quantile
from dependencies.forecast.records import Mover
from dependencies.forecast.simulation import SHARE, Model, Stop, Trials, simulate
from dependencies.forecast.targets import Row
from dependencies.forecast.watching import watch_of

#: How many tasks are tried, and in how many trials.
_TRIED, _TRIALS = 8, 2048


def movers_of(
    modelled: Modelled, trials: Trials, target: Row, row: int, criticality: F64
) -> tuple[Mover, ...]:
    """The tasks that cost the target most, in order, of those that drive it most and widest.

    The same random numbers with and without: what differs is the task alone.
    """
    count = min(trials.count, _TRIALS)
    before = quantile(np.sort(trials.kept[row, :count]), SHARE)
    found = []
    for task in _promising(modelled.durations, criticality):
        after = _without(modelled, target, task, count)
        found.append(
            Mover(
                task=modelled.network.tasks[task].id,
                seconds=before - after,
                criticality=float(criticality[task]),
            )
        )
    return tuple(sorted(found, key=lambda mover: (-mover.seconds, mover.task)))


def _promising(durations: Durations, criticality: F64) -> list[int]:
    going = going_on(durations)
    weight = np.where(going.certain, 0.0, criticality * spread(going))
    order = np.argsort(-weight, kind="stable")[:_TRIED]
    return [int(task) for task in order if weight[task] > 0]


def spread(durations: Durations) -> F64:
    """The standard deviation of triangular durations, in seconds."""
    low, likely, high = durations.low, durations.likely, durations.high
    squares = low * low + likely * likely + high * high
    products = low * likely + low * high + likely * high
    return np.sqrt(np.maximum(squares - products, 0) / 18)


def _without(modelled: Modelled, target: Row, task: int, trials: int) -> int:
    """The target's P80 with a task that lasts as long as is likely."""
    model, going = modelled.model, going_on(modelled.durations)
    certain = model.draws.certain.copy()
    certain[task] = round(max(going.likely[task], going.elapsed[task]))
    fixed = Model(net=model.net, hours=model.hours, draws=model.draws._replace(certain=certain))
    watch = watch_of(model.net, [target], [])._replace(samples=0)
    done = simulate(fixed, watch, Stop(trials=trials))
    return quantile(np.sort(done.kept[0]), SHARE)
