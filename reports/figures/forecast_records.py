"""What the figures of forecasts are: of each point, how good they were, and how they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dependencies.plan import DeadlineKind
from rehearsals.outlook.latest_start import Binds
from reports.figures.forecast_points import Happening
from reports.figures.outcomes import ForecastFigures, TargetKind


@dataclass(frozen=True, kw_only=True, slots=True)
class RollbackFigures:
    """The latest safe start of a rollback, as it stood."""

    #: None if nothing limits it.
    latest_start: datetime | None
    #: What makes it the latest: an irreversible task, or that the old service must be back.
    binds: Binds | None
    #: From then to the latest start; below 0 it was past.
    left_minutes: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineChance:
    """The chance of a deadline to be kept, as it stood."""

    id: str
    kind: DeadlineKind
    probability: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PointFigures:
    """What was known at a point of the run; instants in UTC."""

    #: The journal's entry up to which it is worked out.
    seq: int
    happenings: tuple[Happening, ...]
    is_decision: bool
    at: datetime
    #: As of when it is worked out: when it was entered.
    entered_at: datetime
    #: What lay ahead, by their P50: the first of each is the next one.
    gates: tuple[ForecastFigures, ...]
    outages: tuple[ForecastFigures, ...]
    finish: ForecastFigures | None
    #: None if nothing could be turned back; then why.
    rollback: RollbackFigures | None
    no_rollback: str
    deadlines: tuple[DeadlineChance, ...]
    #: Why no forecast can be made; empty if it can.
    unknown: str

    @property
    def next_gate(self) -> ForecastFigures | None:
        """The gate that was next; None without one."""
        return next(iter(self.gates), None)

    @property
    def next_outage(self) -> ForecastFigures | None:
        """The outage that was next to end; None without one."""
        return next(iter(self.outages), None)

    @property
    def shown(self) -> tuple[ForecastFigures, ...]:
        """What a page shows: the next gate, the next outage to end, and the finish."""
        known = (self.next_gate, self.next_outage, self.finish)
        return tuple(one for one in known if one is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalibrationFigures:
    """How good the forecasts were that were made at decisions, of what came."""

    kind: TargetKind | Literal["all"]
    forecasts: int
    #: Of them, those inside P10 to P95 (to be expected: 85 %), and no later than P80 (80 %).
    inside: int
    by_p80: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HowForecast:
    """How the forecasts were worked out, and what they assume."""

    seed: int
    trials: int
    #: The points shown, and how many there were.
    points: int
    of: int
    #: Durations with a single value at the first point, and the spread that they were given.
    single_points: int
    spread_low: float
    spread_high: float
    correlation: float
    #: The most tasks that ran for longer than their high estimate at a point.
    outrun: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastsFigures:
    """The forecasts of a run, in the order of the journal."""

    forecasts: tuple[PointFigures, ...]
    calibration: tuple[CalibrationFigures, ...]
    how_forecast: HowForecast
