"""A task that somebody really began before its turn."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from tests.rehearsals.core.answers import taken


def a_chain() -> Trial:
    """A, B, C, one after the other."""
    return Trial(a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B", end=True)))


def early(trial: Trial, minutes: float, task: str, reason: str = "misheard") -> c.Refusal | None:
    """Start out of sequence; the refusal if there is one."""
    answer = trial.ask(minutes, c.StartOutOfSequence, task=task, reason=reason)
    return answer if isinstance(answer, c.Refusal) else None


def test_it_is_marked_for_ever() -> None:
    """With its reason, also after it is done and done again."""
    trial = a_chain()
    assert early(trial, 1, "C") is None
    taken(trial.ask(2, c.FailTask, task="C", reason="broke"))
    trial.do(3, 4, "A")
    trial.do(5, 6, "B")
    trial.start(7, "C")

    assert trial.state.task("C").out_of_sequence == "misheard"


def test_it_is_completed_like_any_task() -> None:
    """It has begun, and so it ends."""
    trial = a_chain()
    early(trial, 1, "B")
    trial.done(2, "B")

    assert trial.state.task("B").settled


def test_a_mark_that_was_a_mistake_is_undone_with_its_start() -> None:
    """Then it did not begin, early or not."""
    trial = a_chain()
    early(trial, 1, "B")
    taken(trial.ask(2, c.UndoEntry, task="B", reason="wrong task"))

    assert trial.state.task("B").out_of_sequence is None


def test_a_task_in_its_turn_is_started_plainly() -> None:
    """The refusal names `callboard start`."""
    refusal = early(a_chain(), 1, "A")

    assert refusal is not None
    assert refusal.code == "in-sequence"
    assert "callboard start DR1 A" in refusal.hint


def test_it_needs_a_reason() -> None:
    """No mark without one."""
    refusal = early(a_chain(), 1, "B", reason=" ")

    assert refusal is not None
    assert refusal.code == "reason-missing"


@pytest.mark.parametrize("task", ["B", "C"])
def test_never_past_a_gate(task: str) -> None:
    """Not of a gate just before it, nor of one far before it."""
    gates = [a_gate("G1", "M", criteria=[])]
    trial = Trial(a_runbook(a_task("M"), a_task("B", "M"), a_task("C", "B", end=True), gates=gates))
    refusal = early(trial, 1, task)

    assert refusal is not None
    assert refusal.code == "past-a-gate"
    assert "G1" in refusal.message


def test_behind_a_go_it_may_be_recorded() -> None:
    """The gate is passed; what is open between it and the task is no gate."""
    gates = [a_gate("G1", "M", criteria=[])]
    trial = Trial(a_runbook(a_task("M"), a_task("B", "M"), a_task("C", "B", end=True), gates=gates))
    trial.start(0, "M")
    trial.decide(1, "G1")

    assert early(trial, 2, "C") is None


def test_a_gate_is_not_met_before_its_turn() -> None:
    """A decision out of sequence would be one past what it stands on."""
    gates = [a_gate("G1", "M", criteria=[])]
    trial = Trial(a_runbook(a_task("A"), a_task("M", "A", end=True), gates=gates))
    refusal = early(trial, 1, "M")

    assert refusal is not None
    assert refusal.code == "meeting"


def test_a_fact_is_a_fact_under_a_hold_and_a_stop() -> None:
    """What really began is recorded, although it should not have."""
    trial = a_chain()
    taken(trial.ask(1, c.HoldTask, task="A", reason="wait"))
    taken(trial.ask(1, c.StopStarts, reason="fire alarm"))

    assert early(trial, 2, "A") is None


def test_machines_do_not_start_early() -> None:
    """The engine starts its tasks in their turn."""
    automated = a_task("B", "A", end=True, run={"wait": {"for": "0m"}})
    refusal = early(Trial(a_runbook(a_task("A"), automated)), 1, "B")

    assert refusal is not None
    assert refusal.code == "automated"
