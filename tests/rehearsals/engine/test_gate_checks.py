"""What the engine records at a running meeting by itself."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.engine.gate_checks import GateChecks
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at

CHECKED = [
    {"id": "DONE", "owner": "si", "check": {"tasks_done": {"tasks": ["A"]}}},
    {"id": "HTTP", "owner": "si", "check": {"http": {"url": "https://ees.example"}}},
    {"id": "SEEN", "owner": "si"},
]


def a_trial(**gate: Any) -> Trial:
    """A run whose gate checks that A is done; A is no predecessor of its meeting M."""
    gates = [a_gate("G1", "M", **{"criteria": CHECKED, **gate})]
    return Trial(a_runbook(a_task("A"), a_task("M"), a_task("B", "M"), gates=gates))


def recorded(trial: Trial, checks: GateChecks, minutes: float) -> list[tuple[str, bool]]:
    """Record what is due, and give it back."""
    due = list(checks.due(trial.state, at(minutes)))
    for command in due:
        fields = {"gate": command.gate, "criterion": command.criterion, "met": command.met}
        more = {"value": command.value, "digest": command.digest, "id": command.id}
        answer = trial.ask(minutes, c.RecordCheck, **fields, **more)
        assert not isinstance(answer, c.Refusal)
    return [(command.criterion, command.met) for command in due]


def test_nothing_is_recorded_before_the_meeting() -> None:
    """A finding belongs to a sitting."""
    assert recorded(a_trial(), GateChecks(), 0) == []


def test_running_meeting_gets_the_findings_of_the_run_once() -> None:
    """Servers and people are asked by others."""
    trial, checks = a_trial(), GateChecks()
    trial.start(1, "M")

    assert recorded(trial, checks, 1) == [("DONE", False)]
    assert recorded(trial, checks, 2) == []


def test_finding_that_changes_is_recorded_again() -> None:
    """The meeting sees what is so now."""
    trial, checks = a_trial(), GateChecks()
    trial.start(1, "M")
    recorded(trial, checks, 1)
    trial.do(2, 3, "A")

    assert recorded(trial, checks, 3) == [("DONE", True)]


def test_another_engine_goes_on_where_one_stopped() -> None:
    """What is known stands in the journal."""
    trial = a_trial()
    trial.start(1, "M")
    recorded(trial, GateChecks(), 1)

    assert recorded(trial, GateChecks(), 2) == []


def test_what_the_run_refuses_is_not_asked_for_again() -> None:
    """An engine that asks for ever would fill the journal of refusals."""
    trial, checks = a_trial(), GateChecks()
    trial.start(1, "M")

    assert len(list(checks.due(trial.state, at(1)))) == 1
    assert list(checks.due(trial.state, at(1))) == []


def test_new_sitting_has_findings_of_its_own() -> None:
    """After a withdrawn go the meeting sits again, and old findings are too old."""
    trial, checks = a_trial(criteria=CHECKED[:1]), GateChecks()
    trial.do(0, 1, "A")
    trial.start(2, "M")
    recorded(trial, checks, 2)
    assert not isinstance(trial.decide(3, "G1"), c.Refusal)
    answer = trial.ask(4, c.WithdrawGo, gate="G1", decided_by="sro", reason="A doubt.")
    assert not isinstance(answer, c.Refusal)

    assert recorded(trial, checks, 5) == [("DONE", True)]
