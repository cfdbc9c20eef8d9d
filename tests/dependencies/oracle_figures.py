"""The figures of the slow planner and of a plan in one form, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dependencies.floats import float_to
from dependencies.plan import Plan
from dependencies.planner import plan
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked, seconds
from tests.dependencies.oracle_dates import Early
from tests.dependencies.oracle_drivers import chain, driven
from tests.dependencies.oracle_late import free_float, late_dates, slip
from tests.dependencies.oracle_targets import deadlines, targets

#: Figures by task, gate, outage or deadline.
Figures = Mapping[str, Any]


def planned(asked: Asked) -> Plan:
    """The plan of what the slow planner is asked."""
    now = None if asked.now is None else instant(asked.now)
    return plan(asked.runbook, asked.scope, facts=asked.facts, now=now)


def early_by_oracle(early: Early) -> Figures:
    """Each task's earliest dates."""
    return {key: (one.start, one.finish) for key, one in early.dates.items()}


def early_by_plan(found: Plan) -> Figures:
    """Each task's earliest dates."""
    tasks = found.tasks.items()
    return {key: (seconds(one.early_start), seconds(one.early_finish)) for key, one in tasks}


def late_by_oracle(early: Early) -> Figures:
    """Each task's latest dates, total float and free float."""
    return {
        key: (one.start, one.finish, slip(early, key, one), free_float(early, key))
        for key, one in late_dates(early).items()
    }


def late_by_plan(found: Plan) -> Figures:
    """Each task's latest dates, total float and free float."""
    return {
        key: (seconds(one.late_start), seconds(one.late_finish), one.total_float, one.free_float)
        for key, one in found.tasks.items()
    }


def floats_by_oracle(early: Early) -> Figures:
    """The float towards each target of the tasks that may still move it."""
    found = {}
    for key, towards in targets(early).items():
        late = late_dates(early, towards)
        left = {task: one for task, one in late.items() if task not in early.over}
        found[key] = {task: slip(early, task, one) for task, one in left.items()}
    return found


def floats_by_plan(found: Plan, early: Early) -> Figures:
    """The float towards each target of the tasks that may still move it."""
    return {key: dict(float_to(found, key)) for key in targets(early)}


def drivers_by_oracle(early: Early) -> Figures:
    """What drives each task that has not begun: driver and wait, and that its reason is right."""
    found = {key: driven(early, early.asked.tasks[key]) for key in early.works}
    return {key: (one.driver, one.wait, True) for key, one in found.items()}


def drivers_by_plan(found: Plan, early: Early) -> Figures:
    """What drives each task that has not begun: driver, wait, and whether its reason is right."""
    reasons = {key: driven(early, early.asked.tasks[key]).by for key in early.works}
    tasks = ((key, found.tasks[key]) for key in early.works)
    return {key: (one.driver, one.wait, one.driven_by in reasons[key]) for key, one in tasks}


def ends_by_oracle(early: Early) -> Figures:
    """Of each target but the last gate for turning back: its date, and the chain that drives it."""
    return {
        key: (one.limit.at, chain(early, one.task))
        for key, one in targets(early).items()
        if key != "restore_by"
    }


def ends_by_plan(found: Plan, early: Early) -> Figures:
    """Of each gate and each outage that a task ends: its date, and the chain that drives it.

    What drove a task that has begun is no longer looked at.
    """
    return {
        key: (seconds(one.at), _from_the_last_begun(list(one.tasks), early))
        for key, one in found.chains.items()
        if one.tasks
    }


def _from_the_last_begun(tasks: list[str], early: Early) -> list[str]:
    begun = [number for number, task in enumerate(tasks) if task in early.begun]
    return tasks[max(begun, default=0) :]


def deadlines_by_oracle(early: Early) -> Figures:
    """When each deadline is and is expected, by kind and task."""
    return {
        f"{one.kind} {one.task} {one.at} {one.expected}": one.margin for one in deadlines(early)
    }


def deadlines_by_plan(found: Plan) -> Figures:
    """When each deadline is and is expected, by kind and task."""
    return {
        f"{one.kind} {one.task} {seconds(one.at)} {seconds(one.expected)}": one.margin
        for one in found.deadlines
    }
