"""What has happened of a run, as planning the rest reads it."""

from __future__ import annotations

from dependencies.progress import Progress
from rehearsals.core import commands as c
from rehearsals.outlook.facts import facts_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

CHAIN = a_runbook(a_task("A"), a_task("B", "A"), a_task("C", "B", end=True))


def test_a_task_that_nothing_has_happened_to_has_no_progress() -> None:
    """What has not begun is planned, not known."""
    assert facts_of(Trial(CHAIN).state, at(10)) == {}


def test_what_is_done_has_its_start_and_its_finish() -> None:
    """As they happened."""
    trial = Trial(CHAIN)
    trial.do(3, 20, "A")
    assert facts_of(trial.state, at(30)) == {"A": Progress(started=at(3), finished=at(20))}


def test_what_is_skipped_is_over_at_once() -> None:
    """It never began."""
    trial = Trial(CHAIN)
    trial.ask(5, c.SkipTask, task="A", reason="not needed")
    assert facts_of(trial.state, at(30)) == {"A": Progress(finished=at(5))}


def test_what_runs_has_its_start() -> None:
    """Its length counts from there."""
    trial = Trial(CHAIN)
    trial.start(3, "A")
    assert facts_of(trial.state, at(30)) == {"A": Progress(started=at(3), since=at(3))}


def test_a_task_that_failed_lies_ahead_as_a_whole() -> None:
    """It began when it began; it must be tried again, from now on at the earliest."""
    trial = Trial(CHAIN)
    trial.start(3, "A")
    trial.ask(20, c.FailTask, task="A", reason="no space")
    assert facts_of(trial.state, at(30)) == {"A": Progress(started=at(3), since=at(30))}


def test_a_second_attempt_counts_from_its_own_start() -> None:
    """The task began with the first."""
    trial = Trial(CHAIN)
    trial.start(3, "A")
    trial.ask(20, c.FailTask, task="A", reason="no space")
    trial.start(25, "A")
    assert facts_of(trial.state, at(30)) == {"A": Progress(started=at(3), since=at(25))}


def test_a_task_of_many_copies_runs_until_the_last_is_confirmed() -> None:
    """Half of the parties are not enough."""
    trial = Trial(a_runbook(a_task("A", for_each="ldsos"), a_task("B", "A", end=True)))
    trial.start(0, "A")
    trial.done(10, "A", parties=("north",))
    assert facts_of(trial.state, at(12))["A"].finished is None
    trial.done(20, "A", parties=("south",))
    assert facts_of(trial.state, at(30))["A"].finished == at(20)


def test_what_was_begun_out_of_sequence_has_begun() -> None:
    """Whatever it should have waited for."""
    trial = Trial(CHAIN)
    trial.ask(5, c.StartOutOfSequence, task="B", reason="they began early")
    assert facts_of(trial.state, at(10)) == {"B": Progress(started=at(5), since=at(5))}


def test_what_is_held_is_assumed_to_go_on_now() -> None:
    """A hold says nothing of when it ends."""
    trial = Trial(CHAIN)
    trial.ask(5, c.HoldTask, task="A", reason="wait for the vendor")
    assert facts_of(trial.state, at(10)) == {}


def test_a_decision_that_was_put_off_is_not_looked_for_before_its_time() -> None:
    """The meeting sits until then."""
    trial = Trial(a_runbook(a_task("M"), gates=[a_gate("G1", "M", criteria=[])]))
    trial.start(0, "M")
    trial.decide(5, "G1", "deferred", until=at(120))
    meeting = facts_of(trial.state, at(10))["M"]
    assert meeting == Progress(started=at(0), since=at(0), not_before=at(120))


def test_what_was_given_up_is_left_out() -> None:
    """Of a run that turned back."""
    back = {"gates": ["G1"], "tasks": [a_task("R1", undoes=["A"])]}
    book = a_runbook(
        a_task("A"), a_task("M", "A"), a_task("B", "M"), gates=[a_gate("G1", "M")], rollback=back
    )
    trial = Trial(book)
    trial.do(0, 20, "A")
    trial.start(30, "M")
    trial.ask(
        40, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="too late to go on"
    )
    assert set(facts_of(trial.state, at(50))) == {"A"}
