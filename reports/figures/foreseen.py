"""The forecast of a run worked out again as it stood at its points; nothing of it was stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dependencies.floats import FINISH
from dependencies.forecast.records import DeadlineForecast, Forecast, Quantiles
from rehearsals.core.apply import fold_onto
from rehearsals.core.state import RunState
from rehearsals.outlook.outlook import TRIALS, Outlook, outlook, seed_of
from rehearsals.outlook.turning import Turning
from reports.figures.forecast_points import Point, chosen, points_of
from reports.figures.material import Material, once
from runbooks.errors import PlanError, TimeError

#: The most points of a report, and the fewest of one of a very big run.
MOST, FEWEST = 24, 4
#: Above so many tasks there are fewer points: each plans the rest of the run again.
_PLANNED = 40_000
#: Above so many points x tasks x trials there are fewer trials, to the hundred.
_DRAWN, _HUNDRED = 100_000_000, 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Chances:
    """What the trials said of what lay ahead then; instants in UTC."""

    #: None once nothing was left.
    finish: Quantiles | None
    #: By id: the gates that nobody knew yet to be ready, and the outages that had not ended.
    gates: Mapping[str, Quantiles]
    outages: Mapping[str, Quantiles]
    deadlines: tuple[DeadlineForecast, ...]
    single_points: int
    outrun: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """The outlook at a point: its chances and turning back, or why there are none."""

    point: Point
    chances: Chances | None = None
    turning: Turning | None = None
    unknown: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hindsight:
    """The outlooks of a run at its points."""

    points: tuple[Foreseen, ...]
    #: How many points there were to choose from.
    of: int
    seed: int
    trials: int


@once
def foreseen_of(material: Material) -> Hindsight:
    """The outlooks at the points of a run, in order; the bigger the run, the fewer."""
    every = points_of(material.facts)
    tasks = max(1, len(material.state.index.tasks))
    points = chosen(every, min(MOST, max(FEWEST, _PLANNED // tasks)))
    trials = _trials(tasks * max(1, len(points)))
    return Hindsight(
        points=tuple(_foreseen(material, points, trials)),
        of=len(every),
        seed=seed_of(material.at_opening),
        trials=trials,
    )


def _trials(drawn: int) -> int:
    """As many as the console's, where they take no more than a second or so."""
    affordable = _DRAWN // drawn // _HUNDRED * _HUNDRED
    return min(TRIALS, max(_HUNDRED, affordable))


def _foreseen(material: Material, points: tuple[Point, ...], trials: int) -> Iterator[Foreseen]:
    state, seq = material.at_opening, 1
    for point in points:
        state, seq = fold_onto(state, material.facts[seq : point.seq]), point.seq
        whole = material.plan if state.runbook is material.runbook else None
        try:
            looked = outlook(state, point.entered_at, trials=trials, target=FINISH, whole=whole)
            chances, turning = _chances(state, looked), looked.turning
        except (PlanError, TimeError) as error:
            yield Foreseen(point=point, unknown=str(error))
        else:
            yield Foreseen(point=point, chances=chances, turning=turning)


def _chances(state: RunState, looked: Outlook) -> Chances:
    found, now = looked.forecast, looked.rest.now
    return Chances(
        finish=found.finish if found.finish.p95 > now else None,
        gates={key: gate.ready for key, gate in found.gates.items() if gate.ready.p95 > now},
        outages=dict(_outages(state, found, now)),
        deadlines=found.deadlines,
        single_points=found.single_points,
        outrun=len(found.outrun),
    )


def _outages(state: RunState, found: Forecast, now: datetime) -> Iterator[tuple[str, Quantiles]]:
    for key, outage in found.outages.items():
        if state.outage(key).closed_at is None and outage.end.p95 > now:
            yield key, outage.end
