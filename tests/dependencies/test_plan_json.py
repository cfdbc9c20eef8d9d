"""A plan as plain data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dependencies.anchor import anchor
from dependencies.minutes import minutes
from dependencies.plan_json import plan_data
from dependencies.planner import plan
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage

MIXED = {"mark": "mixed", "note": "the day is assumed"}


def data(scope: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The data of a small plan: a wait of 90 minutes before a gate that ends an outage."""
    runbook = a_runbook(
        a_task("A"),
        a_task("B", "A", not_before="2025-09-01T11:30", duration="30m", basis=MIXED),
        a_task("C", "A", duration="20m"),
        notice="Illustrative.",
        gates=[a_gate("G1", "B")],
        outages={"OUT-EES": an_outage("A", "B")},
    )
    return plan_data(runbook, plan(runbook, scope))


def test_data_of_a_task() -> None:
    """Each task has its dates by RFC 3339, its float in minutes, and what holds it."""
    assert data()["tasks"][1] == {
        "id": "B",
        "title": "Task B",
        "phase": "Cutover",
        "party": "si",
        "basis": {"mark": "mixed", "note": "the day is assumed"},
        "gate": "G1",
        "calendar": None,
        "not_after": None,
        "fixed": None,
        "early_start": "2025-09-01T10:30:00Z",
        "early_finish": "2025-09-01T11:00:00Z",
        "late_start": "2025-09-01T10:30:00Z",
        "late_finish": "2025-09-01T11:00:00Z",
        "total_float_minutes": 0,
        "free_float_minutes": 0,
        "critical": True,
        "driver": "A",
        "driven_by": "not_before",
        "wait_minutes": 90,
    }


def test_data_of_the_whole() -> None:
    """The plan says what it is of, its finish, its critical path, and that it is illustrative."""
    whole = data()
    assert {key: whole[key] for key in ("runbook", "notice", "finish", "critical_path")} == {
        "runbook": "trial",
        "notice": "Illustrative.",
        "finish": "2025-09-01T11:00:00Z",
        "critical_path": ["A", "B"],
    }


def test_data_of_a_chain() -> None:
    """A chain has its readiness, its slack and its tasks."""
    chain = data()["chains"]["G1"]
    assert (chain["kind"], chain["ready_at"], chain["slack_minutes"], chain["tasks"]) == (
        "gate",
        "2025-09-01T09:00:00Z",
        90,
        ["A", "B"],
    )


def test_data_of_an_outage() -> None:
    """An outage has its system, start and end."""
    assert data()["outages"] == [
        {
            "id": "OUT-EES",
            "system": "EES",
            "basis": None,
            "start": "2025-09-01T08:00:00Z",
            "end": "2025-09-01T11:00:00Z",
        }
    ]


def test_data_of_an_outage_that_opened_before_the_scope() -> None:
    """An end that is out of scope is not given a time."""
    assert data(scope=("B",))["outages"][0]["start"] is None


def test_data_of_a_task_without_a_basis() -> None:
    """Nothing is made up."""
    assert data()["tasks"][0]["basis"] is None


def test_data_of_a_part_says_what_is_left_out() -> None:
    """Every task is in scope or out of it."""
    part = data(scope=("B",))
    assert (part["scope"], part["out_of_scope"]) == (["B"], ["A", "C"])


def test_data_of_a_moved_plan_says_how_far_and_what_differs() -> None:
    """A program sees what a person is told."""
    moved = anchor(a_runbook(a_task("A")), date(2025, 9, 2))
    found = plan_data(moved.runbook, plan(moved.runbook), moved)
    assert (found["shift_days"], found["mismatches"]) == (1, list(moved.mismatches))
    assert found["mismatches"]


def test_data_is_json() -> None:
    """Nothing in it needs converting."""
    assert json.loads(json.dumps(data())) == data()


@pytest.mark.parametrize(("seconds", "expected"), [(0, 0), (5400, 90), (90, 1.5), (-60, -1)])
def test_minutes_are_whole_where_they_can_be(seconds: int, expected: float) -> None:
    """Odd seconds are kept as a fraction, not rounded away."""
    assert minutes(seconds) == expected
