"""A levelled plan as plain data: what `--level` adds to a plan, and which dates it replaces."""

from __future__ import annotations

from typing import Any

from dependencies.levelled_deadlines import levelled_deadlines
from dependencies.minutes import minutes
from dependencies.people.levelled import Held, Levelled
from dependencies.plan import Plan
from dependencies.plan_json_floats import deadline_data
from dependencies.plan_json_people import awake_data, handovers_data
from dependencies.plan_people import people_of_levelled
from runbooks.clocktime import rfc3339
from runbooks.model import Runbook


def levelled_data(
    data: dict[str, Any], runbook: Runbook, plan: Plan, levelled: Levelled
) -> dict[str, Any]:
    """The data of a plan with the dates that people can keep.

    `start`, `finish` and the early dates of tasks are levelled; late dates, floats, chains, outages
    and deadlines are the plan's, which asks for links, calendars and windows alone. The makespan
    runs from T+0 to the last finish; handovers and hours awake are levelled, `overbooked` is not.
    Raises TimeError.
    """
    people = people_of_levelled(runbook, levelled)
    zero = runbook.start.instant(runbook.timezone)
    return data | {
        "start": rfc3339(min((one.start for one in levelled.tasks.values()), default=zero)),
        "finish": rfc3339(levelled.finish),
        "unlevelled_finish": rfc3339(levelled.unlevelled_finish),
        "makespan_minutes": minutes(round((levelled.finish - zero).total_seconds())),
        "levelled_deadlines": [
            deadline_data(one) for one in levelled_deadlines(runbook, plan, levelled)
        ],
        "handovers": handovers_data(people),
        "awake": awake_data(people),
        "levelled_by": {"rule": levelled.rule, "tried": levelled.tried},
        "tasks": [task | _dates(plan, levelled, task["id"]) for task in data["tasks"]],
    }


def _dates(plan: Plan, levelled: Levelled, task: str) -> dict[str, Any]:
    planned, dates = plan.tasks[task], levelled.tasks[task]
    start, finish = rfc3339(dates.start), rfc3339(dates.finish)
    return {
        "start": start,
        "finish": finish,
        "early_start": start,
        "early_finish": finish,
        "unlevelled_start": rfc3339(planned.early_start),
        "unlevelled_finish": rfc3339(planned.early_finish),
        "waits_for": _held(dates.held_by) if dates.held_by else None,
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "resource": held.resource,
        "minutes": minutes(held.seconds),
        "behind": list(held.behind),
    }
