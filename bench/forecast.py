"""The forecast: 10,000 trials of networks of some sizes, beside the same in row-wise numpy.

Both draw triangular durations that go together within a party, and take the latest predecessor of
each task. The peer works on whole rows of trials, a task after the other, as numpy does best.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import numpy.typing as npt

from bench.forecast_runbooks import busy_runbook, plain_runbook
from dependencies.forecast.forecasting import forecast
from dependencies.forecast.modelling import Modelled, model_of
from dependencies.forecast.normal_tables import grid, shares
from dependencies.forecast.simulation import Stop, simulate
from dependencies.forecast.targets import rows_of
from dependencies.forecast.watching import watch_of
from dependencies.kernels.arrays import FINISH
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.warm import warm
from runbooks.library import source_of
from runbooks.reading import parse

SIZES, TRIALS, ROUNDS = (1_000, 10_000), 10_000, 5
#: At least so many times as fast as the peer, and at most so many times as slow as the plain case.
FASTER, SLOWER = 10.0, 6.0
Row = npt.NDArray[np.float64]


def main() -> None:
    """Print medians, ratios, and nanoseconds a task and trial; fail if a ratio is missed."""
    warm()
    print(f"{TRIALS:,} trials; medians of {ROUNDS}, the peers once.")
    missed = [name for size in SIZES for name in _size(size)]
    _shipped("m10")
    if missed:
        raise SystemExit(f"Missed: {', '.join(missed)}.")


def _size(size: int) -> list[str]:
    """Measure one size; the names of the ratios that are missed."""
    planned = plan(plain_runbook(size))
    modelled = _modelled(planned)
    plain = _timed(lambda: _finish(modelled))
    print(f"{size:,} tasks, {len(modelled.model.net.source):,} links")
    _show("plain, correlated: the finish", plain, size)
    missed = []
    peer = _once(lambda: _numpy_copula(modelled))
    more = f"ratio {peer / plain:.1f}, at least {FASTER:.0f}"
    _show("  the same in numpy, row by row", peer, size, more)
    free = _once(lambda: _numpy_free(modelled))
    _show("  numpy's own triangular, uncorrelated", free, size, f"ratio {free / plain:.1f}")
    missed += [f"{FASTER:.0f} x numpy at {size:,}"] if peer < FASTER * plain else []
    busy = plan(busy_runbook(size))
    ready = _modelled(busy)
    full = _timed(lambda: _towards_a_gate(busy, ready))
    more = f"ratio {full / plain:.1f}, at most {SLOWER:.0f}"
    _show("calendars, windows, gates, criticality", full, size, more)
    missed += [f"{SLOWER:.0f} x plain at {size:,}"] if full > SLOWER * plain else []
    whole = _timed(lambda: forecast(busy, trials=TRIALS))
    _show("  and all its figures, from the plan on", whole, size)
    return missed


def _modelled(planned: Plan) -> Modelled:
    assert planned.network is not None
    return model_of(planned.network, None, 1)


def _finish(modelled: Modelled) -> None:
    watch = watch_of(modelled.model.net, [(-1, FINISH)], [])._replace(samples=0)
    simulate(modelled.model, watch, Stop(trials=TRIALS))


def _towards_a_gate(planned: Plan, modelled: Modelled) -> None:
    rows = rows_of(planned, modelled.network, None)
    target = rows.numbers[rows.target_row]
    watch = watch_of(modelled.model.net, list(rows.numbers), [0, target])._replace(samples=0)
    simulate(modelled.model, watch, Stop(trials=TRIALS))


def _numpy_copula(modelled: Modelled) -> Row:
    """The same model: normals, their shares, and the triangular quantiles of those."""
    rng, draws = np.random.default_rng(1), modelled.model.draws
    shared = rng.standard_normal((len(draws.party_name), TRIALS))

    def row(task: int) -> Row:
        z = draws.common[task] * shared[draws.party[task]]
        z += draws.own[task] * rng.standard_normal(TRIALS)
        share = np.interp(z, grid(), shares())
        low, likely, high = _points(modelled, task)
        width, rise, fall = high - low, likely - low, high - likely
        below = low + np.sqrt(share * (width * rise))
        above = high - np.sqrt((1 - share) * (width * fall))
        drawn: Row = np.where(share < rise / width, below, above)
        return drawn

    return _rows(modelled, row)


def _numpy_free(modelled: Modelled) -> Row:
    """A simpler one: triangular durations that do not go together."""
    rng = np.random.default_rng(1)
    return _rows(modelled, lambda task: rng.triangular(*_points(modelled, task), TRIALS))


def _points(modelled: Modelled, task: int) -> tuple[float, float, float]:
    durations = modelled.durations
    return durations.low[task], durations.likely[task], durations.high[task]


def _rows(modelled: Modelled, row: Callable[[int], Row]) -> Row:
    """The finish of all by trial: for each task the latest predecessor, and its duration."""
    net = modelled.model.net
    finishes = np.empty((len(net.duration), TRIALS))
    for task in range(len(net.duration)):
        before = net.source[net.first[task] : net.first[task + 1]]
        finish = finishes[task]
        if len(before):
            finish[:] = finishes[before[0]]
            for other in before[1:]:
                np.maximum(finish, finishes[other], out=finish)
        else:
            finish[:] = 0
        finish += row(task)
    latest: Row = finishes.max(axis=0)
    return latest


def _shipped(name: str) -> None:
    source = source_of(name)
    runbook = parse(source.text, source.name).runbook
    assert runbook is not None
    planned = plan(runbook)
    took = _timed(lambda: forecast(planned, trials=TRIALS))
    _show(f"{name}: all figures, from the plan on", took, len(runbook.tasks))


def _timed(work: Callable[[], object]) -> float:
    return median(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _show(name: str, took: float, size: int, more: str = "") -> None:
    each = took / size / TRIALS * 1e9
    print(f"  {name:40} {took:8.4f} s  {each:7.2f} ns a task and trial   {more}".rstrip())


if __name__ == "__main__":
    main()
