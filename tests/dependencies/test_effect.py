"""What a change to a plan does to its dates."""

from __future__ import annotations

from datetime import timedelta

from dependencies.effect import Effect, effect
from rehearsals.testing import a_gate, a_runbook, a_task, at
from runbooks.model import Runbook

BOOK = a_runbook(
    *(a_task("A"), a_task("B", "A"), a_task("C", "B")),
    gates=[a_gate("G", "B"), a_gate("F", "A")],
    outages={
        "OUT": {
            "system": "EES",
            "opens": {"task": "A", "at": "start"},
            "closes": {"task": "C", "at": "finish"},
        }
    },
)


def to(*tasks: dict[str, object], **changes: object) -> Effect:
    """The effect of having these tasks instead."""
    data = BOOK.model_dump(mode="json", exclude_defaults=True)
    after = Runbook.model_validate({**data, "tasks": list(tasks), **changes})
    return effect(BOOK, after, BOOK.task_by_id, after.task_by_id)


def test_a_longer_task_moves_what_comes_behind() -> None:
    """The finish, the gate behind it and the end of the outage; the gate before it stays."""
    moved = to(a_task("A", duration="1h"), a_task("B", "A"), a_task("C", "B"))
    assert moved.finish.seconds == timedelta(minutes=30).total_seconds()
    assert [(one.name, one.before, one.after) for one in moved.gates] == [("G", at(30), at(60))]
    assert [one.name for one in moved.outages] == ["OUT"]


def test_a_change_that_moves_nothing_says_so() -> None:
    """A task more, beside the chain that drives the plan."""
    moved = to(a_task("A"), a_task("B", "A"), a_task("C", "B"), a_task("D"))
    assert moved.finish.seconds == 0
    assert (moved.gates, moved.outages) == ((), ())
    assert (moved.tasks_before, moved.tasks_after) == (3, 4)


def test_what_is_new_has_no_time_before() -> None:
    """A gate that was not there did not move."""
    gates = [a_gate("G", "B"), a_gate("F", "A"), a_gate("H", "C")]
    moved = to(a_task("A"), a_task("B", "A"), a_task("C", "B"), gates=gates)
    assert [(one.name, one.before, one.seconds) for one in moved.gates] == [("H", None, None)]
