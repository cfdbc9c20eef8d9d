"""Criteria that a machine checks: findings of this sitting, and nobody's word for them."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.checking import open_criteria, shown
from rehearsals.testing import at
from tests.rehearsals.core.gates.gated import CHECKED, a_gated_trial, code, found


def test_a_finding_that_is_met_lets_a_go_through() -> None:
    """Without one the gate holds; with one the go is taken."""
    trial = a_gated_trial(criteria=[CHECKED])
    assert code(trial.decide(1, "G1")) == "criteria-open"

    found(trial, 2)

    assert code(trial.decide(3, "G1")) == "accepted"


def test_a_finding_that_is_not_met_holds_the_gate() -> None:
    """The newest finding counts, whatever the one before it was."""
    trial = a_gated_trial(criteria=[CHECKED])
    found(trial, 1)
    found(trial, 2, met=False)

    answer = trial.decide(3, "G1")

    assert code(answer) == "criteria-open"
    assert "checked by a machine" in str(answer)


def test_a_finding_of_an_earlier_sitting_is_too_old() -> None:
    """After a withdrawn go what a machine checks is found anew; evidence keeps."""
    trial = a_gated_trial(criteria=[CHECKED, {"id": "READY", "owner": "si"}])
    found(trial, 1)
    trial.show(1, "G1")
    trial.decide(2, "G1")
    trial.ask(3, c.WithdrawGo, gate="G1", decided_by="sro", reason="wrong build")

    gate = trial.state.runbook.gate_by_id["G1"]
    assert open_criteria(trial.state, gate) == ("CHECKED",)
    found(trial, 4)
    assert code(trial.decide(5, "G1")) == "accepted"


def test_nobody_brings_evidence_for_what_a_machine_checks() -> None:
    """The refusal says that findings are recorded, not told."""
    trial = a_gated_trial(criteria=[CHECKED])

    answer = trial.ask(1, c.RecordEvidence, gate="G1", criterion="CHECKED", evidence="I looked")

    assert code(answer) == "checked-by-machine"


def test_no_finding_is_recorded_for_what_people_show() -> None:
    """The other way round it is refused too, naming whose evidence it is."""
    trial = a_gated_trial()

    answer = found(trial, 1, criterion="READY")

    assert code(answer) == "not-checked"
    assert "si shows it" in str(answer)


def test_a_finding_says_what_was_found() -> None:
    """Neither an empty finding nor one without a digest is recorded."""
    trial = a_gated_trial(criteria=[CHECKED])

    assert code(found(trial, 1, value=" ")) == "finding-missing"
    assert code(found(trial, 1, digest="")) == "finding-missing"


def test_a_later_finding_leaves_the_go_in_force_and_is_seen() -> None:
    """What is found after the go changes no decision, and stands there as the newest finding."""
    trial = a_gated_trial(criteria=[CHECKED])
    found(trial, 1)
    trial.decide(2, "G1")

    assert code(found(trial, 9, met=False)) == "accepted"

    record = trial.state.gate("G1")
    assert record.passed
    assert not record.checks["CHECKED"].met


def test_a_check_may_be_made_before_the_meeting() -> None:
    """It is seen then, but a decision needs one of its own sitting."""
    trial = a_gated_trial(criteria=[CHECKED])
    gate = trial.state.runbook.gate_by_id["G1"]
    found(trial, 1)

    record = trial.state.gate("G1")

    assert shown(gate.criteria[0], record) is not None
    assert shown(gate.criteria[0], record, since=at(2)) is None


def test_what_is_not_met_becomes_a_condition() -> None:
    """A conditional go needs the position of each blocking criterion, a finding too."""
    trial = a_gated_trial(criteria=[CHECKED])
    owed = (e.Condition(item="do M again", owner="si", due=at(600)),)
    assert code(trial.decide(1, "G1", "go_with_conditions", conditions=owed)) == "evidence-missing"
    found(trial, 2, met=False)

    assert code(trial.decide(3, "G1", "go_with_conditions", conditions=owed)) == "accepted"


def test_check_that_looked_at_nothing_does_not_hold_a_rehearsal() -> None:
    """A rehearsal of a stretch cannot look beyond it."""
    trial = a_gated_trial(criteria=[CHECKED])
    found(trial, 1, met=True, looked=False)

    assert not trial.state.gate("G1").checks["CHECKED"].met
    assert code(trial.decide(2, "G1")) == "accepted"


def test_check_that_looked_at_nothing_holds_a_live_run_until_somebody_shows_it() -> None:
    """Nothing was proven, so people bring the evidence, which counts then."""
    trial = a_gated_trial(criteria=[CHECKED], mode="live")
    found(trial, 1, met=False, looked=False)
    answer = trial.decide(2, "G1")
    assert code(answer) == "criteria-open"
    assert "`callboard evidence DR1 G1 CHECKED --text ...`" in str(answer)
    owed = (e.Condition(item="show it", owner="si", due=at(600)),)
    answer = trial.decide(2, "G1", "go_with_conditions", conditions=owed)
    assert code(answer) == "evidence-missing"

    trial.ask(3, c.RecordEvidence, gate="G1", criterion="CHECKED", evidence="seen it", actor="ian")

    assert code(trial.decide(4, "G1")) == "accepted"


def test_what_is_looked_at_again_counts_before_evidence() -> None:
    """Evidence stands in only while the check has nothing to look at."""
    trial = a_gated_trial(criteria=[CHECKED], mode="live")
    found(trial, 1, looked=False)
    trial.ask(2, c.RecordEvidence, gate="G1", criterion="CHECKED", evidence="x", actor="ian")
    found(trial, 3, met=False)

    assert code(trial.decide(4, "G1")) == "criteria-open"


def test_refusal_of_a_criterion_not_checked_yet_names_the_command_that_checks() -> None:
    """Nothing looks by itself where no engine drives the run."""
    answer = a_gated_trial(criteria=[CHECKED]).decide(1, "G1")

    assert "`callboard checks DR1 G1`" in str(answer)
