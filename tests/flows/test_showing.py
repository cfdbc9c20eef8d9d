"""What Prefect is to show, worked out from facts."""

from __future__ import annotations

import pytest

from flows.showing import Showing
from rehearsals.core.events import (
    Event,
    GateWithdrawn,
    NoteAdded,
    RetryAsked,
    TaskFailed,
    TaskFinished,
    TaskOutcomeUnknown,
    TaskSkipped,
)
from tests.flows.facts import a_fact, a_finish, an_opening


def a_showing(*tasks: str) -> Showing:
    """A run of tasks that has just been opened."""
    showing = Showing(run="DR1")
    showing.take(an_opening("DR1", *tasks))
    return showing


def test_finished_attempt_is_shown_with_its_true_times() -> None:
    """The message carries title, party and local times with their zone."""
    start, finish = a_finish("A")
    showing = a_showing("A")
    assert showing.take(start) is None
    shown = showing.take(finish)
    assert shown is not None
    assert (shown.task, shown.attempt, shown.state) == ("A", 1, "COMPLETED")
    assert shown.message == "Do A (si): Fri 19 Sep 18:05 BST to Fri 19 Sep 18:15 BST."


def test_unknown_outcome_is_shown_as_a_crash() -> None:
    """An attempt that nobody knows the outcome of is not shown as done."""
    showing = a_showing("A")
    shown = showing.take(a_fact(TaskOutcomeUnknown(task="A", attempt=1)))
    assert shown is not None
    assert (shown.state, shown.called) == ("CRASHED", "Unknown")
    assert showing.percent == 0


def test_failure_is_shown_with_its_reason() -> None:
    """The reason stands at the end of the message."""
    shown = a_showing("A").take(a_fact(TaskFailed(task="A", attempt=1, reason="no link")))
    assert shown is not None
    assert shown.message.endswith("no link")


def test_progress_counts_done_and_skipped_tasks() -> None:
    """Skipped tasks are settled; a task that is finished twice counts once."""
    showing = a_showing("A", "B", "C")
    for fact in (*a_finish("A"), a_fact(TaskSkipped(task="B", reason="not needed"))):
        showing.take(fact)
    assert showing.percent == 66


def test_withdrawn_go_takes_its_meeting_out_of_progress() -> None:
    """The meeting is open again; the attempt that gave the go is withdrawn, with its times."""
    showing = Showing(run="DR1")
    showing.take(an_opening("DR1", "M", gates={"G": "M"}))
    for fact in a_finish("M"):
        went = showing.take(fact)
    assert went is not None
    assert (showing.percent, went.revises) == (100, False)
    withdrawn = showing.take(a_fact(GateWithdrawn(gate="G", decided_by="sro", reason="hm")))
    assert showing.percent == 0
    assert withdrawn is not None
    assert (withdrawn.id, withdrawn.state, withdrawn.called) == (went.id, "CANCELLED", "Withdrawn")
    assert withdrawn.message == "Do M (si): Fri 19 Sep 18:05 BST to Fri 19 Sep 18:15 BST. hm"
    assert withdrawn.revises


def test_meeting_after_a_withdrawn_go_is_an_attempt_of_its_own() -> None:
    """It began with the withdrawal, and has a task run and a row of its own."""
    showing = Showing(run="DR1")
    withdrawal = a_fact(GateWithdrawn(gate="G", decided_by="sro", reason="hm"), minutes=20)
    for fact in (an_opening("DR1", "M", gates={"G": "M"}), *a_finish("M"), withdrawal):
        showing.take(fact)
    shown = showing.take(a_fact(TaskFinished(task="M", attempt=2), minutes=50))
    assert shown is not None
    assert (shown.attempt, shown.called, shown.revises) == (2, "Completed", False)
    assert showing.percent == 100
    assert [(row["outcome"], row["work"]) for row in showing.rows] == [
        ("withdrawn", "10 min"),
        ("completed", "30 min"),
    ]


def test_outcome_that_somebody_found_out_replaces_the_unknown_one() -> None:
    """Nobody knew how an attempt ended, until a person looked: one task run, one row."""
    showing = a_showing("A")
    begun, done = a_finish("A")
    showing.take(begun)
    showing.take(a_fact(TaskOutcomeUnknown(task="A", attempt=1)))
    shown = showing.take(done)
    assert shown is not None
    assert (shown.called, shown.revises) == ("Completed", True)
    assert [row["outcome"] for row in showing.rows] == ["completed"]


@pytest.mark.parametrize("event", [NoteAdded(text="Going well."), RetryAsked(task="A")])
def test_other_facts_call_for_no_task_run(event: Event) -> None:
    """What ends no attempt is an event in Prefect, and no task run."""
    assert a_showing("A").take(a_fact(event)) is None


def test_timeline_has_a_row_for_each_attempt() -> None:
    """Task, owner, local times, work and outcome."""
    showing = a_showing("A")
    for fact in a_finish("A"):
        showing.take(fact)
    assert showing.rows == [
        {
            "task": "A",
            "title": "Do A",
            "party": "si",
            "attempt": "1",
            "started": "Fri 19 Sep 18:05 BST",
            "ended": "Fri 19 Sep 18:15 BST",
            "work": "10 min",
            "outcome": "completed",
            "reason": "",
        }
    ]
