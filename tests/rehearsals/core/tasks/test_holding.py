"""Holding a task, or the branch behind one."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task
from tests.rehearsals.core.answers import refused, taken


def a_fan() -> Trial:
    """A, then B and C beside each other, then D behind both."""
    return Trial(
        a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "A"), a_task("D", "B", "C", end=True))
    )


def held(trial: Trial) -> list[str]:
    """The tasks that are held, in runbook order."""
    return [task for task in trial.state.index.tasks if trial.state.task(task).held]


def test_a_task_that_has_yet_to_start_is_held_alone() -> None:
    """That holds everything behind it anyway."""
    trial = a_fan()
    taken(trial.ask(1, c.HoldBranch, task="B", reason="wait"))

    assert held(trial) == ["B"]


def test_the_branch_of_a_running_task_is_held_at_its_frontier() -> None:
    """What runs goes on; the nearest that has yet to start does not."""
    trial = a_fan()
    trial.do(0, 5, "A")
    trial.start(6, "B")
    taken(trial.ask(7, c.HoldBranch, task="A", reason="wait"))

    assert held(trial) == ["C", "D"]
    trial.done(8, "B")


def test_what_failed_has_yet_to_start_again() -> None:
    """A failed task of the branch is held as well."""
    trial = a_fan()
    trial.do(0, 5, "A")
    trial.start(6, "B")
    taken(trial.ask(7, c.FailTask, task="B", reason="broke"))
    taken(trial.ask(8, c.HoldBranch, task="A", reason="wait"))

    assert refused(trial.ask(9, c.StartTask, task="B")).code == "held"


def test_releasing_a_branch_lets_go_what_it_held() -> None:
    """And nothing that was held for another reason."""
    trial = a_fan()
    taken(trial.ask(1, c.HoldTask, task="C", reason="alone"))
    trial.do(2, 5, "A")
    taken(trial.ask(6, c.HoldBranch, task="A", reason="wait"))
    assert held(trial) == ["B", "C"]
    taken(trial.ask(7, c.ReleaseBranch, task="A", reason="go on"))

    assert held(trial) == ["C"]


def test_what_is_held_already_is_not_held_twice() -> None:
    """D comes behind B and behind C; who holds C's branch as well is told that it is held."""
    trial = a_fan()
    trial.do(0, 5, "A")
    trial.do(6, 7, "B")
    trial.start(6, "C")
    taken(trial.ask(8, c.HoldBranch, task="B", reason="first"))

    refusal = refused(trial.ask(9, c.HoldBranch, task="C", reason="second"))
    assert (refusal.code, "first" in refusal.message) == ("held", True)


def test_a_task_held_with_a_branch_may_be_released_alone() -> None:
    """The rest of the branch stays held."""
    trial = a_fan()
    trial.do(0, 5, "A")
    taken(trial.ask(6, c.HoldBranch, task="A", reason="wait"))
    taken(trial.ask(7, c.ReleaseTask, task="B", reason="this one may"))

    assert held(trial) == ["C"]


def test_another_branch_keeps_what_it_reaches() -> None:
    """Two branches are held; releasing one leaves held what the other reaches too."""
    trial = Trial(
        a_runbook(
            a_task("A"),
            a_task("B"),
            a_task("C", "A", "B"),
            a_task("D", "B", end=True),
            a_task("E", "C", end=True),
        )
    )
    trial.start(0, "A")
    trial.start(0, "B")
    taken(trial.ask(1, c.HoldBranch, task="A", reason="first"))
    taken(trial.ask(2, c.HoldBranch, task="B", reason="second"))
    assert held(trial) == ["C", "D"]
    taken(trial.ask(3, c.ReleaseBranch, task="A", reason="go on"))

    assert held(trial) == ["C", "D"]
    taken(trial.ask(4, c.ReleaseBranch, task="B", reason="go on"))
    assert held(trial) == []


def test_nothing_is_left_to_hold_at_the_end() -> None:
    """All behind the task has begun: the refusal says so."""
    trial = a_fan()
    for place, task in enumerate(("A", "B", "C")):
        trial.do(10 * place, 10 * place + 5, task)
    trial.start(30, "D")

    assert refused(trial.ask(31, c.HoldBranch, task="A", reason="wait")).code == "nothing-to-hold"


@pytest.mark.parametrize("kind", [c.HoldBranch, c.ReleaseBranch])
def test_a_branch_needs_a_reason(kind: type[c.AnyCommand]) -> None:
    """It stays in the journal for good."""
    trial = a_fan()
    taken(trial.ask(1, c.HoldBranch, task="A", reason="wait"))
    task = "B" if kind is c.HoldBranch else "A"

    assert refused(trial.ask(2, kind, task=task, reason=" ")).code == "reason-missing"


def test_a_branch_that_is_not_held_names_those_that_are() -> None:
    """So that nobody must guess behind which task it was held."""
    trial = a_fan()
    taken(trial.ask(1, c.HoldBranch, task="B", reason="wait"))

    assert "B" in refused(trial.ask(2, c.ReleaseBranch, task="A", reason="go on")).hint
