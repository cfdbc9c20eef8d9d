"""The night: which facts are worth a line."""

from __future__ import annotations

import pytest

from console.night import Night
from rehearsals.core.commands import (
    AnswerRoll,
    CallRoll,
    CompleteTask,
    FailTask,
    ReopenTask,
    StartOutOfSequence,
    StartTask,
    TurnBack,
    WithdrawGo,
)
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at


def a_trial() -> Trial:
    """Two tasks and the meeting of a gate between them, in two phases."""
    return Trial(
        a_runbook(
            a_task("A", phase="First"),
            a_task("M", "A", phase="First"),
            a_task("B", "M", phase="Second"),
            gates=[a_gate("G", "M")],
        )
    )


def test_phases_gates_and_failures_are_told() -> None:
    """A line for each, under the day, with the local time; what went well is left out."""
    trial = a_trial()
    trial.start(0, "A")
    trial.done(5, "A")
    trial.start(6, "M")
    trial.show(7, "G")
    trial.decide(8, "G")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert told == [
        "Mon 12 Jan 2026",
        "  09:00 GMT  Phase First begins (2 tasks).",
        "  09:08 GMT  Gate G Gate G: GO by SRO: because",
        "  09:08 GMT  Phase First is done.",
    ]


@pytest.mark.parametrize(("mode", "hints"), [("rehearsal", 1), ("live", 1), ("simulation", 0)])
def test_failed_machine_asks_for_a_person(mode: str, hints: int) -> None:
    """The engine never tries a failure again by itself: how to ask is told where people act."""
    task = a_task("A", run={"wait": {"for": "1m"}})
    trial = Trial(a_runbook(task), mode=mode, virtual=mode == "simulation", seed=1)
    trial.ask(0, StartTask, task="A", channel="engine")
    trial.ask(1, FailTask, task="A", reason="no link", channel="engine")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert "  09:01 GMT  A Do A: FAILED (attempt 1): no link" in told
    assert sum("`callboard start DR1 A`" in line for line in told) == hints


def test_failed_person_is_not_told_how_a_machine_is_asked() -> None:
    """A person starts again without asking anybody."""
    trial = a_trial()
    trial.start(0, "A")
    trial.ask(1, FailTask, task="A", reason="no link")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert told[-1] == "  09:01 GMT  A Do A: FAILED (attempt 1): no link"


def test_verbose_tells_every_event() -> None:
    """A line for each fact, besides those for days and phases."""
    trial = a_trial()
    trial.do(0, 5, "A")
    told = list(Night(trial.state, verbose=True).tell(trial.facts))
    assert [line[13:] for line in told[1:]] == [
        "Run DR1 is open (rehearsal), 3 tasks.",
        "Phase First begins (2 tasks).",
        "A Do A: running.",
        "A Do A: done.",
    ]


def test_a_withdrawn_go_opens_its_phase_again() -> None:
    """The phase is done when the meeting is, for good."""
    trial = a_trial()
    trial.do(0, 5, "A")
    trial.start(6, "M")
    trial.show(7, "G")
    trial.decide(8, "G")
    trial.ask(9, WithdrawGo, gate="G", decided_by="sro", reason="hm")
    trial.decide(10, "G")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert sum("Phase First is done." in line for line in told) == 2


def test_what_was_told_is_not_told_again() -> None:
    """After a resume only what is new is told, and phases that have begun do not begin again."""
    trial = a_trial()
    trial.do(0, 5, "A")
    night = Night(trial.state, verbose=False)
    night.pass_over(trial.facts)
    before = len(trial.facts)
    trial.start(6, "M")
    assert list(night.tell(trial.facts[before:])) == []


def test_what_becomes_of_a_failed_task_is_told() -> None:
    """Whoever read that it failed reads that it was started again, and done."""
    trial = a_trial()
    trial.start(0, "A")
    trial.ask(1, FailTask, task="A", reason="no link")
    trial.do(2, 5, "A")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert told[-2:] == [
        "  09:02 GMT  A Do A: running (attempt 2).",
        "  09:05 GMT  A Do A: done.",
    ]


def test_a_late_entry_is_told_when_it_came_in() -> None:
    """Time runs on; when it really happened stands in the line."""
    trial = a_trial()
    trial.start(0, "A")
    trial.ask(60, CompleteTask, task="A", happened_at=at(10))
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert told[-1] == ("  10:00 GMT  LATE ENTRY, happened Mon 12 Jan 09:10 GMT: A Do A: done.")


def test_what_began_out_of_sequence_is_told() -> None:
    """Starts are not told otherwise."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.start(0, "A")
    trial.ask(1, StartOutOfSequence, task="B", reason="they had begun")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert told[-1] == "  09:01 GMT  B Do B: running, OUT OF SEQUENCE: they had begun"


def test_who_is_there_is_not_told_and_who_is_not_is() -> None:
    """What the night shows is what should worry somebody."""
    trial = a_trial()
    trial.ask(1, CallRoll, title="Begin", parties=("si", "sro"))
    trial.ask(2, AnswerRoll, party="si")
    trial.ask(3, AnswerRoll, party="sro", present=False)
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert [line[13:] for line in told[1:]] == [
        "Roll-call 1, Begin: SI, SRO asked.",
        "Roll-call 1: SRO is NOT THERE.",
    ]


def test_a_reopened_task_opens_its_phase_again() -> None:
    """The phase is done when all of it is, for good."""
    trial = Trial(a_runbook(a_task("A", phase="First"), a_task("B", phase="Second")))
    trial.do(0, 5, "A")
    trial.ask(6, ReopenTask, task="A", reason="bad")
    trial.do(7, 9, "A")
    told = list(Night(trial.state, verbose=False).tell(trial.facts))
    assert sum("Phase First is done." in line for line in told) == 2


def test_a_phase_that_was_given_up_is_not_done() -> None:
    """The way back has a phase of its own, which is."""
    leg = a_task("R", phase="Back", undoes=["A"])
    trial = Trial(
        a_runbook(
            a_task("A", phase="First"),
            a_task("M", "A", phase="First"),
            a_task("B", "M", phase="Second"),
            gates=[a_gate("G", "M")],
            rollback={"gates": ["G"], "authority": "sro", "tasks": [leg]},
        )
    )
    trial.do(0, 5, "A")
    trial.start(6, "M")
    trial.ask(7, TurnBack, kind="rollback", gate="G", decided_by="sro", reason="late")
    trial.do(8, 9, "R")
    told = [line[13:] for line in Night(trial.state, verbose=False).tell(trial.facts)]
    assert [line for line in told if line.startswith("Phase")] == [
        "Phase First begins (2 tasks).",
        "Phase Back begins (1 task).",
        "Phase Back is done.",
    ]
    assert told[-1] == "Run DR1 is turned back."
