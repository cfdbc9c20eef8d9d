"""Gates: evidence, the three rules, the sequence of decisions, and taking a go back."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from tests.rehearsals.core.gates.gated import a_gated_trial, code


def test_go_is_refused_without_evidence() -> None:
    """A blocking criterion without evidence holds the gate, and is named."""
    trial = a_gated_trial()

    answer = trial.decide(5, "G1")

    assert code(answer) == "criteria-open"
    assert "READY" in str(answer)


def test_go_finishes_the_meeting_and_lets_successors_go() -> None:
    """Only the decision finishes the meeting; behind it the next task is ready at once."""
    trial = a_gated_trial()
    trial.show(1, "G1")

    trial.decide(5, "G1")

    assert trial.state.gate("G1").outcome == "go"
    assert ready_at(trial.state, "B") == at(5)


def test_meeting_is_not_finished_by_done() -> None:
    """Silence is never a go: completing the meeting as a task is refused."""
    trial = a_gated_trial()
    trial.show(1, "G1")

    assert code(trial.ask(5, c.CompleteTask, task="M")) == "meeting"


def test_no_go_holds_successors_and_may_be_followed_by_a_go_with_reasons() -> None:
    """Decisions form a sequence; the newest one counts, and each has its reason."""
    trial = a_gated_trial()
    trial.show(1, "G1")
    trial.decide(5, "G1", "no_go", reason="two LDSOs missing")
    assert ready_at(trial.state, "B") is None
    assert code(trial.decide(6, "G1", reason="")) == "reason-missing"

    trial.decide(30, "G1", reason="they have called in")

    outcomes = [
        d.what.outcome
        for d in trial.state.gate("G1").decisions
        if isinstance(d.what, e.GateDecided)
    ]
    assert outcomes == ["no_go", "go"]


def test_deferral_says_until_when() -> None:
    """A deferral needs a later time, and does not release successors."""
    trial = a_gated_trial()
    assert code(trial.decide(5, "G1", "deferred")) == "until-missing"
    assert code(trial.decide(5, "G1", "deferred", until=at(4))) == "until-missing"

    assert code(trial.decide(5, "G1", "deferred", until=at(60))) == "accepted"
    assert code(trial.decide(1, "G1", "deferred", until=at(3))) == "until-missing"

    assert ready_at(trial.state, "B") is None


def test_conditional_go_carries_its_work_off_items() -> None:
    """What is not met becomes a condition; without items a conditional go is refused."""
    trial = a_gated_trial()
    assert code(trial.decide(3, "G1", "go_with_conditions")) == "conditions-missing"
    empty = e.Condition(item=" ", owner="si")
    assert code(trial.decide(3, "G1", "go_with_conditions", conditions=(empty,))) == (
        "condition-empty"
    )
    item = e.Condition(item="patch by Monday", owner="si", due=at(600))
    assert code(trial.decide(3, "G1", "go_with_conditions", conditions=(item,))) == (
        "evidence-missing"
    )
    trial.show(4, "G1", met=False)

    trial.decide(5, "G1", "go_with_conditions", conditions=(item,))

    last = trial.state.gate("G1").decisions[-1].what
    assert isinstance(last, e.GateDecided)
    assert last.conditions == (item,)
    assert trial.state.gate("G1").passed


def test_only_the_decider_decides() -> None:
    """Somebody else's word is refused, and the refusal says whose it is."""
    trial = a_gated_trial()
    trial.show(1, "G1")

    answer = trial.decide(5, "G1", by="si")

    assert code(answer) == "not-the-decider"
    assert "sro" in str(answer)


def test_decision_needs_the_meeting_to_be_running() -> None:
    """Nobody decides before the meeting has begun."""
    trial = Trial(a_runbook(a_task("M"), gates=[a_gate("G1", "M")]))

    assert code(trial.decide(0, "G1")) == "meeting-not-running"


def test_full_house_needs_every_member_by_name() -> None:
    """One no-go decides against, and shows the name; after it everybody is asked anew."""
    trial = a_gated_trial(rule="all_of", decider=None, members=["ldsos"])
    trial.show(1, "G1")
    trial.decide(2, "G1", by="north")
    assert trial.state.gate("G1").outcome == "undecided"

    trial.decide(3, "G1", "no_go", by="south", reason="no power")
    last = trial.state.gate("G1").decisions[-1].what
    assert isinstance(last, e.GateDecided)
    assert (last.outcome, last.decided_by) == ("no_go", "south")
    trial.decide(9, "G1", by="south", reason="power is back")
    assert not trial.state.gate("G1").passed
    trial.decide(10, "G1", by="north")

    assert trial.state.gate("G1").passed


def test_quorum_is_reached_by_enough_members() -> None:
    """`quorum` many goes decide for it; so many no-goes that it cannot be reached, against it."""
    members = {"rule": "quorum", "decider": None, "members": ["si", "recco", "north"], "quorum": 2}
    trial = a_gated_trial(**members)
    trial.show(1, "G1")
    trial.decide(2, "G1", "no_go", by="si")
    trial.decide(3, "G1", by="recco")
    assert trial.state.gate("G1").outcome == "undecided"

    trial.decide(4, "G1", by="north")

    assert trial.state.gate("G1").passed


def test_go_may_be_withdrawn_until_a_successor_starts() -> None:
    """A withdrawn go opens the meeting again; once something began behind it, it is too late."""
    trial = a_gated_trial()
    trial.show(1, "G1")
    trial.decide(5, "G1")

    trial.ask(6, c.WithdrawGo, gate="G1", decided_by="sro", reason="wrong build")
    assert ready_at(trial.state, "B") is None
    trial.decide(8, "G1", reason="right build")
    trial.start(9, "B")

    answer = trial.ask(10, c.WithdrawGo, gate="G1", decided_by="sro", reason="again")
    assert code(answer) == "successor-started"


def test_meeting_of_a_withdrawn_go_sits_again() -> None:
    """The time between the go and its withdrawal was no meeting: there are two sittings."""
    trial = a_gated_trial()
    trial.show(1, "G1")
    trial.decide(5, "G1")
    trial.ask(60, c.WithdrawGo, gate="G1", decided_by="sro", reason="wrong build")

    trial.decide(65, "G1", reason="right build")

    sittings = [(a.started_at, a.ended_at) for a in trial.state.task("M").attempts]
    assert sittings == [(at(0), at(5)), (at(60), at(65))]


def test_decided_gate_is_not_decided_again() -> None:
    """A go stands until it is withdrawn."""
    trial = a_gated_trial()
    trial.show(1, "G1")
    trial.decide(5, "G1")

    assert code(trial.decide(6, "G1", "no_go")) == "already-decided"
