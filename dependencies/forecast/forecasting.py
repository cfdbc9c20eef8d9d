"""The forecast of a plan: its dates in many trials, the chance of its deadlines, what drives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dependencies.forecast.modelling import Modelled, model_of
from dependencies.forecast.movers import movers_of
from dependencies.forecast.reading import Reading
from dependencies.forecast.records import Forecast, Mover
from dependencies.forecast.simulation import Stop, Trials, simulate
from dependencies.forecast.targets import FINISH_ROW, Rows, rows_of
from dependencies.forecast.watching import watch_of
from dependencies.plan import Plan
from runbooks.errors import PlanError

#: What can be asked for: counters and memory have room for so many.
_MOST = 1_000_000


def forecast(
    plan: Plan,
    *,
    target: str | None = None,
    seed: int = 0,
    trials: int | None = None,
    precision: float = 60.0,
    now: datetime | None = None,
    promised: Mapping[str, datetime] | None = None,
    movers: bool = False,
    threads: int | None = None,
) -> Forecast:
    """Trials of what is left of a plan, conditioned on what has happened by `now` (aware).

    `target`: a gate (its readiness), an outage (its end), a task (its finish) or `finish`; by
    default the next gate. Trials stop at their number if it is given, or once half of the 95 %
    interval of the target's P80 is `precision` seconds or less, at 10,000 at the latest. `promised`
    tells when gates should be ready and outages end (UTC), by id; by default as the plan has it.
    With `movers` the tasks that move it most are tried out. Raises PlanError and TimeError.
    """
    if plan.network is None:
        raise PlanError("There is nothing to forecast.", hint="Plan at least one task.")
    if trials is not None and not 1 <= trials <= _MOST:
        raise PlanError(f"{trials} trials cannot be run.", hint=f"Ask for 1 to {_MOST:,}.")
    modelled = model_of(plan.network, now, seed)
    rows = rows_of(plan, modelled.network, target)
    stop = Stop(
        trials=trials,
        precision=precision,
        row=rows.numbers[rows.target_row],
        threads=threads,
    )
    modelled, done = _simulated(modelled, rows, stop)
    reading = Reading(
        plan=plan,
        modelled=modelled,
        rows=rows,
        trials=done,
        stop=stop,
        promised=promised or {},
    )
    found: tuple[Mover, ...] = ()
    if movers:
        criticality = reading.criticality[-1]
        found = movers_of(modelled, done, rows.target_row, stop.row, criticality)
    return reading.forecast(found, seed)


def _simulated(modelled: Modelled, rows: Rows, stop: Stop) -> tuple[Modelled, Trials]:
    """The trials, with as many working hours as they take."""
    targets = list(dict.fromkeys((FINISH_ROW, stop.row)))
    watch = watch_of(modelled.model.net, list(rows.numbers), targets)
    while True:
        done = simulate(modelled.model, watch, stop)
        if done.within:
            return modelled, done
        modelled = modelled.reaching_further()
