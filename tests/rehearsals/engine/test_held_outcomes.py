"""A machine's success that comes before another task lets the finish go is kept until it does."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.commands import CompleteTask, FailTask
from rehearsals.engine.automation import Automation
from rehearsals.engine.executor import JobOutcome
from rehearsals.testing import InstantExecutor, Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import taken


def a_machine(**link: Any) -> tuple[Trial, Automation]:
    """B is a machine's and runs; its finish is held by A, which a person does."""
    after = [{"task": "A", "link": "FF", **link}]
    trial = Trial(a_runbook(a_task("A"), a_task("B", after=after, run={"wait": {}})))
    taken(trial.ask(0, c.StartTask, task="B", channel="engine"))
    return trial, Automation(trial.state, InstantExecutor())


DONE = JobOutcome(task="B", attempt=1, ok=True)


def test_it_is_said_when_the_other_is_done() -> None:
    """Until then it is kept, and no failure."""
    trial, automation = a_machine()
    assert automation.outcome_commands(trial.state, (DONE,), at(1)) == ()
    assert automation.due(trial.state, (), at(1)) == ((), None)
    trial.do(2, 30, "A")
    (said,) = automation.outcome_commands(trial.state, (), at(30))
    assert isinstance(said, CompleteTask)


def test_it_is_known_when_it_will_be_said() -> None:
    """So that the engine wakes up for it."""
    trial, automation = a_machine(lag="10m")
    trial.do(2, 30, "A")
    assert automation.outcome_commands(trial.state, (DONE,), at(31)) == ()
    assert automation.due(trial.state, (), at(31)) == ((), at(40))
    (said,) = automation.outcome_commands(trial.state, (), at(40))
    assert isinstance(said, CompleteTask)
    taken(trial.ask(40, CompleteTask, task=said.task, attempt=said.attempt))
    assert automation.outcome_commands(trial.state, (), at(41)) == ()


def test_what_somebody_else_has_said_is_forgotten() -> None:
    """A failure by hand, for one."""
    trial, automation = a_machine()
    automation.outcome_commands(trial.state, (DONE,), at(1))
    taken(trial.ask(2, FailTask, task="B", reason="it was wrong"))
    trial.do(3, 30, "A")
    assert automation.outcome_commands(trial.state, (), at(30)) == ()


def test_a_failure_is_said_at_once() -> None:
    """Nothing holds it."""
    trial, automation = a_machine()
    failed = JobOutcome(task="B", attempt=1, ok=False, reason="no space")
    (said,) = automation.outcome_commands(trial.state, (failed,), at(1))
    assert isinstance(said, FailTask)
