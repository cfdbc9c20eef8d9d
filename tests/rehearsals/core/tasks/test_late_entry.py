"""What happened earlier and is only entered now, between its neighbours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import OPENED, Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken


def a_pair(**changes: Any) -> Trial:
    """A, then B."""
    return Trial(a_runbook(a_task("A", **changes), a_task("B", "A", end=True)))


def late(trial: Trial, minutes: float, happened: float, kind: type[Any], **fields: Any) -> Any:
    """Ask at a minute for what happened at another."""
    return trial.ask(minutes, kind, happened_at=at(happened), **fields)


def test_it_happened_then_and_was_entered_now() -> None:
    """The fact has both times, and says that it was late."""
    trial = a_pair()
    taken(late(trial, 30, 10, c.StartTask, task="A"))

    fact = trial.facts[-1]
    assert (fact.at, fact.recorded_at, fact.late) == (at(10), at(30), True)
    assert trial.state.task("A").started_at == at(10)


def test_a_successor_is_ready_from_when_it_really_was() -> None:
    """A task done at 20 and entered at 30 lets B start with a late entry at 25."""
    trial = a_pair()
    trial.start(0, "A")
    taken(late(trial, 30, 20, c.CompleteTask, task="A"))

    taken(late(trial, 31, 25, c.StartTask, task="B"))


def test_nothing_is_entered_in_advance() -> None:
    """What is still to come has not happened."""
    assert refused(late(a_pair(), 10, 11, c.StartTask, task="A")).code == "in-the-future"


def test_nothing_happened_before_the_run() -> None:
    """The opening of the run is the first neighbour."""
    refusal = refused(late(a_pair(), 10, -1, c.AddNote, text="early"))

    assert refusal.code == "late-out-of-place"
    assert "run DR1 was opened" in refusal.message
    assert "undo" not in refusal.hint


def test_an_end_comes_after_its_start() -> None:
    """The refusal names the start, and its time with its zone."""
    trial = a_pair()
    trial.start(20, "A")
    refusal = refused(late(trial, 30, 10, c.CompleteTask, task="A"))

    assert refusal.code == "late-out-of-place"
    assert "attempt 1 at A started" in refusal.message
    assert "Mon 12 Jan 2026 09:20 GMT" in refusal.message


def test_a_start_comes_after_its_predecessors() -> None:
    """The refusal names the one that was settled last."""
    trial = a_pair()
    trial.do(0, 20, "A")

    assert "A was done" in refused(late(trial, 30, 10, c.StartTask, task="B")).message


def test_a_start_comes_after_its_not_before() -> None:
    """A late entry is no way round the time in the plan."""
    trial = a_pair(not_before="2026-01-12T09:20")

    assert refused(late(trial, 30, 10, c.StartTask, task="A")).code == "too-early"


def test_a_retry_comes_after_the_failure() -> None:
    """The attempt before must have ended."""
    trial = a_pair()
    trial.start(0, "A")
    taken(trial.ask(20, c.FailTask, task="A", reason="broke"))

    assert "was failed" in refused(late(trial, 30, 10, c.StartTask, task="A")).message


def test_what_was_undone_is_no_neighbour() -> None:
    """A start entered with a wrong time is undone, and entered again with the right one."""
    trial = a_pair()
    trial.start(20, "A")
    taken(trial.ask(21, c.UndoEntry, task="A", reason="began at 9:10"))

    taken(late(trial, 22, 10, c.StartTask, task="A"))
    assert trial.state.task("A").started_at == at(10)


def test_the_last_copy_comes_after_the_others() -> None:
    """It finishes the task, which cannot be done before the last of its copies."""
    trial = a_pair(for_each="ldsos")
    trial.start(0, "A")
    trial.done(20, "A", parties=("north",))

    refusal = refused(late(trial, 30, 10, c.CompleteTask, task="A", parties=("south",)))
    assert "north confirmed" in refusal.message
    taken(late(trial, 30, 25, c.CompleteTask, task="A", parties=("south",)))


def test_an_earlier_copy_may_come_late() -> None:
    """As long as others are missing, each party's copy has a time of its own."""
    trial = Trial(
        a_runbook(a_task("A", for_each="three", end=True), groups={"three": ["si", "sro", "recco"]})
    )
    trial.start(0, "A")
    trial.done(20, "A", parties=("si",))

    taken(late(trial, 30, 10, c.CompleteTask, task="A", parties=("sro",)))


def test_a_decision_comes_after_its_evidence() -> None:
    """What was shown after it cannot have carried it."""
    trial = Trial(a_runbook(a_task("M", end=True), gates=[a_gate("G1", "M")]))
    trial.start(0, "M")
    trial.show(20, "G1")

    refusal = refused(trial.decide(30, "G1", happened_at=at(10)))
    assert "criterion READY" in refusal.message
    taken(trial.decide(30, "G1", happened_at=at(25)))


def test_evidence_comes_after_the_evidence_that_it_replaces() -> None:
    """The newest evidence counts, so it must be the newest."""
    trial = Trial(a_runbook(a_task("M", end=True), gates=[a_gate("G1", "M")]))
    trial.start(0, "M")
    trial.show(20, "G1")
    shown = {"gate": "G1", "criterion": "READY", "evidence": "seen", "met": False}

    assert refused(late(trial, 30, 10, c.RecordEvidence, **shown)).code == "late-out-of-place"


def test_what_a_machine_did_is_never_late() -> None:
    """The engine enters what happened at once."""
    trial = a_pair(run={"wait": {"for": "0m"}})
    answer = late(trial, 30, 10, c.StartTask, task="A", channel="engine")

    assert refused(answer).code == "late-automated"


def test_wishes_count_from_now() -> None:
    """A hold has no effect on what was before it was asked."""
    refusal = refused(late(a_pair(), 30, 10, c.HoldTask, task="A", reason="wait"))

    assert refusal.code == "late-not-possible"


def test_a_time_has_a_zone() -> None:
    """A naive time could mean two instants."""
    naive = datetime(2026, 1, 12, 9, 5)  # noqa: DTZ001 - that is what is refused
    answer = a_pair().ask(30, c.StartTask, task="A", happened_at=naive)

    assert refused(answer).code == "time-without-zone"


def test_a_start_before_the_stop_is_not_caught_by_it() -> None:
    """The stop counts from when it was said."""
    trial = a_pair()
    taken(trial.ask(20, c.StopStarts, reason="fire alarm"))

    taken(late(trial, 30, 10, c.StartTask, task="A"))


def test_a_start_during_the_stop_is_caught() -> None:
    """Entering it later does not help."""
    trial = a_pair()
    taken(trial.ask(5, c.StopStarts, reason="fire alarm"))

    assert refused(late(trial, 30, 10, c.StartTask, task="A")).code == "starts-stopped"


@pytest.mark.parametrize("gone", [5, 15])
def test_a_party_answers_the_roll_after_it_was_called(gone: int) -> None:
    """Not before, also when it is entered late."""
    trial = a_pair()
    taken(trial.ask(10, c.CallRoll, title="there?"))
    answer = late(trial, 30, gone, c.AnswerRoll, party="si")

    assert isinstance(answer, c.Refusal) == (gone < 10)


def test_times_are_stored_as_instants() -> None:
    """Whatever zone they were given in."""
    assert OPENED.tzinfo is not None
    trial = a_pair()
    taken(late(trial, 30, 10, c.StartTask, task="A"))

    assert trial.facts[-1].at.utcoffset() == OPENED.utcoffset()
