"""Deadlines, floats and near-critical chains of a plan as plain data."""

from __future__ import annotations

from typing import Any

from dependencies.floats import FINISH, RESTORE_BY, float_to
from dependencies.minutes import minutes
from dependencies.near_critical import near_critical
from dependencies.plan import Deadline, Plan
from runbooks.clocktime import rfc3339


def deadlines_data(plan: Plan) -> list[dict[str, Any]]:
    """The deadlines by their dates; a negative margin is missed."""
    return [deadline_data(deadline) for deadline in plan.deadlines]


def deadline_data(deadline: Deadline) -> dict[str, Any]:
    """A deadline: what it is of, when it is and when it is expected, and what drives it."""
    return {
        "id": deadline.id,
        "kind": deadline.kind,
        "task": deadline.task,
        "at": rfc3339(deadline.at),
        "expected": rfc3339(deadline.expected),
        "margin_minutes": minutes(deadline.margin),
        "missed": deadline.missed,
        "near": deadline.near,
        "chain": list(deadline.chain),
    }


def floats_data(plan: Plan) -> dict[str, dict[str, int | float]]:
    """Minutes by which tasks may slip before a gate, an outage's end or `restore_by` does.

    By target, then by task; only tasks on a way to it. Towards the finish it is each task's own
    `total_float_minutes`.
    """
    return {
        target: {task: minutes(seconds) for task, seconds in float_to(plan, target).items()}
        for target in (*plan.chains, RESTORE_BY)
    }


def near_critical_data(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The chains nearly as long as the driving one, by target: `finish`, gates and outages."""
    return {
        target: [
            {"tasks": list(chain.tasks), "float_minutes": minutes(chain.float)}
            for chain in near_critical(plan, target)
        ]
        for target in (FINISH, *plan.chains)
    }
