"""What Prefect is to show, worked out from facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.showing import Showing
from rehearsals.core.events import (
    AmendmentApproved,
    AmendmentProposed,
    Change,
    CopyWithdrawn,
    EntryUndone,
    Event,
    GateWithdrawn,
    NoteAdded,
    RetryAsked,
    TaskFailed,
    TaskFinished,
    TaskOutcomeUnknown,
    TaskReassigned,
    TaskReopened,
    TaskSkipped,
    TaskStarted,
    TurnedBack,
    WayBackExtended,
)
from tests.flows.facts import a_fact, a_finish, an_opening
from tests.rehearsals.core.nights import Night, for_any_night


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


def test_reopened_task_is_taken_out_of_progress() -> None:
    """Its task run is there and says that it no longer counts; the next attempt has its own."""
    showing = a_showing("A")
    for fact in a_finish("A"):
        showing.take(fact)
    reopened = showing.take(a_fact(TaskReopened(task="A", reason="bad"), minutes=20))
    assert reopened is not None
    assert (reopened.attempt, reopened.state, reopened.called) == (1, "CANCELLED", "Reopened")
    assert (reopened.revises, showing.percent) == (True, 0)
    for fact in a_finish("A", 2):
        shown = showing.take(fact)
    assert shown is not None
    assert (shown.attempt, shown.called, showing.percent) == (2, "Completed", 100)


def test_undone_end_is_replaced_by_the_end_that_stands() -> None:
    """The attempt runs on: one task run, one row."""
    showing = a_showing("A")
    begun, done = a_finish("A")
    showing.take(begun)
    showing.take(done)
    undone = EntryUndone(task="A", what="finished", attempt=1, reason="B was meant")
    shown = showing.take(a_fact(undone, minutes=20))
    assert shown is not None
    assert (shown.called, showing.percent) == ("Undone", 0)
    shown = showing.take(a_fact(TaskFinished(task="A", attempt=1), minutes=35))
    assert shown is not None
    assert (shown.called, shown.revises, showing.percent) == ("Completed", True, 100)
    assert [(row["outcome"], row["work"]) for row in showing.rows] == [("completed", "30 min")]


def test_undone_start_calls_for_no_task_run() -> None:
    """It had none."""
    showing = a_showing("A")
    showing.take(a_fact(TaskStarted(task="A", attempt=1)))
    undone = EntryUndone(task="A", what="started", attempt=1, reason="oh")
    assert showing.take(a_fact(undone)) is None


def test_undone_skip_is_taken_out_of_progress() -> None:
    """A skipped task has a task run, which says so."""
    showing = a_showing("A")
    showing.take(a_fact(TaskSkipped(task="A", reason="not needed")))
    undone = EntryUndone(task="A", what="skipped", attempt=0, reason="it is")
    shown = showing.take(a_fact(undone))
    assert shown is not None
    assert (shown.attempt, shown.called, showing.percent) == (0, "Undone", 0)


def test_copy_that_is_withdrawn_after_the_end_takes_the_end_back() -> None:
    """Before the end there is nothing to take back."""
    showing = a_showing("A")
    begun, done = a_finish("A")
    showing.take(begun)
    withdrawn = a_fact(CopyWithdrawn(task="A", party="north", reason="wrong file"))
    assert showing.take(withdrawn) is None
    showing.take(done)
    shown = showing.take(withdrawn)
    assert shown is not None
    assert (shown.called, showing.percent) == ("Undone", 0)


def test_copy_withdrawn_from_a_skipped_task_leaves_it_skipped() -> None:
    """What is left out does not come back because a party was mistaken."""
    showing = a_showing("A")
    showing.take(a_fact(TaskSkipped(task="A", reason="not needed")))
    withdrawn = a_fact(CopyWithdrawn(task="A", party="north", reason="wrong file"))
    assert showing.take(withdrawn) is None
    assert showing.settled == {"A"}


def test_late_entry_is_marked() -> None:
    """The times are the true ones; when it was entered stands in the message."""
    begun, done = a_finish("A")
    showing = a_showing("A")
    showing.take(begun)
    entered = a_fact(TaskFinished(task="A", attempt=1), minutes=60).at
    shown = showing.take(replace(done, recorded_at=entered))
    assert shown is not None
    assert shown.message == (
        "Do A (si): Fri 19 Sep 18:05 BST to Fri 19 Sep 18:15 BST. "
        "Entered late, Fri 19 Sep 19:00 BST."
    )


def test_what_began_out_of_sequence_is_marked() -> None:
    """With why."""
    showing = a_showing("A")
    showing.take(a_fact(TaskStarted(task="A", attempt=1, out_of_sequence="they had begun")))
    shown = showing.take(a_fact(TaskFinished(task="A", attempt=1), minutes=5))
    assert shown is not None
    assert shown.message.endswith("Began out of sequence: they had begun")


def test_reassigned_task_is_shown_with_its_owner() -> None:
    """Not with the party that the runbook names."""
    showing = a_showing("A")
    showing.take(a_fact(TaskReassigned(task="A", party="recco", reason="ill")))
    for fact in a_finish("A"):
        showing.take(fact)
    assert [row["party"] for row in showing.rows] == ["recco"]


def test_turning_back_changes_what_there_is_to_do() -> None:
    """What was done counts, what was given up does not, the way back does."""
    showing = a_showing("A", "B", "C")
    for fact in a_finish("A"):
        showing.take(fact)
    turned = TurnedBack(
        kind="rollback", gate="G", decided_by="sro", reason="no", given_up=("B", "C"), leg=("R",)
    )
    showing.take(a_fact(turned, minutes=20))
    assert (showing.total, showing.percent) == (2, 50)
    for fact in a_finish("R"):
        showing.take(fact)
    assert showing.percent == 100


def test_way_back_that_grows_is_more_to_do() -> None:
    """Something had begun that nobody had told of."""
    showing = a_showing("A", "B")
    turned = TurnedBack(
        kind="rollback", gate="G", decided_by="sro", reason="no", given_up=("A", "B"), leg=("R",)
    )
    showing.take(a_fact(turned, minutes=20))
    showing.take(a_fact(WayBackExtended(task="B", kind="rollback", leg=("S",)), minutes=25))
    assert showing.total == 2


def test_amended_plan_is_what_there_is_to_do() -> None:
    """Tasks are added and taken out once the amendment is approved."""
    showing = a_showing("A", "B")
    new = {"id": "N", "title": "Do N", "party": "si"}
    changes = (
        Change(kind="task", id="B", before={"id": "B"}),
        Change(kind="task", id="N", after=new),
        Change(kind="task", id="O", after={**new, "id": "O"}),
    )
    showing.take(a_fact(AmendmentProposed(number=1, changes=changes, reason="late")))
    assert showing.total == 2
    showing.take(a_fact(AmendmentApproved(number=1)))
    assert showing.total == 3


@for_any_night
def test_any_night_can_be_shown(night: Night) -> None:
    """What is settled in the end is what counts as done."""
    showing = Showing(run=night.state.run)
    for fact in night.facts:
        showing.take(fact)
    settled = {key for key in night.state.tasks if night.state.task(key).settled}
    assert showing.settled == settled
    assert 0 <= showing.percent <= 100
