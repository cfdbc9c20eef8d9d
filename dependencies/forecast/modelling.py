"""From a network and the settings of its runbook to what the trials are run on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from dependencies.forecast.drawing import Names, draws_of
from dependencies.forecast.durations import F64, Durations, going_on, outrun, spread_out
from dependencies.forecast.lane_hours import lane_hours
from dependencies.forecast.simulation import Model
from dependencies.kernels.arrays import I64, OVER, RUNNING, Arrays
from dependencies.kernels.trials_arrays import BEYOND
from dependencies.network import Network
from dependencies.passes import earliest
from runbooks.errors import PlanError
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Modelled:
    """A network ready for trials, with what had to be assumed."""

    network: Network
    model: Model
    durations: Durations
    single_points: int
    outrun: tuple[str, ...]

    def reaching_further(self) -> Modelled:
        """The same with more working hours ahead; raises PlanError if there are none."""
        network = self.network.reaching_further()
        if network is None:
            raise _too_far()
        hours = network.arrays.hours
        model = replace(self.model, net=network.arrays, hours=lane_hours(hours))
        return replace(self, network=network, model=model)


def model_of(network: Network, now: datetime | None, seed: int) -> Modelled:
    """What to run trials on; raises PlanError for dates that no forecast reaches."""
    durations, single = _durations(network, now)
    network = _reaching(network, durations)
    names = Names(
        tasks=[task.id for task in network.tasks],
        parties=[task.party for task in network.tasks],
        correlation=network.frame.runbook.forecast.correlation,
        seed=seed,
    )
    return Modelled(
        network=network,
        model=Model(
            net=network.arrays,
            hours=lane_hours(network.arrays.hours),
            draws=draws_of(durations, names),
        ),
        durations=durations,
        single_points=single,
        outrun=tuple(
            network.tasks[place].id for place in np.flatnonzero(outrun(durations)).tolist()
        ),
    )


def longest_durations(network: Network, now: datetime | None) -> I64:
    """The longest duration in seconds that any trial can draw for each task, by place."""
    durations, _ = _durations(network, now)
    return going_on(durations).highest


def _durations(network: Network, now: datetime | None) -> tuple[Durations, int]:
    """The durations of what is left, and how many of a single value were spread out."""
    net, settings = network.arrays, network.frame.runbook.forecast.spread
    likely = net.duration.astype(np.float64)
    low = np.array([task.duration.low for task in network.tasks], np.float64)
    high = np.array([task.duration.high for task in network.tasks], np.float64)
    written = np.array([task.duration.likely for task in network.tasks], np.float64)
    # Somebody has said what remains of it: a single value.
    said = likely != written
    single = (low == high) | (said & (net.standing == RUNNING))
    waits = np.array([_waits(task) for task in network.tasks], np.bool_)
    certain = waits | (likely == 0) | (net.standing == OVER)
    spread_low, spread_high = spread_out(likely, settings.low, settings.high)
    low = np.where(certain, likely, np.where(single, spread_low, low))
    high = np.where(certain, likely, np.where(single, spread_high, high))
    durations = Durations(low=low, likely=likely, high=high, elapsed=_elapsed(network, now))
    return durations, int((single & ~certain).sum())


def _waits(task: Task) -> bool:
    return task.run is not None and task.run.wait is not None


def _elapsed(network: Network, now: datetime | None) -> F64:
    """Seconds that running tasks have lasted, working seconds where they have a calendar."""
    net = network.arrays
    elapsed = np.zeros(len(net.duration), np.float64)
    for task in np.flatnonzero(net.standing == RUNNING).tolist():
        until = int(net.ended[task]) if now is None else network.frame.seconds(now)
        since = int(net.counted_from[task])
        elapsed[task] = max(0, _worked(net, task, until) - _worked(net, task, since))
    return elapsed


def _worked(net: Arrays, task: int, at: int) -> int:
    """Working seconds of a task's calendar before an instant; without one, the instant."""
    calendar, hours = int(net.calendar[task]), net.hours
    if calendar < 0:
        return at
    low, high = int(hours.first[calendar]), int(hours.first[calendar + 1])
    opens, closes = hours.opens[low:high], hours.closes[low:high]
    return int(np.maximum(0, np.minimum(closes, at) - opens).sum())


def _reaching(network: Network, durations: Durations) -> Network:
    """The network with working hours for the longest durations, all within what trials reach."""
    net = network.arrays
    reaching, early = earliest(replace(network, arrays=net._replace(duration=durations.highest)))
    dates = (net.began, net.ended, net.counted_from, early.finish)
    if any(len(each) and int(np.abs(each).max()) >= BEYOND for each in dates):
        raise _too_far()
    return replace(network, reach=reaching.reach, arrays=net._replace(hours=reaching.arrays.hours))


def _too_far() -> PlanError:
    return PlanError(
        "The forecast reaches no further than 34 years from the start of the plan.",
        hint="Correct the dates, durations and calendars that lead beyond.",
    )
