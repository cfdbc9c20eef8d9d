"""Outage windows: when each system is planned to be out of service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dependencies.plan import PlannedOutage, PlannedTask
from runbooks.errors import TimeError
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import Moment
from runbooks.outages import Edge, Outage

Tasks = Mapping[str, PlannedTask]


def plan_outages(runbook: Runbook, tasks: Tasks) -> dict[str, PlannedOutage]:
    """The outages of a plan; one with neither end in scope is left out. Raises TimeError.

    An outage opened before the scope begins runs from the plan's start; one that closes after the
    scope ends runs to the plan's finish.
    """
    planned = {}
    for key, outage in runbook.outages.items():
        window = _by_the_clock(key, outage, runbook) or _by_tasks(outage, tasks)
        if window:
            planned[key] = window
    return planned


def _by_the_clock(key: str, outage: Outage, runbook: Runbook) -> PlannedOutage | None:
    if outage.from_ is None or outage.to is None:
        return None
    return PlannedOutage(
        start=_placed(outage.from_, f"`from` of {key}", runbook),
        end=_placed(outage.to, f"`to` of {key}", runbook),
    )


def _placed(moment: Moment, place: str, runbook: Runbook) -> datetime:
    try:
        return instant_of(moment, runbook)
    except TimeError as error:
        raise type(error)(f"{place}: {error.message}", hint=error.hint) from error


def _by_tasks(outage: Outage, tasks: Tasks) -> PlannedOutage | None:
    start, end = _at(outage.opens, tasks), _at(outage.closes, tasks)
    if start is None and end is None:
        return None
    return PlannedOutage(
        start=start or min(task.early_start for task in tasks.values()),
        end=end or max(task.early_finish for task in tasks.values()),
        opens_in_scope=start is not None,
        closes_in_scope=end is not None,
    )


def _at(edge: Edge | None, tasks: Tasks) -> datetime | None:
    if edge is None or edge.task not in tasks:
        return None
    task = tasks[edge.task]
    return task.early_start if edge.at == "start" else task.early_finish
