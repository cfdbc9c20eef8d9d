"""What was forecast, and when: each gate, outage's end and the finish beside what came of them.

Nothing of a forecast is stored. Each is worked out again from the journal up to an entry, as of
when that was made: the same figures that the console showed then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from reports.figures.forecast_records import (
    CalibrationFigures,
    DeadlineChance,
    ForecastsFigures,
    HowForecast,
    PointFigures,
    RollbackFigures,
)
from reports.figures.foreseen import Chances, Foreseen, Hindsight, foreseen_of
from reports.figures.material import Material, once
from reports.figures.outcomes import FINISH, ForecastFigures, TargetKind, judged


@once
def build_forecasts(material: Material) -> ForecastsFigures:
    """The forecasts at the chosen points of a run, and how good they were."""
    hindsight = foreseen_of(material.exactly)
    points = tuple(_point(material, each) for each in hindsight.points)
    return ForecastsFigures(
        forecasts=points,
        calibration=tuple(_calibration(points)),
        how_forecast=_how(material, hindsight),
    )


def _point(material: Material, each: Foreseen) -> PointFigures:
    point, chances = each.point, each.chances
    return PointFigures(
        seq=point.seq,
        happenings=point.happenings,
        is_decision=point.is_decision,
        at=point.at,
        entered_at=point.entered_at,
        gates=_ahead(material, each, "gate"),
        outages=_ahead(material, each, "outage"),
        finish=judged(material, point, "finish", FINISH, chances.finish)
        if chances and chances.finish
        else None,
        rollback=_rollback(material, each),
        no_rollback=each.turning.none if each.turning else "",
        deadlines=tuple(
            DeadlineChance(id=one.id, kind=one.kind, probability=one.probability)
            for one in (chances.deadlines if chances else ())
        ),
        unknown=each.unknown,
    )


def _ahead(
    material: Material, each: Foreseen, kind: Literal["gate", "outage"]
) -> tuple[ForecastFigures, ...]:
    chances = each.chances
    if chances is None:
        return ()
    found = chances.gates if kind == "gate" else chances.outages
    every = [judged(material, each.point, kind, key, one) for key, one in found.items()]
    return tuple(sorted(every, key=lambda one: one.p50))


def _rollback(material: Material, each: Foreseen) -> RollbackFigures | None:
    turning = each.turning
    if turning is None or turning.none:
        return None
    return RollbackFigures(
        latest_start=turning.latest_start,
        binds=turning.binds,
        left_minutes=material.between(each.point.entered_at, turning.latest_start),
    )


def _calibration(points: Sequence[PointFigures]) -> Iterator[CalibrationFigures]:
    """Of the next gate, the next outage to end and the finish, at decisions; together first."""
    known = [one for point in points if point.is_decision for one in point.shown if one.known]
    if not known:
        return
    yield _counted("all", known)
    kinds: tuple[TargetKind, ...] = ("gate", "outage", "finish")
    for kind in kinds:
        if of_kind := [one for one in known if one.kind == kind]:
            yield _counted(kind, of_kind)


def _counted(
    kind: TargetKind | Literal["all"], known: Sequence[ForecastFigures]
) -> CalibrationFigures:
    return CalibrationFigures(
        kind=kind,
        forecasts=len(known),
        inside=sum(one.verdict == "inside" for one in known),
        by_p80=sum(one.by_p80 is True for one in known),
    )


def _how(material: Material, hindsight: Hindsight) -> HowForecast:
    settings = material.at_opening.runbook.forecast
    chances: list[Chances] = [each.chances for each in hindsight.points if each.chances]
    return HowForecast(
        seed=hindsight.seed,
        trials=hindsight.trials,
        points=len(hindsight.points),
        of=hindsight.of,
        single_points=chances[0].single_points if chances else 0,
        spread_low=settings.spread.low,
        spread_high=settings.spread.high,
        correlation=settings.correlation,
        outrun=max((one.outrun for one in chances), default=0),
    )
