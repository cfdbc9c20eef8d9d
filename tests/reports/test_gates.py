"""Tests of the figures of gates."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.events import Condition
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.figures.gates import GateFigures, build_gates
from tests.reports.factories import a_finished_night, a_small_night, material_of


def _gate(trial: Trial) -> GateFigures:
    return build_gates(material_of(trial)).gates[0]


def _meeting() -> Trial:
    trial = a_small_night()
    trial.do(0, 30, "A")
    trial.start(40, "M")
    return trial


def test_a_gate_is_timed_from_meeting_to_decision() -> None:
    """The meeting opens at 50, the go falls at 85, 25 minutes after the planned decision."""
    gate = _gate(a_finished_night())

    assert (at(50), at(85), 35) == (
        gate.opened_at,
        gate.decided_at,
        gate.open_to_decision_minutes,
    )
    assert (at(60), 25) == (gate.planned_decision, gate.decision_variance_minutes)


def test_a_decision_names_who_and_why() -> None:
    """Who decided by name, who entered it, and the reason."""
    (decision,) = _gate(a_finished_night()).decisions

    assert (
        decision.outcome,
        decision.decided_by,
        decision.names,
        decision.entered_by,
        decision.reason,
    ) == ("go", "sro", ("SRO",), "ann", "because")


def test_decisions_form_a_sequence() -> None:
    """Deferred, refused, then decided go: all three stay, in order."""
    trial = _meeting()
    trial.decide(45, "G1", "deferred", until=at(60))
    trial.decide(60, "G1", "no_go")
    trial.show(70, "G1")
    trial.decide(75, "G1")

    gate = _gate(trial)

    assert [d.outcome for d in gate.decisions] == ["deferred", "no_go", "go"]
    assert gate.decisions[0].until == at(60)
    assert (at(75), 35) == (gate.decided_at, gate.open_to_decision_minutes)


def test_a_deferred_gate_is_not_decided() -> None:
    """A deferral is a step, not an answer."""
    trial = _meeting()
    trial.decide(45, "G1", "deferred", until=at(60))

    gate = _gate(trial)

    assert (
        gate.outcome,
        gate.decided_at,
        gate.open_to_decision_minutes,
    ) == ("deferred", None, None)


def test_a_withdrawn_go_is_not_decided() -> None:
    """The go that was taken back stays in the sequence, and the gate is open again."""
    trial = _meeting()
    trial.show(45, "G1")
    trial.decide(50, "G1")
    trial.ask(52, c.WithdrawGo, gate="G1", decided_by="sro", reason="news")

    gate = _gate(trial)

    assert (gate.outcome, gate.decided_at) == ("withdrawn", None)
    assert [(d.outcome, d.reason) for d in gate.decisions] == [
        ("go", "because"),
        ("withdrawn", "news"),
    ]


def test_criteria_without_evidence_look_different() -> None:
    """Met, not met and no evidence are three standings."""
    trial = _meeting()
    assert _gate(trial).criteria[0].standing == "no evidence"

    trial.show(45, "G1", met=False)
    assert _gate(trial).criteria[0].standing == "not met"

    trial.show(46, "G1")
    criterion = _gate(trial).criteria[0]
    assert ("met", "seen", at(46), "ann") == (
        criterion.standing,
        criterion.evidence,
        criterion.at,
        criterion.by,
    )


def test_conditions_of_a_go_are_kept() -> None:
    """A go with conditions carries its work-off items, with owners by name."""
    trial = _meeting()
    trial.show(45, "G1", met=False)
    trial.decide(
        50,
        "G1",
        "go_with_conditions",
        conditions=(Condition(item="retest", owner="si", due=at(600)),),
    )

    (decision,) = _gate(trial).decisions

    assert [("retest", "SI", at(600))] == [(c.item, c.owner, c.due) for c in decision.conditions]


def _full_house() -> Trial:
    book = a_runbook(
        a_task("M"),
        a_task("N", "M"),
        gates=[a_gate("G1", "M", rule="all_of", decider=None, members=["ldsos"], criteria=[])],
    )
    trial = Trial(book)
    trial.start(0, "M")
    return trial


def test_votes_are_listed_by_name_and_silence_is_named() -> None:
    """North has voted, south has not been heard."""
    trial = _full_house()
    trial.decide(5, "G1", by="north")

    gate = _gate(trial)

    assert [("NORTH", "go", at(5))] == [(v.member, v.vote, v.at) for v in gate.votes]
    assert gate.silent == ("SOUTH",)
    assert gate.outcome == "undecided"


def test_votes_before_a_withdrawal_are_not_forgotten() -> None:
    """A withdrawn go asks everybody anew; what they said before stays on the page."""
    trial = _full_house()
    trial.decide(5, "G1", by="north")
    trial.decide(6, "G1", by="south")
    trial.ask(7, c.WithdrawGo, gate="G1", decided_by="north", reason="wait")
    trial.decide(9, "G1", "no_go", by="north")

    gate = _gate(trial)

    assert [(v.member, v.vote) for v in gate.votes] == [
        ("NORTH", "go"),
        ("SOUTH", "go"),
        ("NORTH", "no_go"),
    ]
    assert gate.outcome == "no_go"


def test_a_gate_out_of_scope_is_left_out() -> None:
    """A run of A alone has no gate to report on."""
    trial = a_small_night(scope=("A",))

    assert build_gates(material_of(trial)).gates == ()


def test_votes_that_no_longer_count_say_why() -> None:
    """North votes twice, the go is withdrawn, there is a no-go, and a new round."""
    trial = _full_house()
    trial.decide(4, "G1", "no_go", by="recco")
    trial.decide(5, "G1", by="north")
    trial.decide(6, "G1", by="north")
    trial.decide(7, "G1", by="south")
    trial.ask(8, c.WithdrawGo, gate="G1", decided_by="north", reason="wait")
    trial.decide(9, "G1", "no_go", by="north")
    trial.decide(10, "G1", by="north")

    votes = _gate(trial).votes

    assert [(v.member, v.superseded) for v in votes] == [
        ("NORTH", "voted again"),
        ("NORTH", "withdrawn"),
        ("SOUTH", "withdrawn"),
        ("NORTH", "later round"),
        ("NORTH", None),
    ]


def test_a_no_go_leaves_its_votes_standing_until_there_is_another_round() -> None:
    """They are what was decided by."""
    trial = _full_house()
    trial.decide(5, "G1", "no_go", by="north")

    assert [v.superseded for v in _gate(trial).votes] == [None]


def test_slack_before_the_meeting_is_against_its_planned_start() -> None:
    """Planned: A ends at 30, the meeting begins at 60. Actual: A ends at 70, ten minutes after."""
    book = a_runbook(
        a_task("A"),
        a_task("M", "A", party="sro", not_before="2026-01-12T10:00"),
        gates=[a_gate("G1", "M")],
    )
    trial = Trial(book)
    assert _slacks(trial) == (30, None)

    trial.do(0, 70, "A")
    assert _slacks(trial) == (30, -10)


def _slacks(trial: Trial) -> tuple[float, float | None]:
    gate = _gate(trial)
    return (gate.slack_before_meeting_planned_minutes, gate.slack_before_meeting_actual_minutes)


def test_a_gate_says_what_its_no_go_asks_for() -> None:
    """As the runbook has it."""
    book = a_runbook(a_task("M"), gates=[a_gate("G1", "M", on_no_go="rollback")])

    assert _gate(Trial(book)).on_no_go == "rollback"
