"""Running trials on all cores, until a quantile is known as precisely as asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt

from dependencies.forecast.order_statistics import half_width
from dependencies.kernels.arrays import I32, Arrays
from dependencies.kernels.trials import run_blocks
from dependencies.kernels.trials_arrays import LANES, Draws, LaneHours, Lanes, Watch

#: The first batch, and the most trials where their number is not given.
FIRST_BATCH, MOST_TRIALS = 1024, 10_000
#: The quantile that is to be known precisely.
SHARE = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What trials are run on."""

    net: Arrays
    hours: LaneHours
    draws: Draws


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """When there are trials enough: at a number, or once a row's P80 is known well enough."""

    trials: int | None = None
    #: Seconds; half the width of its 95 % interval.
    precision: float = 60.0
    row: int = 0
    #: How many threads work; None: as many as there are processors.
    threads: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trials:
    """What was kept of `t` trials; instants in seconds from the plan's zero."""

    #: Watched rows by trial.
    kept: I32
    #: Starts and finishes by task, of the first trials.
    samples: I32
    #: By target and task: in how many trials the task is on the chain that drives the target.
    on_chain: I32
    #: Whether every date lay within the working hours known; otherwise nothing here counts.
    within: bool

    @property
    def count(self) -> int:
        """How many trials there were."""
        return len(self.kept[0])


def simulate(model: Model, watch: Watch, stop: Stop) -> Trials:
    """Run trials in batches until there are enough; the same figures on any number of threads."""
    most = stop.trials or MOST_TRIALS
    room = -(-most // LANES) * LANES
    count = len(model.net.duration)
    made = Trials(
        kept=np.empty((len(watch.task), room), np.int32),
        samples=np.empty((2, count, min(watch.samples, room)), np.int32),
        on_chain=np.zeros((len(watch.targets), count), np.int32),
        within=True,
    )
    done, wanted = 0, most if stop.trials else min(FIRST_BATCH, most)
    while made.within and done < wanted:
        made = _more(model, watch, made, (done, wanted), stop.threads)
        done, wanted = wanted, _wanted(made.kept[stop.row, :wanted], stop, most)
    return replace(
        made, kept=made.kept[:, :done], samples=made.samples[:, :, : min(done, watch.samples)]
    )


def _wanted(row: I32, stop: Stop, most: int) -> int:
    """How many trials the precision asks for, by what is known now: it grows with their root."""
    off, count = half_width(np.sort(row), SHARE), len(row)
    if stop.trials or count >= most or off <= stop.precision:
        return count
    asked = ceil(count * (off / stop.precision) ** 2 * 1.1) if stop.precision > 0 else most
    return min(most, -(-max(asked, count + FIRST_BATCH) // LANES) * LANES)


def _more(
    model: Model, watch: Watch, made: Trials, span: tuple[int, int], threads: int | None
) -> Trials:
    first, last = span[0] // LANES, -(-span[1] // LANES)
    workers = max(1, min(threads or os.cpu_count() or 1, last - first))
    counts = np.zeros((workers, *made.on_chain.shape), np.int32)

    def work(worker: int) -> bool:
        return run_blocks(
            model.net,
            model.hours,
            model.draws,
            watch,
            (first + worker, last, workers, span[1]),
            _lanes(model),
            made.kept,
            made.samples,
            counts[worker],
        )

    within = all(_shared_out(work, workers))
    return replace(made, on_chain=made.on_chain + counts.sum(axis=0), within=within)


def _shared_out(work: Callable[[int], bool], workers: int) -> Sequence[bool]:
    """What each worker says, on threads of our own.

    Compiled code lets go of the interpreter, and the parallel loops of numba may end the process
    where two threads enter them at once, as those of a console do.
    """
    if workers == 1:
        return [work(0)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, range(workers)))


def _lanes(model: Model) -> Lanes:
    count, parties = len(model.net.duration), len(model.draws.party_name)
    seconds: list[I32] = [np.empty(LANES, np.int32) for _ in range(3)]
    marks: npt.NDArray[np.int8] = np.zeros((count, LANES), np.int8)
    return Lanes(
        starts=np.empty((count, LANES), np.int32),
        finishes=np.empty((count, LANES), np.int32),
        ready=seconds[0],
        reach=seconds[1],
        seconds=seconds[2],
        held=np.empty(LANES, np.int8),
        normals=np.empty(LANES, np.float32),
        shared=np.empty((parties + 1, LANES), np.float32),
        marks=marks,
        touched=np.zeros(count, np.int8),
    )
