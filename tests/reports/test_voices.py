"""Advice, findings of checks, spoken words and accepted risks at gates, in the report."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.gates import GateFigures, build_gates
from reports.figures.summary import build_summary
from tests.reports.factories import a_finished_night, material_of, page_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_night_turned_back


def gate_of(night: HardNight, key: str = "G1") -> GateFigures:
    """The figures of one gate."""
    return next(gate for gate in build_gates(material_of(night)).gates if gate.id == key)


def test_advice_stands_before_the_decision() -> None:
    """Who said what when, with reasons."""
    (advice,) = gate_of(a_hard_night()).advice
    assert (advice.adviser, advice.advice, advice.at) == ("RECCO", "go", at(64))


def test_a_criterion_that_a_machine_finds_out_says_what_was_found() -> None:
    """The finding takes the place of evidence."""
    (criterion,) = gate_of(a_hard_night()).criteria
    assert (criterion.checked, criterion.standing, criterion.evidence) == (
        True,
        "met",
        "A is done.",
    )


def test_a_spoken_decision_is_not_signed_for_until_it_is() -> None:
    """It counts at once; that the signature is missing stands at the top of the page."""
    night = a_hard_night()
    (decision,) = gate_of(night).decisions
    assert decision.spoken is not None
    assert (decision.spoken.said_by, decision.spoken.witness) == ("Sam", "Wendy")
    assert (decision.spoken.signed_at, decision.forum) == (None, "bridge")
    assert build_summary(material_of(night)).counts.unsigned == 1
    assert "nobody has signed for it" in page_of(night)


def test_a_signature_says_by_whom_and_when() -> None:
    """From then on nothing is missing."""
    night = a_hard_night()
    night.say(150, c.Countersign, gate="G1", party="sro", actor="Sam")
    (decision,) = gate_of(night).decisions
    assert decision.spoken is not None
    assert (decision.spoken.signed_by, decision.spoken.signed_at) == ("Sam", at(150))
    assert build_summary(material_of(night)).counts.unsigned == 0


def test_accepted_risks_stand_with_the_decision() -> None:
    """With the name of who accepted them, and until when."""
    (decision,) = gate_of(a_hard_night()).decisions
    (risk,) = decision.risks
    assert (risk.accepted_by, risk.expires) == ("SRO", at(100))


def test_a_gate_that_turning_back_came_before_is_given_up() -> None:
    """Nobody is told that silence is not a go."""
    night = a_night_turned_back()
    assert gate_of(night, "G2").given_up
    assert "the run was turned back before it" in page_of(night)


def test_an_entered_decision_was_not_spoken() -> None:
    """Who decided entered it."""
    (gate,) = build_gates(material_of(a_finished_night())).gates
    assert [step.spoken for step in gate.decisions] == [None]
