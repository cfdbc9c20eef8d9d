"""Small networks for the tests of trials: tasks of any distribution, and what comes after what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from dependencies.forecast.drawing import Names, draws_of
from dependencies.forecast.durations import F64, Durations
from dependencies.forecast.forecasting import forecast
from dependencies.forecast.lane_hours import lane_hours
from dependencies.forecast.normal_tables import table_of
from dependencies.forecast.records import Forecast
from dependencies.forecast.simulation import Model, Stop, Trials, simulate
from dependencies.forecast.watching import watch_of
from dependencies.kernels.arrays import FINISH, I32, Arrays, Hours
from dependencies.planner import plan
from dependencies.progress import Progress
from runbooks.tasks import Task
from tests.dependencies.factories import a_runbook

#: Distributions by their quantiles.
Quantile = Callable[[F64], F64]
NOTHING = np.zeros(0, np.int64)


def some_arrays(after: Sequence[Sequence[int]]) -> Arrays:
    """A plain network: for each task the tasks that it comes after."""
    count, flat = len(after), [source for sources in after for source in sources]
    none, zeros = np.full(count, -1, np.int32), np.zeros(count, np.int64)
    small, small_byte = NOTHING.astype(np.int32), NOTHING.astype(np.int8)
    hours = Hours(np.zeros(1, np.int32), NOTHING, NOTHING, NOTHING, np.zeros((0, 1), np.int32), 0)
    return Arrays(
        duration=zeros,
        earliest=zeros,
        first=np.cumsum([0, *map(len, after)]).astype(np.int32),
        source=np.array(flat, np.int32),
        kind=np.zeros(len(flat), np.int8),
        lag=np.zeros(len(flat), np.int64),
        calendar=none,
        hours=hours,
        closed=none,
        closed_first=np.zeros(1, np.int32),
        closed_from=NOTHING,
        closed_to=NOTHING,
        outage_first=np.zeros(count + 1, np.int32),
        opener=small,
        opener_end=small_byte,
        closer=small,
        closer_end=small_byte,
        standing=np.zeros(count, np.int8),
        began=zeros,
        counted_from=zeros,
        ended=zeros,
        plain=True,
    )


def some_names(names: Sequence[str], **fields: Any) -> Names:
    """Tasks of parties of their own, without correlation."""
    return Names(**{"tasks": names, "parties": names, "correlation": 0.0, "seed": 1, **fields})


def some_durations(*points: tuple[float, float, float], elapsed: float = 0.0) -> Durations:
    """Low, likely and high of some tasks."""
    low, likely, high = np.array(points, np.float64).reshape(-1, 3).T
    return Durations(low=low, likely=likely, high=high, elapsed=np.full(len(low), elapsed))


def a_model(after: Sequence[Sequence[int]], durations: Durations, names: Names) -> Model:
    """A plain network with triangular durations."""
    net = some_arrays(after)
    return Model(net=net, hours=lane_hours(net.hours), draws=draws_of(durations, names))


def a_tabled_model(after: Sequence[Sequence[int]], quantile: Quantile, **fields: Any) -> Model:
    """A plain network all of whose durations have one distribution."""
    names = some_names([f"T{number}" for number in range(len(after))], **fields)
    made = a_model(after, some_durations(*[(0, 1, 2)] * len(after)), names)
    zeros = np.zeros(len(after), np.float32)
    draws = made.draws._replace(
        tables=table_of(quantile)[np.newaxis],
        table=zeros.astype(np.int32),
        cut=zeros + 100,
        low=zeros,
        low_by=zeros + 1,
    )
    return Model(net=made.net, hours=made.hours, draws=draws)


def trials_of(model: Model, trials: int, **fields: Any) -> Trials:
    """The finish of all and the dates of all tasks in some trials."""
    watch = watch_of(model.net, [(-1, FINISH)], [0])
    return simulate(model, watch, Stop(trials=trials, **fields))


def lengths(trials: Trials) -> I32:
    """The durations of a network without calendars, by task and trial."""
    drawn: I32 = trials.samples[1] - trials.samples[0]
    return drawn


def a_forecast(*tasks: Task, asked: dict[str, Any] | None = None, **fields: Any) -> Forecast:
    """The forecast of a runbook of some tasks."""
    return forecast(plan(a_runbook(*tasks, **fields)), **{"trials": 2000, **(asked or {})})


def a_forecast_under_way(
    *tasks: Task, facts: dict[str, Progress], now: datetime, **fields: Any
) -> Forecast:
    """The same once something has happened."""
    begun = plan(a_runbook(*tasks, **fields), facts=facts, now=now)
    return forecast(begun, trials=2000, now=now)
