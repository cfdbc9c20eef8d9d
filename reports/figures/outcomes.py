"""What came of what was forecast: when it happened in the end, and whether that had been seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dependencies.forecast.records import Quantiles
from rehearsals.core import events as e
from rehearsals.core.readiness import released_at
from reports.figures.forecast_points import Point
from reports.figures.material import Material, once

#: `inside` P10 to P95; before P10; behind P95; not reached by the journal's last fact; or given up,
#: since the run was turned back before.
Verdict = Literal["inside", "early", "late", "not_reached", "turned_back"]
TargetKind = Literal["gate", "outage", "finish"]
FINISH = "finish"


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastFigures:
    """A date as it was forecast, and as it came; instants in UTC."""

    #: The gate (its readiness), the outage (its end), or `finish`.
    id: str
    kind: TargetKind
    p10: datetime
    p50: datetime
    p80: datetime
    p95: datetime
    actual: datetime | None
    verdict: Verdict
    #: Whether it came by the P80; None if it did not come, or not as it was meant.
    by_p80: bool | None
    #: From the P50 to what happened; below 0 it came earlier.
    off_minutes: float | None

    @property
    def known(self) -> bool:
        """Whether it can be said how good the forecast was."""
        return self.by_p80 is not None


def judged(
    material: Material, point: Point, kind: TargetKind, key: str, chances: Quantiles
) -> ForecastFigures:
    """A forecast made at a point beside what came of it."""
    actual = _actual(material, kind, key)
    verdict = _verdict(chances, actual)
    turned = _turned_back(material, point)
    if turned is not None and (actual is None or actual >= turned):
        verdict = "turned_back"
    known = verdict in ("inside", "early", "late")
    return ForecastFigures(
        id=key,
        kind=kind,
        p10=chances.p10,
        p50=chances.p50,
        p80=chances.p80,
        p95=chances.p95,
        actual=actual,
        verdict=verdict,
        by_p80=_to_the_second(actual) <= chances.p80 if known and actual else None,
        off_minutes=material.between(chances.p50, actual) if known else None,
    )


def _verdict(chances: Quantiles, actual: datetime | None) -> Verdict:
    if actual is None:
        return "not_reached"
    came = _to_the_second(actual)
    if came < chances.p10:
        return "early"
    return "inside" if came <= chances.p95 else "late"


def _to_the_second(actual: datetime) -> datetime:
    """As forecasts count: what a fixed time holds must not come late by a part of a second."""
    return actual.replace(microsecond=0)


def _turned_back(material: Material, point: Point) -> datetime | None:
    """When the run was turned back first after a point; what was ahead of it then never came."""
    later = material.facts[point.seq :]
    return next((fact.at for fact in later if isinstance(fact.event, e.TurnedBack)), None)


def _actual(material: Material, kind: TargetKind, key: str) -> datetime | None:
    state = material.state
    if kind == "finish":
        return finished_at(material)
    if kind == "outage":
        return state.outage(key).closed_at
    gate = material.runbook.gate_by_id.get(key)
    known = gate is not None and gate.meeting in state.index.tasks
    return released_at(state, gate.meeting) if gate and known else None


@once
def finished_at(material: Material) -> datetime | None:
    """When the last task was done or skipped, of a way back too; None while one is not."""
    state = material.state
    left = (key for key in state.index.tasks if key not in state.given_up)
    settled = [state.task(key).settled_at for key in left]
    known = [at for at in settled if at is not None]
    return max(known) if known and len(known) == len(settled) else None
