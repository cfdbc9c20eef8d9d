"""Who may decide a gate in a live run, and what a decision must not carry."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.testing import at
from tests.rehearsals.core.gates.gated import CHECKED, a_gated_trial, accepted, code, found, spoken


def test_nobody_decides_on_own_evidence_in_a_live_run() -> None:
    """Neither for nor against it: the decision is somebody else's."""
    trial = a_gated_trial(mode="live")
    trial.show(1, "G1")

    assert code(trial.decide(2, "G1")) == "separation-of-duties"
    assert code(trial.decide(2, "G1", "no_go")) == "separation-of-duties"
    assert code(trial.decide(2, "G1", actor="bob")) == "accepted"


def test_own_evidence_keeps_nobody_from_putting_it_off() -> None:
    """A deferral decides nothing."""
    trial = a_gated_trial(mode="live")
    trial.show(1, "G1")

    assert code(trial.decide(2, "G1", "deferred", until=at(30))) == "accepted"


def test_own_evidence_is_that_of_the_voice() -> None:
    """A scribe may enter both the evidence of one and the decision of another."""
    trial = a_gated_trial(mode="live", criteria=[{"id": "READY", "owner": "si"}])
    shown = {"gate": "G1", "criterion": "READY", "evidence": "seen"}
    accepted(trial.ask(1, c.RecordEvidence, **shown, on_behalf_of="Ian"))

    assert code(trial.decide(2, "G1", **spoken(on_behalf_of="Ian"))) == "separation-of-duties"
    assert code(trial.decide(2, "G1", **spoken())) == "accepted"


def test_own_evidence_under_another_name_is_own_evidence() -> None:
    """Whoever typed it in for somebody does not decide on it either."""
    trial = a_gated_trial(mode="live", criteria=[{"id": "READY", "owner": "si"}])
    shown = {"gate": "G1", "criterion": "READY", "evidence": "seen"}
    accepted(trial.ask(1, c.RecordEvidence, **shown, on_behalf_of="Somebody of the link desk"))

    assert code(trial.decide(2, "G1")) == "separation-of-duties"
    assert code(trial.decide(2, "G1", actor="bob")) == "accepted"


def test_in_a_rehearsal_one_person_may_play_all() -> None:
    """Separation of duties is for the real night."""
    trial = a_gated_trial()
    trial.show(1, "G1")

    assert code(trial.decide(2, "G1")) == "accepted"


def test_evidence_that_only_informs_binds_nobody() -> None:
    """Only what blocks a gate keeps who showed it from deciding it."""
    trial = a_gated_trial(mode="live", criteria=[{"id": "READY", "owner": "si", "blocking": False}])
    trial.show(1, "G1")

    assert code(trial.decide(2, "G1")) == "accepted"


def test_a_finding_is_nobodys_evidence() -> None:
    """Whoever has a machine check something again may decide all the same."""
    trial = a_gated_trial(mode="live", criteria=[CHECKED])
    found(trial, 1)

    assert code(trial.decide(2, "G1")) == "accepted"


def test_only_a_go_with_conditions_has_conditions() -> None:
    """What does not fit an outcome is not passed over in silence."""
    trial = a_gated_trial(criteria=[])
    owed = (e.Condition(item="patch", owner="si", due=at(60)),)

    for outcome in ("go", "no_go", "deferred"):
        answer = trial.decide(2, "G1", outcome, conditions=owed, until=at(30))
        assert code(answer) == "conditions-do-not-fit"


def test_a_condition_is_due_on_a_day_to_come() -> None:
    """A work-off item without a date, or with one that is past, would stay open for ever."""
    trial = a_gated_trial(criteria=[])

    for due in (None, at(1)):
        owed = (e.Condition(item="patch", owner="si", due=due),)
        answer = trial.decide(2, "G1", "go_with_conditions", conditions=owed)
        assert code(answer) == "condition-undated"
