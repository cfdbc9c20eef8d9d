"""What the API answers of a forecast, in types: dates by their chances, and what drives them.

Instants are RFC 3339 in UTC, lengths of time minutes where a name ends so, and seconds else; a
`probability` is the share of trials, up to 1.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from console.api.answers import Out
from dependencies.plan import DeadlineKind

Share = Annotated[float, Field(ge=0, le=1)]


class Quantiles(Out):
    """When something has happened with a chance of 10, 50, 80 and 95 %."""

    p10: datetime
    p50: datetime
    p80: datetime
    p95: datetime


class Finish(Quantiles):
    """The end of all, and when it is planned, by the plan as last amended."""

    planned: datetime


class InTime(Quantiles):
    """A gate's readiness, or an outage's end: how likely by when it was planned or announced."""

    planned: datetime
    probability: Share


class Target(Quantiles):
    """What criticality is about: a gate, an outage, a task or `finish`."""

    id: str


class Deadline(Out):
    """A fixed date, and how likely it is kept."""

    id: str
    kind: DeadlineKind
    at: datetime
    probability: Share


class Two(Out):
    """A date with a chance of 50 and of 80 %."""

    p50: datetime
    p80: datetime


class TaskForecast(Out):
    """A task's dates, and in which share of the trials it drives the target, and the finish."""

    start: Two
    finish: Two
    criticality: Share
    finish_criticality: Share


class Mover(Out):
    """By how many minutes the target's P80 were earlier if a task took its likely time."""

    task: str
    minutes: float
    criticality: Share


class Forecast(Out):
    """The forecast of what is left of a run; it is worked out anew and never stored."""

    run: str
    at: datetime
    runbook: str
    timezone: str
    target: Target
    trials: int
    seed: int
    precision: dict[str, Any]
    finish: Finish
    gates: dict[str, InTime]
    outages: dict[str, InTime]
    deadlines: list[Deadline]
    tasks: dict[str, TaskForecast]
    movers: list[Mover]
    assumed: dict[str, Any]
