"""When a run cannot be turned back: too late, from elsewhere, by somebody else, without reasons."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.plan.turning import (
    a_rollback,
    a_stand_down,
    at_first_gate,
    at_second_gate,
    code_of,
    decided,
    past_first_gate,
    stand_down,
    turn_back,
)


def beyond_no_return() -> Trial:
    """A run whose irreversible task has begun, at minute 80."""
    trial = at_second_gate()
    trial.show(61, "G2")
    trial.decide(65, "G2")
    trial.do(60, 70, "EES-TEST")
    trial.start(80, "GO")
    return trial


def test_point_of_no_return_is_the_start_of_the_first_irreversible_task() -> None:
    """Until then the go of the gate before it can still be followed by turning back."""
    trial = at_second_gate()
    trial.show(61, "G2")
    trial.decide(65, "G2")

    assert code_of(turn_back(trial, 70)) == ""


def test_after_the_point_of_no_return_nothing_turns_back() -> None:
    """The refusal names the task, its time with the zone, and what can be done instead."""
    answer = turn_back(beyond_no_return(), 81)

    assert isinstance(answer, c.Refusal)
    assert answer.code == "past-no-return"
    assert "GO, which is irreversible, began at Mon 12 Jan 2026 10:20 GMT" in answer.message
    assert answer.hint.startswith("Fix forward; or propose what takes it back as an amendment that")
    assert "SRO approves" in answer.hint
    assert "--reversal" in answer.hint


def test_a_mistaken_start_is_not_the_point_of_no_return() -> None:
    """What was entered by mistake did not begin."""
    trial = beyond_no_return()
    trial.ask(81, c.UndoEntry, task="GO", reason="wrong task")

    assert code_of(turn_back(trial, 82)) == ""


def test_a_start_out_of_sequence_counts_for_the_point_of_no_return() -> None:
    """It really began, whatever the plan says."""
    trial = at_second_gate()
    trial.show(61, "G2")
    trial.decide(62, "G2")
    trial.ask(63, c.StartOutOfSequence, task="GO", reason="misunderstood on the bridge")

    assert code_of(turn_back(trial, 64)) == "past-no-return"


def test_a_way_back_is_taken_from_the_gate_the_run_stands_at() -> None:
    """The refusal says what is possible from here."""
    answer = turn_back(past_first_gate(), 35)

    assert isinstance(answer, c.Refusal)
    assert answer.code == "not-at-gate"
    assert answer.hint == "From here: `callboard turn-back DR1 stand-down --gate G1`."


def test_a_gate_is_left_behind_once_a_later_meeting_begins() -> None:
    """Standing down is decided from G1 only until G2 sits."""
    assert code_of(stand_down(at_second_gate(), 61)) == "not-at-gate"


def test_a_gate_that_does_not_allow_it_is_refused() -> None:
    """A rollback is not decided from G1."""
    assert code_of(turn_back(at_first_gate(), 21, gate="G1")) == "gate-does-not-allow"


def test_an_unknown_gate_is_refused_with_a_near_one() -> None:
    """A slip of the finger."""
    assert code_of(turn_back(at_second_gate(), 61, gate="G22")) == "unknown-gate"


def test_a_runbook_without_the_leg_says_so() -> None:
    """Nothing is made up."""
    trial = Trial(a_runbook(a_task("A")))
    assert code_of(turn_back(trial, 1)) == "no-way-back"


def test_a_gate_out_of_scope_is_refused() -> None:
    """Nobody meets there in this run."""
    trial = at_first_gate()
    part = Trial(trial.state.runbook, scope=("CLOSE", "M1"))

    assert code_of(turn_back(part, 1)) == "out-of-scope"


def test_the_named_authority_decides() -> None:
    """Anybody else may recommend it."""
    answer = turn_back(at_second_gate(), 61, decided_by="si")

    assert isinstance(answer, c.Refusal)
    assert answer.code == "not-the-decider"
    assert "recommend-back DR1 rollback" in answer.hint


def test_without_a_named_authority_the_gates_decider_decides() -> None:
    """The gate knows who decides it."""
    trial = at_second_gate(rollback=a_rollback(authority=None))
    assert code_of(turn_back(trial, 61, decided_by="recco")) == "not-the-decider"
    assert code_of(turn_back(trial, 61)) == ""


def test_no_single_one_of_many_turns_everybody_back() -> None:
    """At a gate of many it is the party that runs the meeting."""
    gates = [
        {"id": "G1", "title": "G1", "meeting": "M1", "rule": "all_of", "members": ["ldsos"]},
    ]
    book = at_first_gate(gates=gates, rollback=a_rollback(gates=[]))
    trial = at_first_gate(
        gates=gates, rollback=a_rollback(gates=[]), stand_down=a_stand_down(authority=None)
    )

    assert book.state.runbook.stand_down.authority == "sro"
    assert code_of(stand_down(trial, 21, decided_by="north")) == "not-the-decider"
    assert code_of(stand_down(trial, 21, decided_by="si")) == ""


def test_who_replaces_the_authority_decides() -> None:
    """A party that left hands its place on."""
    trial = at_second_gate()
    trial.ask(61, c.LeaveParty, party="sro", replaced_by="recco", reason="reorganised")

    assert code_of(turn_back(trial, 62)) == "not-the-decider"
    assert code_of(turn_back(trial, 62, decided_by="recco")) == ""


def test_turning_back_needs_a_reason() -> None:
    """It stays in the journal."""
    assert code_of(turn_back(at_second_gate(), 61, reason=" ")) == "reason-missing"


def test_a_spoken_decision_has_a_witness_and_waits_for_a_signature() -> None:
    """Effective at once; the authority signs for it later."""
    trial = at_second_gate()
    spoken = {"on_behalf_of": "Dame Jo", "forum": "Bridge call"}

    assert code_of(turn_back(trial, 61, **spoken)) == "witness-missing"
    assert code_of(turn_back(trial, 61, **spoken, witness="Max")) == ""
    assert decided(trial).forum == "Bridge call"
    assert [one.party for one in trial.state.gate("G2").to_sign] == ["sro"]


def test_standing_down_is_refused_where_only_a_rollback_undoes() -> None:
    """What was closed cannot simply be reopened."""
    restore = {**a_task("R1", always=True), "undoes": ["CLOSE"]}
    say = a_task("S1", always=True)
    trial = at_first_gate(
        stand_down=a_stand_down(tasks=[say]), rollback=a_rollback(tasks=[restore]), outages={}
    )

    answer = stand_down(trial, 23)

    assert isinstance(answer, c.Refusal)
    assert answer.code == "only-rollback-undoes"
    assert "CLOSE" in answer.message
    assert "turn-back DR1 rollback" in answer.hint


def test_the_whole_is_turned_back_once() -> None:
    """The second time the refusal says when it was."""
    trial = at_second_gate()
    turn_back(trial, 61)

    answer = turn_back(trial, 62)

    assert isinstance(answer, c.Refusal)
    assert answer.code == "already-turned-back"
    assert "10:01 GMT" in answer.message


@pytest.mark.parametrize("kind", ["rollback", "stand_down"])
def test_a_recommendation_stops_starts_and_decides_nothing(kind: str) -> None:
    """The manager may stop, and recommend."""
    trial = at_second_gate()

    answer = trial.ask(61, c.RecommendTurningBack, kind=kind, reason="too slow")

    assert code_of(answer) == ""
    assert trial.state.stopped == "too slow"
    assert trial.state.recommended_back is not None
    assert "too slow" in trial.state.recommended_back
    assert trial.state.turned_back == ()
    assert code_of(trial.ask(62, c.StartTask, task="EES-TEST")) == "starts-stopped"


def test_a_recommendation_ends_with_the_decision() -> None:
    """It has been followed, and the leg starts although starts were stopped."""
    trial = at_second_gate()
    trial.ask(61, c.RecommendTurningBack, kind="rollback", reason="too slow")

    turn_back(trial, 62)
    trial.start(63, "R-SAY")

    assert trial.state.recommended_back is None


def test_a_recommendation_ends_when_starts_are_allowed_again() -> None:
    """The manager has thought better of it."""
    trial = at_second_gate()
    trial.ask(61, c.RecommendTurningBack, kind="rollback", reason="too slow")

    trial.ask(62, c.AllowStarts, reason="it is quicker now")

    assert trial.state.recommended_back is None


def test_nothing_is_recommended_beyond_the_point_of_no_return() -> None:
    """What can be done instead is said there too."""
    answer = beyond_no_return().ask(81, c.RecommendTurningBack, kind="rollback", reason="late")
    assert code_of(answer) == "past-no-return"


def test_decision_has_its_time_like_any_other() -> None:
    """When it was taken, by whom it was entered."""
    trial = at_second_gate()
    turn_back(trial, 61)
    assert (trial.state.turned_back[0].at, trial.state.turned_back[0].by) == (at(61), "ann")


def test_decision_entered_late_is_not_older_than_what_it_rests_on() -> None:
    """What ended since it is said to have been taken has been looked at: it was taken after."""
    trial = at_second_gate()
    trial.do(55, 70, "EES-TEST")

    assert code_of(turn_back(trial, 80, happened_at=at(65))) == "late-out-of-place"
    assert not code_of(turn_back(trial, 80, happened_at=at(75)))


def test_decision_entered_late_is_not_older_than_a_decision_at_a_gate() -> None:
    """It was turned back from a gate that had been decided by then, or had not."""
    trial = at_second_gate()
    trial.show(61, "G2", met=False)
    trial.decide(70, "G2", "no_go")

    assert code_of(turn_back(trial, 80, happened_at=at(65))) == "late-out-of-place"
