"""Tests of checks that turned bad, or good again, after a decision."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.figures.findings import findings_of
from tests.reports.factories import material_of, page_of

CHECKED = a_runbook(
    a_task("P"),
    a_task("M", "P", party="sro"),
    a_task("A", "M"),
    gates=[
        a_gate(
            "G1",
            "M",
            criteria=[{"id": "DONE", "owner": "si", "check": {"tasks_done": {"tasks": ["P"]}}}],
        )
    ],
)


def checked(trial: Trial, minutes: float, *, met: bool, value: str) -> None:
    """Put down what the check found."""
    fields = {"gate": "G1", "criterion": "DONE", "digest": "0" * 64}
    answer = trial.ask(minutes, c.RecordCheck, met=met, value=value, **fields)
    assert not isinstance(answer, c.Refusal), answer


def a_decided_gate() -> Trial:
    """G1, decided go at 40 on a check that was met then."""
    trial = Trial(CHECKED)
    trial.do(0, 30, "P")
    trial.start(31, "M")
    checked(trial, 31, met=False, value="Not yet.")
    checked(trial, 32, met=True, value="P is done.")
    trial.decide(40, "G1")
    return trial


def test_what_was_found_before_the_decision_is_no_turn() -> None:
    """It was decided on; the newest of it stands with the criterion."""
    assert findings_of(material_of(a_decided_gate())) == {}


def test_a_check_that_turns_bad_and_good_again_is_told_both_times() -> None:
    """The newest finding alone would hide that the go rested on nothing for a while."""
    trial = a_decided_gate()
    checked(trial, 50, met=False, value="P was reopened.")
    checked(trial, 55, met=False, value="P is still open.")
    checked(trial, 60, met=True, value="P is done.")

    bad, good = findings_of(material_of(trial))["G1"]

    assert (bad.at, bad.met, bad.value) == (at(50), False, "P was reopened.")
    assert (good.at, good.met) == (at(60), True)
    assert "DONE no longer held" in page_of(trial)
