"""What a forecast says: quantiles of dates, chances of deadlines, and what drives the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dependencies.plan import DeadlineKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantiles:
    """When something is over with a chance of 10, 50, 80 and 95 % (UTC)."""

    p10: datetime
    p50: datetime
    p80: datetime
    p95: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class GateForecast:
    """A gate that is ahead: when its predecessors let its meeting go, and when it is planned."""

    ready: Quantiles
    #: When its meeting was promised to begin, or is by the plan.
    planned: datetime
    #: The share of trials in which it is ready by then.
    in_time: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageForecast:
    """The end of an outage."""

    end: Quantiles
    #: When it was promised to end, or does by the plan.
    planned: datetime
    #: The share of trials in which it has ended by then.
    in_time: float


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineForecast:
    """The share of trials that keep a fixed date."""

    id: str
    kind: DeadlineKind
    at: datetime
    probability: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskForecast:
    """A task's dates (see `Forecast.sampled`), and how often it drives."""

    start_p50: datetime
    start_p80: datetime
    finish_p50: datetime
    finish_p80: datetime
    #: The share of trials in which it is on the chain that drives the target, and the finish.
    criticality: float
    finish_criticality: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mover:
    """What a task's uncertainty costs: by how many seconds the target's P80 is earlier without."""

    task: str
    seconds: int
    criticality: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Precision:
    """How well the target's P80 is known."""

    #: The 95 % interval (UTC), from the order of the trials.
    low: datetime
    high: datetime
    #: Half its width in seconds, and what was asked for; None if a number of trials was.
    seconds: float
    asked: float | None

    @property
    def reached(self) -> bool:
        """Whether it is as precise as asked."""
        return self.asked is None or self.seconds <= self.asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """What is left of a runbook, in so many trials."""

    finish: Quantiles
    #: By gate, outage and task id, in the order of the runbook; what is over is certain.
    gates: Mapping[str, GateForecast]
    outages: Mapping[str, OutageForecast]
    deadlines: tuple[DeadlineForecast, ...]
    tasks: Mapping[str, TaskForecast]
    #: The gate, outage or task that criticality is about; None for the finish.
    target: str | None
    target_date: Quantiles
    precision: Precision
    #: The tasks that move the target's P80 most, if they were asked for.
    movers: tuple[Mover, ...]
    trials: int
    #: Of how many of them, the first, the dates of tasks are; of those that the target, a deadline,
    #: the end of an outage or a criterion is about: of all.
    sampled: int
    seed: int
    #: How many durations had a single value, and were given the runbook's spread.
    single_points: int
    #: The running tasks that have lasted longer than their high estimate.
    outrun: tuple[str, ...]
