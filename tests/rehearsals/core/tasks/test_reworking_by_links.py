"""Taking back what a link of each kind relies on: the end from which it counts."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task
from tests.rehearsals.core.answers import refused, taken


def side_by_side(link: str, lag: str = "0m") -> Trial:
    """A, and B that is held by it."""
    after = [{"task": "A", "link": link, "lag": lag}]
    return Trial(a_runbook(a_task("A"), a_task("B", after=after), a_task("Z", end=True)))


@pytest.mark.parametrize(("link", "lag"), [("SS", "0m"), ("FS", "-10m")])
def test_a_start_that_another_relied_on_stands(link: str, lag: str) -> None:
    """It began because this had begun."""
    trial = side_by_side(link, lag)
    trial.start(0, "A")
    trial.start(20, "B")
    undo = trial.ask(21, c.UndoEntry, task="A", reason="it was not so")
    assert refused(undo).code == "successors-begun"


def test_an_end_is_taken_back_beside_what_began_with_it() -> None:
    """B relies on the start of A alone, and that stands."""
    trial = side_by_side("SS")
    trial.start(0, "A")
    trial.start(5, "B")
    trial.done(10, "A")
    taken(trial.ask(11, c.UndoEntry, task="A", reason="it still runs"))
    assert trial.state.task("A").progress == "running"


def test_nothing_is_reopened_that_another_began_with() -> None:
    """Reopening takes the start back, too."""
    trial = side_by_side("SS")
    trial.start(0, "A")
    trial.start(5, "B")
    trial.done(10, "A")
    reopen = trial.ask(11, c.ReopenTask, task="A", reason="half of it")
    assert refused(reopen).code == "successors-begun"


def test_an_end_is_taken_back_while_what_it_holds_still_runs() -> None:
    """B has begun without it, and is not done before A is, again."""
    trial = side_by_side("FF")
    trial.start(0, "B")
    trial.do(0, 10, "A")
    taken(trial.ask(11, c.UndoEntry, task="A", reason="it still runs"))
    assert refused(trial.ask(12, c.CompleteTask, task="B")).code == "finish-held"


def test_an_end_that_let_another_end_stands() -> None:
    """B could not have been done before it."""
    trial = side_by_side("FF")
    trial.start(0, "B")
    trial.do(0, 10, "A")
    trial.done(11, "B")
    undo = trial.ask(12, c.UndoEntry, task="A", reason="it still runs")
    assert refused(undo).code == "successors-begun"


def test_a_start_that_let_another_end_stands() -> None:
    """By a link from start to finish."""
    trial = side_by_side("SF")
    trial.start(0, "B")
    trial.start(1, "A")
    trial.done(2, "B")
    undo = trial.ask(3, c.UndoEntry, task="A", reason="it was not so")
    assert refused(undo).code == "successors-begun"


def with_a_gate(link: str) -> Trial:
    """The meeting M, which has met and said go, and B by a link to it."""
    after = [{"task": "M", "link": link}]
    tasks = (a_task("M"), a_task("B", after=after), a_task("Z", end=True))
    trial = Trial(a_runbook(*tasks, gates=[a_gate("G", "M")]))
    trial.start(0, "M")
    trial.start(1, "B") if link != "FS" else None
    trial.show(2, "G")
    taken(trial.decide(3, "G"))
    return trial


@pytest.mark.parametrize("link", ["SS", "FF"])
def test_a_go_is_withdrawn_beside_what_did_not_wait_for_it_to_begin(link: str) -> None:
    """What began with the meeting, or may only not end before it, began without the go."""
    trial = with_a_gate(link)
    taken(trial.ask(4, c.WithdrawGo, gate="G", decided_by="sro", reason="news"))


@pytest.mark.parametrize("link", ["FS", "FF"])
def test_no_go_is_withdrawn_that_let_another_begin_or_end(link: str) -> None:
    """It relied on the go."""
    trial = with_a_gate(link)
    trial.start(4, "B") if link == "FS" else trial.done(4, "B")
    withdraw = trial.ask(5, c.WithdrawGo, gate="G", decided_by="sro", reason="news")
    assert refused(withdraw).code == "successor-started"
