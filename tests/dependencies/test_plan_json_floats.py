"""Deadlines, calendars, floats and near-critical chains of a plan as plain data."""

from __future__ import annotations

from typing import Any

from dependencies.plan_json import plan_data
from dependencies.planner import plan
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage


def data() -> dict[str, Any]:
    """A of an hour, then B behind a gate at noon; C of 20 minutes beside A; D behind B."""
    runbook = a_runbook(
        a_task("A"),
        a_task("C", duration="20m", calendar="england"),
        a_task("B", "A", "C", not_before="2025-09-01T12:00", not_after="2025-09-01T12:30"),
        a_task("D", "B", fixed="2025-09-01T14:00", duration="30m"),
        gates=[a_gate("G1", "B")],
        outages={"OUT": an_outage("A", "B", hard_limit="3h")},
    )
    return plan_data(runbook, plan(runbook))


def test_a_task_has_its_calendar_and_its_deadlines() -> None:
    """By the name of the calendar, and as instants in UTC."""
    tasks = {task["id"]: task for task in data()["tasks"]}
    assert (tasks["C"]["calendar"], tasks["A"]["calendar"]) == ("england", None)
    assert tasks["B"]["not_after"] == "2025-09-01T11:30:00Z"
    assert tasks["D"]["fixed"] == "2025-09-01T13:00:00Z"


def test_free_float_is_what_moves_no_other_task() -> None:
    """A may slip until B's noon; B itself until D's fixed time."""
    floats = {task["id"]: task["free_float_minutes"] for task in data()["tasks"]}
    assert floats == {"A": 120, "C": 160, "B": 60, "D": 0}


def test_deadlines_say_what_is_missed_by_how_much_and_what_drives_it() -> None:
    """By their dates; a hard limit counts from the outage's start."""
    found = data()["deadlines"]
    assert [(one["kind"], one["id"], one["margin_minutes"]) for one in found] == [
        ("hard_limit", "OUT", -60),
        ("not_after", "B", -30),
        ("fixed", "D", 0),
    ]
    assert found[1] == {
        "id": "B",
        "kind": "not_after",
        "task": "B",
        "at": "2025-09-01T11:30:00Z",
        "expected": "2025-09-01T12:00:00Z",
        "margin_minutes": -30,
        "missed": True,
        "near": False,
        "chain": ["A", "B"],
    }


def test_floats_are_given_towards_each_gate_and_outage() -> None:
    """Only of tasks on a way to it: D comes behind the gate."""
    floats = data()["floats"]
    assert floats["G1"] == {"A": 120, "C": 160, "B": 0}
    assert floats["OUT"] == {"A": 120, "C": 160, "B": 0}
    assert floats["restore_by"] == {}


def test_near_critical_chains_are_given_for_each_target() -> None:
    """Within two hours of float; the driving chain is none of them."""
    runbook = a_runbook(
        a_task("A"), a_task("C", duration="20m"), a_task("B", "A", "C"), gates=[a_gate("G1", "B")]
    )
    near = plan_data(runbook, plan(runbook))["near_critical"]
    assert near == {
        "finish": [{"tasks": ["C"], "float_minutes": 40}],
        "G1": [{"tasks": ["C"], "float_minutes": 40}],
    }
