"""A forecast as plain data, for programs: what `callboard forecast --json` prints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dependencies.forecast.records import Forecast, Quantiles
from dependencies.minutes import minutes
from dependencies.plan import Plan
from runbooks.clocktime import rfc3339
from runbooks.model import Runbook


def forecast_data(
    book: Runbook, plan: Plan, found: Forecast, *, finish: datetime | None = None
) -> dict[str, Any]:
    """The forecast in JSON's types: UTC times by RFC 3339, lengths in minutes, shares up to 1.

    `finish` is when all was to be over; by default the plan's.

    A gate's dates are of its readiness, an outage's of its end. `probability` is the share of
    trials that keep a planned time or a deadline. Of a task: the share of trials in which it drives
    the target, and the finish.
    """
    return {
        "runbook": book.runbook,
        "title": book.title,
        "version": book.version,
        "notice": book.notice,
        "timezone": book.timezone,
        "target": _target(found),
        "trials": found.trials,
        "seed": found.seed,
        "precision": _precision(found),
        "finish": quantiles_data(found.finish) | {"planned": rfc3339(finish or plan.finish)},
        "gates": {
            key: _dated(one.ready, one.planned, one.in_time) for key, one in found.gates.items()
        },
        "outages": {
            key: _dated(one.end, one.planned, one.in_time) for key, one in found.outages.items()
        },
        "deadlines": _deadlines(found),
        "tasks": _tasks(found),
        "movers": _movers(found),
        "assumed": _assumed(book, found),
    }


def quantiles_data(dates: Quantiles) -> dict[str, str]:
    """`p10`, `p50`, `p80` and `p95`."""
    return {name: rfc3339(getattr(dates, name)) for name in ("p10", "p50", "p80", "p95")}


def _target(found: Forecast) -> dict[str, Any]:
    return {"id": found.target or "finish"} | quantiles_data(found.target_date)


def _precision(found: Forecast) -> dict[str, Any]:
    """How well the P80 of the target is known, with 95 %."""
    known = found.precision
    return {
        "p80_low": rfc3339(known.low),
        "p80_high": rfc3339(known.high),
        "seconds": known.seconds,
        "asked_seconds": known.asked,
        "reached": known.reached,
    }


def _dated(dates: Quantiles, planned: datetime, in_time: float) -> dict[str, Any]:
    return quantiles_data(dates) | {"planned": rfc3339(planned), "probability": in_time}


def _deadlines(found: Forecast) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "kind": one.kind, "at": rfc3339(one.at), "probability": one.probability}
        for one in found.deadlines
    ]


def _tasks(found: Forecast) -> dict[str, Any]:
    return {
        key: {
            "start": {"p50": rfc3339(task.start_p50), "p80": rfc3339(task.start_p80)},
            "finish": {"p50": rfc3339(task.finish_p50), "p80": rfc3339(task.finish_p80)},
            "criticality": task.criticality,
            "finish_criticality": task.finish_criticality,
        }
        for key, task in found.tasks.items()
    }


def _movers(found: Forecast) -> list[dict[str, Any]]:
    """The tasks without whose uncertainty the target's P80 would be most minutes earlier."""
    return [
        {"task": one.task, "minutes": minutes(one.seconds), "criticality": one.criticality}
        for one in found.movers
    ]


def _assumed(book: Runbook, found: Forecast) -> dict[str, Any]:
    """What no one has said and the forecast takes for granted."""
    spread = book.forecast.spread
    return {
        "single_points": found.single_points,
        "spread": {"low": spread.low, "high": spread.high},
        "correlation": book.forecast.correlation,
        "outrun": list(found.outrun),
    }
