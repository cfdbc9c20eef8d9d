"""Amendments that weaken a gate that has yet to decide, or a way back: who approves them."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.plan.diff import diff
from rehearsals.core.plan.weakening import weakenings
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from runbooks.model import Runbook

TASKS = (a_task("A"), a_task("B", "A", party="sro"), a_task("C", "B", undo="R"), a_task("D", "B"))
READY = {"id": "READY", "owner": "si"}


def a_plan(*others: dict[str, Any], gone: str = "", **gate: Any) -> Runbook:
    """A, then the meeting B of G, then C, which R undoes, and D."""
    tasks = {task["id"]: task for task in (*TASKS, *others) if task["id"] != gone}
    back = {"gates": ["G"], "authority": "sro", "tasks": [a_task("R", always=True)]}
    return a_runbook(*tasks.values(), gates=[a_gate("G", "B", **gate)], rollback=back)


@pytest.mark.parametrize(
    "after",
    [
        a_plan(decider="recco"),
        a_plan(criteria=[{"id": "OTHER", "owner": "si"}]),
        a_plan(criteria=[{**READY, "blocking": False}]),
        a_plan(rule="quorum", decider=None, members=["sro", "si"], quorum=1),
        a_plan(advised_by=["recco"]),
        a_plan(gone="D"),
        a_plan(a_task("C", "B")),
    ],
    ids=["decider", "criterion", "not blocking", "rule", "advice", "task behind it", "undo"],
)
def test_what_weakens_is_approved_by_who_guards_it(after: Runbook) -> None:
    """Not by whoever runs the night: in the name of who decides on turning back."""
    trial = Trial(a_plan())
    trial.ask(1, c.ProposeAmendment, changes=diff(trial.state.runbook, after), reason="simpler")
    answer = trial.ask(2, c.ApproveAmendment, number=1)

    assert isinstance(answer, c.Refusal)
    assert answer.code == "weakens"
    assert "callboard approve DR1 1 --by sro" in answer.hint
    assert not isinstance(trial.ask(3, c.ApproveAmendment, number=1, decided_by="sro"), c.Refusal)


def test_what_weakens_nothing_is_approved_as_ever() -> None:
    """A task takes longer."""
    trial = Trial(a_plan())
    changes = diff(trial.state.runbook, a_plan(a_task("D", "B", duration="45m")))
    trial.ask(1, c.ProposeAmendment, changes=changes, reason="slower")

    assert weakenings(trial.state, changes) == ()
    assert not isinstance(trial.ask(2, c.ApproveAmendment, number=1), c.Refusal)


def test_behind_a_gate_that_is_passed_a_task_may_go() -> None:
    """The decision was taken with it in the plan."""
    trial = Trial(a_plan())
    trial.do(0, 1, "A")
    trial.start(2, "B")
    trial.show(3, "G")
    trial.decide(4, "G")

    assert weakenings(trial.state, diff(trial.state.runbook, a_plan(gone="D"))) == ()
