"""What the trials say of each task: its dates, and how often it drives."""

from __future__ import annotations

import numpy as np

from dependencies.forecast.durations import F64
from dependencies.forecast.order_statistics import quantile
from dependencies.forecast.records import TaskForecast
from dependencies.forecast.simulation import SHARE, Trials
from dependencies.network import Network


def task_forecasts(network: Network, trials: Trials, criticality: F64) -> dict[str, TaskForecast]:
    """By task id, as written; dates are of the first trials alone.

    The criticality is by target and task, the finish first.
    """
    ordered = np.sort(trials.samples, axis=-1)
    rank = np.arange(ordered.shape[-1], dtype=np.int32)
    half, most = quantile(rank, 0.5), quantile(rank, SHARE)
    instant = network.frame.instant
    return {
        network.tasks[place].id: TaskForecast(
            start_p50=instant(ordered[0, place, half]),
            start_p80=instant(ordered[0, place, most]),
            finish_p50=instant(ordered[1, place, half]),
            finish_p80=instant(ordered[1, place, most]),
            criticality=float(criticality[-1, place]),
            finish_criticality=float(criticality[0, place]),
        )
        for place in np.argsort(network.written).tolist()
    }
