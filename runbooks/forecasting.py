"""What a runbook says about its forecast: how far durations may differ, and how far together."""

from __future__ import annotations

from pydantic import Field

from runbooks.records import Record


class Spread(Record):
    """How far a duration with a single value may differ from it, as factors on that value."""

    low: float = Field(default=0.9, gt=0, le=1)
    high: float = Field(default=1.4, ge=1, le=10)


class ForecastSettings(Record):
    """The settings of the forecast of a runbook."""

    spread: Spread = Spread()
    #: The correlation of the durations of one party's tasks, from 0 (none) to 0.95.
    correlation: float = Field(default=0.3, ge=0, le=0.95)
