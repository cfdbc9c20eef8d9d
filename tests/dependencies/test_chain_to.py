"""The driving chain to any target, and which window a task has waited for."""

from __future__ import annotations

import pytest

from dependencies.chain_to import chain_to, check_target
from dependencies.near_critical import near_critical
from dependencies.planner import plan
from dependencies.waits import window_before
from runbooks.errors import PlanError
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage

BOOK = a_runbook(
    *(a_task("A"), a_task("B", "A"), a_task("C", "B"), a_task("D", "A", duration="30m")),
    gates=[a_gate("G", "B")],
    outages={"OUT": an_outage("A", "D"), "CLOCK": {"system": "X", "from": "T+1h", "to": "T+2h"}},
)


@pytest.mark.parametrize(
    ("target", "tasks"),
    [("G", "AB"), ("OUT", "AD"), ("CLOCK", ""), ("C", "ABC"), ("D", "AD"), ("finish", "ABC")],
)
def test_the_chain_to_a_target_ends_with_it(target: str, tasks: str) -> None:
    """A gate's meeting, what closes an outage, the task itself, the task that finishes last."""
    assert "".join(step.task for step in chain_to(BOOK, plan(BOOK), target)) == tasks


def test_an_unknown_target_names_what_was_meant() -> None:
    """Out of all that can be asked for."""
    with pytest.raises(PlanError, match=r"OUTT is no gate.*Did you mean OUT\?"):
        chain_to(BOOK, plan(BOOK), "OUTT")
    with pytest.raises(PlanError, match="Name one of them, or finish or restore_by"):
        check_target(BOOK, plan(BOOK), "zzzz", "restore_by")


def test_the_chain_that_drives_a_task_is_not_near_critical_to_it() -> None:
    """Only what runs beside it is."""
    book = a_runbook(a_task("A"), a_task("B", duration="50m"), a_task("C", "A", "B"), a_task("D"))
    assert [near.tasks for near in near_critical(plan(book), "C")] == [("B",)]


def test_the_window_before_a_start_is_the_one_that_ended_last() -> None:
    """A later one, or one that does not hold the task, is not it."""
    task = a_task("T", uses=["X"], duration="30m")
    book = a_runbook(
        *(a_task("A"), task),
        outages={"CLOCK": {"system": "X", "from": "T+0h", "to": "T+2h"}},
        blackouts={
            "NIGHT": {"title": "Night", "windows": [{"from": "T-1h", "to": "T+1h"}]},
            "LATER": {"title": "Later", "windows": [{"from": "T+3h", "to": "T+4h"}]},
            "OTHER": {
                "title": "Other",
                "windows": [{"from": "T+0h", "to": "T+2h"}],
                "tasks": ["A"],
            },
        },
    )
    start = plan(book).tasks["T"].early_start
    assert window_before(book, task, start) == "CLOCK"
    assert window_before(book, book.tasks[0], start) == "OTHER"
    assert window_before(BOOK, BOOK.tasks[0], start) is None
