"""Which tasks a run from one gate to another covers."""

from __future__ import annotations

import pytest

from dependencies.planner import plan
from dependencies.scoping import scope_between
from runbooks.errors import AnchorError
from tests.dependencies.factories import a_gate, a_runbook, a_task

RUNBOOK = a_runbook(
    a_task("PREPARE"),
    a_task("MEET1", "PREPARE"),
    a_task("WORK", "MEET1"),
    a_task("ASIDE", "MEET1", duration="30m"),
    a_task("LATER", "MEET1", not_before="2025-09-01T14:00"),
    a_task("AFTER-LATER", {"task": "LATER", "lag": "-5h"}),
    a_task("MEET2", "WORK"),
    a_task("GO", "MEET2"),
    gates=[a_gate("G1", "MEET1"), a_gate("G2", "MEET2")],
)


def scope(from_gate: str | None, to_gate: str | None) -> tuple[str, ...]:
    """The scope between two gates of the runbook above."""
    return scope_between(RUNBOOK, plan(RUNBOOK), from_gate, to_gate)


def test_scope_without_gates_is_everything() -> None:
    """A whole rehearsal covers all tasks."""
    assert len(scope(None, None)) == len(RUNBOOK.tasks)


def test_scope_from_a_gate_is_its_meeting_and_what_depends_on_it() -> None:
    """What led up to the gate is out of scope."""
    assert scope("G1", None) == tuple(task.id for task in RUNBOOK.tasks[1:])


def test_scope_ends_with_the_last_meeting() -> None:
    """Neither what depends on it nor what is planned after its end is covered."""
    assert scope("G1", "G2") == ("MEET1", "WORK", "ASIDE", "MEET2")


def test_scope_has_no_task_whose_predecessor_came_too_late_for_it() -> None:
    """A task that follows an excluded one is excluded, however early a lead would let it go."""
    assert "AFTER-LATER" not in scope("G1", "G2")


def test_scope_to_a_gate_begins_with_the_runbook() -> None:
    """Without a first gate all that leads up to the last one is covered."""
    assert scope(None, "G1") == ("PREPARE", "MEET1")


def test_scope_of_a_single_gate_is_its_meeting() -> None:
    """From a gate to itself only the meeting is held."""
    assert scope("G1", "G1") == ("MEET1",)


def test_scope_backwards_is_refused() -> None:
    """The last gate must depend on the first."""
    with pytest.raises(AnchorError, match=r"G1 \(MEET1\) does not come after G2"):
        scope("G2", "G1")


def test_unknown_gate_is_refused_with_near_names() -> None:
    """A typing error is answered with the gates it may have meant."""
    with pytest.raises(AnchorError, match=r"no gate 'G11'\. Did you mean one of G1"):
        scope("G11", None)


def test_unknown_gate_far_from_any_name_is_answered_with_all() -> None:
    """Where nothing is near, all gates are named."""
    with pytest.raises(AnchorError, match=r"Its gates are: G1, G2\."):
        scope("readiness", None)
