"""What a plan asks of people as plain data."""

from __future__ import annotations

from typing import Any

from dependencies.minutes import minutes
from dependencies.people.awake import Awake
from dependencies.people.handovers import Handover
from dependencies.people.overbooked import Overbooked
from dependencies.plan_people import PlanPeople
from runbooks.clocktime import rfc3339


def overbooked_data(people: PlanPeople) -> list[dict[str, Any]]:
    """The stretches in which more of a resource are asked for than are on duty, by their starts."""
    return [_overbooked(one) for one in people.overbooked]


def handovers_data(people: PlanPeople) -> list[dict[str, Any]]:
    """The ends of shifts that fall into a task, with who could take it over."""
    return [_handover(one) for one in people.handovers]


def awake_data(people: PlanPeople) -> list[dict[str, Any]]:
    """How long persons are at work or on duty without a rest."""
    return [_awake(one) for one in people.awake]


def _overbooked(one: Overbooked) -> dict[str, Any]:
    return {
        "resource": one.resource,
        "start": rfc3339(one.start),
        "finish": rfc3339(one.finish),
        "demand": one.demand,
        "capacity": one.capacity,
        "tasks": list(one.tasks),
    }


def _handover(one: Handover) -> dict[str, Any]:
    return {
        "task": one.task,
        "resource": one.resource,
        "at": rfc3339(one.at),
        "leaving": list(one.leaving),
        "taking_over": list(one.taking_over),
    }


def _awake(one: Awake) -> dict[str, Any]:
    return {
        "person": one.person,
        "since": rfc3339(one.since),
        "until": rfc3339(one.until),
        "minutes": minutes(one.seconds),
        "limit_minutes": minutes(one.limit),
        "too_long": one.too_long,
        "tasks": list(one.tasks),
    }
