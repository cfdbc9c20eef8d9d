"""What Prefect is to show, worked out from facts."""

from __future__ import annotations

from flows.showing import Showing
from rehearsals.core.events import NoteAdded, TaskFailed, TaskOutcomeUnknown, TaskSkipped
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


def test_other_facts_call_for_no_task_run() -> None:
    """A note is an event in Prefect, and no task run."""
    assert a_showing("A").take(a_fact(NoteAdded(text="Going well."))) is None


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
