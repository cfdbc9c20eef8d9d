"""The end of a run: by itself in a rehearsal, by somebody's hand in the live run."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import Trial, a_runbook, a_task
from tests.rehearsals.core.answers import refused, taken

RESULTS = [{"id": "mpans", "title": "MPANs", "unit": "MPANs", "expected": 100, "tolerance": 0}]


def played(**changes: Any) -> Trial:
    """A run whose only task has just been done, with a result that is not as expected."""
    trial = Trial(a_runbook(a_task("A", results=RESULTS)), **changes)
    trial.start(0, "A")
    taken(trial.ask(30, c.CompleteTask, task="A", results={"mpans": 99.0}))
    return trial


def closed(trial: Trial) -> e.RunClosed:
    """What closed the run."""
    event = trial.facts[-1].event
    assert isinstance(event, e.RunClosed)
    return event


def test_a_rehearsal_closes_with_its_last_task() -> None:
    """Nobody has to do it."""
    assert closed(played()) == e.RunClosed(outcome="finished")


def test_a_live_run_does_not_close_by_itself() -> None:
    """A slip at the last task can be put right: reopened, and done again."""
    trial = played(mode="live")
    assert trial.state.status == "open"

    taken(trial.ask(31, c.ReopenTask, task="A", reason="miscounted"))
    trial.start(32, "A")
    taken(trial.ask(40, c.CompleteTask, task="A", results={"mpans": 100.0}))
    assert trial.state.task("A").results == {"mpans": 100.0}


def test_closing_a_live_run_in_which_all_is_settled_finishes_it() -> None:
    """It was not abandoned; the words stay with it."""
    trial = played(mode="live")
    taken(trial.ask(31, c.AbandonRun, reason="all is well"))
    assert closed(trial) == e.RunClosed(outcome="finished", reason="all is well")


def test_closing_a_live_run_with_something_left_abandons_it() -> None:
    """As it does any run."""
    trial = Trial(a_runbook(a_task("A")), mode="live")
    taken(trial.ask(1, c.AbandonRun, reason="storm"))
    assert closed(trial).outcome == "abandoned"


def test_closing_takes_a_reason() -> None:
    """Also when all is settled."""
    assert refused(played(mode="live").ask(31, c.AbandonRun, reason=" ")).code == "reason-missing"
