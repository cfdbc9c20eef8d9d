"""The check that a forecast comes before a time: four trials in five do, as the run stands.

A forecast moves with every event. A finding is news if it is met no longer, or again, or if its P80
has moved by a quarter of an hour; so the findings that it may replace silently are known by digest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from rehearsals.checks.found import Found, found, not_looked
from rehearsals.core.state import RunState
from rehearsals.outlook.targets import p80_of
from runbooks.checks import ForecastBefore
from runbooks.clocktime import local_date, local_short, local_time, rfc3339
from runbooks.errors import PlanError, TimeError
from runbooks.instants import instant_of
from runbooks.model import Runbook

#: Minutes by which the P80 must have moved to be told anew.
WORTH_TELLING = 15
_MINUTE = timedelta(minutes=1)


def asks_for_forecasts(runbook: Runbook) -> bool:
    """Whether any gate of a runbook has this check."""
    return any(
        criterion.check and criterion.check.forecast_p80_before
        for gate in runbook.gates
        for criterion in gate.criteria
    )


def forecast_before(check: ForecastBefore, state: RunState, now: datetime) -> Found:
    """Whether the P80 of a target lies before a time; raises TimeError for a time of no instant.

    A night that cannot be forecast proves nothing, and does not stop the engine that asks.
    """
    before = instant_of(check.before, state.runbook)
    inputs = {"forecast_p80_before": [check.target, rfc3339(before)]}
    try:
        p80 = p80_of(state, now, check.target)
    except (PlanError, TimeError) as error:
        return not_looked(f"It cannot be forecast: {error.message}", inputs)
    if p80 is None:
        value = f"{check.target} is out of this run's scope; nothing was forecast."
        return not_looked(value, inputs)
    met, minute = p80 < before, _to_the_minute(p80)
    near = (minute + step * _MINUTE for step in range(1 - WORTH_TELLING, WORTH_TELLING))
    alike = frozenset(_finding(check, state, before, one, met=met).digest for one in near)
    return replace(_finding(check, state, before, minute, met=met), alike=alike)


def _to_the_minute(instant: datetime) -> datetime:
    return (instant + _MINUTE / 2).replace(second=0, microsecond=0)


def _finding(
    check: ForecastBefore, state: RunState, before: datetime, p80: datetime, *, met: bool
) -> Found:
    zone = state.runbook.timezone
    same_day = local_date(p80, zone) == local_date(before, zone)
    limit = local_time(before, zone) if same_day else local_short(before, zone)
    return found(
        met=met,
        value=f"P80 {local_short(p80, zone)}, {'before' if met else 'not before'} {limit}",
        inputs={"forecast_p80_before": [check.target, rfc3339(before)], "p80": rfc3339(p80)},
    )
