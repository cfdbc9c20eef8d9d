"""The history of a task and of a gate: which facts concern it, in what order, how marked."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.history import HistoryEntry, also_for_gate, history_of
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from runbooks.writer import to_data
from tests.rehearsals.core.nights import Night, for_some_nights

OUT = {
    "system": "EES",
    "opens": {"task": "A", "at": "start"},
    "closes": {"task": "B", "at": "finish"},
}
BECAUSE = {"reason": "because"}


def _trial(*more: dict[str, Any], **changes: Any) -> Trial:
    return Trial(a_runbook(a_task("A"), a_task("B", "A"), *more, **changes))


def _kinds(entries: tuple[HistoryEntry, ...]) -> list[str]:
    return [type(entry.event).__name__ for entry in entries]


def test_a_task_that_nothing_has_happened_to_has_no_history() -> None:
    """The opening of the run concerns every task, and so is no part of any history."""
    trial = _trial()
    trial.do(1, 5, "A")

    assert history_of(trial.facts, "B") == ()
    assert history_of(trial.facts, "none") == ()


def test_starts_ends_and_holds_stand_in_order_with_their_place_in_the_journal() -> None:
    """What was said of the task itself; what was said of others is left out."""
    trial = _trial()
    trial.ask(1, c.HoldTask, task="A", **BECAUSE)
    trial.ask(2, c.ReleaseTask, task="A", **BECAUSE)
    trial.start(3, "A")
    trial.ask(4, c.HoldTask, task="B", **BECAUSE)
    trial.ask(5, c.FailTask, task="A", **BECAUSE)

    history = history_of(trial.facts, "A")

    assert _kinds(history) == ["TaskHeld", "TaskReleased", "TaskStarted", "TaskFailed"]
    assert [entry.seq for entry in history] == [2, 3, 4, 6]


def test_a_held_branch_is_part_of_the_history_of_every_task_that_it_holds() -> None:
    """Of the task behind which nothing starts, too."""
    trial = _trial()
    trial.start(1, "A")
    trial.ask(2, c.HoldBranch, task="A", **BECAUSE)
    trial.ask(3, c.ReleaseBranch, task="A", **BECAUSE)

    assert _kinds(history_of(trial.facts, "B")) == ["BranchHeld", "BranchReleased"]
    assert _kinds(history_of(trial.facts, "A"))[1:] == ["BranchHeld", "BranchReleased"]


def test_an_outage_that_a_start_opens_belongs_to_the_start() -> None:
    """It came with the entry, and nobody asks for it apart."""
    trial = _trial(outages={"X": OUT})
    trial.start(1, "A")

    assert _kinds(history_of(trial.facts, "A")) == ["TaskStarted", "OutageOpened"]
    assert _kinds(history_of(trial.facts, "B")) == []


def test_what_was_entered_late_stands_where_it_happened() -> None:
    """By when it happened, marked as late; whose word it is and who entered it stand beside it."""
    trial = _trial()
    trial.ask(5, c.AddNote, text="still nothing", task="A")
    trial.ask(9, c.StartTask, task="A", happened_at=at(2), on_behalf_of="Sam")

    started, note = history_of(trial.facts, "A")

    assert (started.at, started.recorded_at, started.late) == (at(2), at(9), True)
    assert (started.voice, started.entered_by) == ("Sam", "ann")
    assert (note.late, note.voice, note.entered_by) == (False, "ann", None)


def test_a_start_out_of_sequence_says_why() -> None:
    """It is marked for ever."""
    trial = _trial()
    trial.ask(1, c.StartOutOfSequence, task="B", reason="they could not wait")

    assert history_of(trial.facts, "B")[0].out_of_sequence == "they could not wait"


def test_an_entry_that_was_undone_is_marked_as_taken_back() -> None:
    """The mark is on the entry; the undoing stands behind it."""
    trial = _trial()
    trial.do(1, 5, "A")
    trial.ask(6, c.UndoEntry, task="A", **BECAUSE)
    trial.done(8, "A")

    history = history_of(trial.facts, "A")

    assert _kinds(history) == ["TaskStarted", "TaskFinished", "EntryUndone", "TaskFinished"]
    assert [entry.taken_back for entry in history] == [False, True, False, False]


def test_notes_observations_and_incidents_on_a_task_are_part_of_it() -> None:
    """With what became of them; those on anything else are not."""
    trial = _trial()
    trial.ask(1, c.AddNote, text="x", task="A")
    trial.ask(1, c.AddNote, text="x")
    trial.ask(2, c.LinkIncident, reference="INC-1", summary="slow", task="A")
    trial.ask(2, c.LinkIncident, reference="INC-2", summary="slow", task="B")
    trial.ask(3, c.CloseIncident, reference="INC-1", resolution="fixed")
    trial.ask(3, c.CloseIncident, reference="INC-2", resolution="fixed")
    trial.ask(4, c.RecordObservation, text="nobody wrote", task="A", party="si")
    trial.ask(5, c.AnswerObservation, number=1, text="true")

    assert _kinds(history_of(trial.facts, "A")) == [
        "NoteAdded",
        "IncidentLinked",
        "IncidentClosed",
        "ObservationRecorded",
        "ObservationAnswered",
    ]


def test_an_incident_linked_again_to_another_task_is_closed_for_that_one() -> None:
    """A reference may come back; its end belongs to what it was linked to last."""
    trial = _trial()
    trial.ask(1, c.LinkIncident, reference="INC-1", summary="slow", task="A")
    trial.ask(2, c.CloseIncident, reference="INC-1", resolution="fixed")
    trial.ask(3, c.LinkIncident, reference="INC-1", summary="slow again", task="B")
    trial.ask(4, c.CloseIncident, reference="INC-1", resolution="fixed")

    assert _kinds(history_of(trial.facts, "A")) == ["IncidentLinked", "IncidentClosed"]
    assert _kinds(history_of(trial.facts, "B")) == ["IncidentLinked", "IncidentClosed"]


def test_an_amendment_belongs_to_the_tasks_that_it_changes() -> None:
    """The proposal, and what became of it."""
    trial = _trial()
    before = to_data(trial.state.runbook)["tasks"][1]
    change = e.Change(kind="task", id="B", before=before, after={**before, "duration": "50m"})
    trial.ask(1, c.ProposeAmendment, changes=(change,), **BECAUSE)
    trial.ask(2, c.ApproveAmendment, number=1, actor="bob")

    assert _kinds(history_of(trial.facts, "B")) == ["AmendmentProposed", "AmendmentApproved"]
    assert history_of(trial.facts, "A") == ()


def test_a_meeting_has_its_gates_decisions_and_the_gate_all_that_was_shown() -> None:
    """Evidence and advice are the gate's; the decision is of both."""
    trial = _trial(gates=[a_gate("G1", "B")])
    trial.do(1, 5, "A")
    trial.start(6, "B")
    trial.show(7, "G1")
    trial.ask(8, c.AddNote, text="all are here", gate="G1")
    trial.decide(9, "G1")

    assert _kinds(history_of(trial.facts, "B")) == ["TaskStarted", "GateDecided", "TaskFinished"]
    assert _kinds(also_for_gate(trial.facts, "G1")) == [
        "TaskStarted",
        "EvidenceRecorded",
        "NoteAdded",
        "GateDecided",
        "TaskFinished",
    ]


@for_some_nights
def test_every_entry_about_a_task_is_in_its_history_and_no_other(night: Night) -> None:
    """On any night; each with its place in the journal, in the order in which it happened."""
    for task in night.state.index.tasks:
        history = history_of(night.facts, task)
        named = {
            seq
            for seq, fact in enumerate(night.facts, 1)
            if isinstance(fact.event, e.TaskEvent) and fact.event.task == task
        }

        assert named <= {entry.seq for entry in history}
        assert all(entry.fact is night.facts[entry.seq - 1] for entry in history)
        assert [entry.at for entry in history] == sorted(entry.at for entry in history)
