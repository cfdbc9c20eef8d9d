"""Two runbooks, one plan: what lets the second begin, and what it takes over from the first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.command import Refusal
from rehearsals.core.events import AcceptedRisk, Condition
from rehearsals.core.opening import open_run
from rehearsals.core.words import Mode
from rehearsals.programme.following import Followed, carried_over, follow
from rehearsals.testing import OPENED, Trial, a_gate, a_runbook, a_task, an_opening, at
from runbooks.errors import JournalError
from runbooks.library import library_names
from runbooks.model import Runbook
from tests.runbooks.shelf import shipped

OWED = Condition(item="Replay the log", owner="recco", due=OPENED + timedelta(days=1))
RISK = AcceptedRisk(risk="No spare disk", accepted_by="sro", expires=OPENED + timedelta(days=9))
TASKS = (a_task("A"), a_task("B", "A", party="sro"), a_task("C", "B"))
FIRST = a_runbook(*TASKS, gates=[a_gate("G", "B")])
SECOND = a_runbook(a_task("X"), runbook="second", follows={"runbook": "trial", "approval": "G"})


def approved(runbook: Runbook = FIRST, **changes: Any) -> Trial:
    """A run of the first runbook whose gate is passed, with a condition, a risk and a lesson."""
    run = sat(runbook, **changes)
    spoken = {"actor": "sue", "channel": "cli+password"}
    run.decide(4, "G", "go_with_conditions", conditions=(OWED,), risks=(RISK,), **spoken)
    run.ask(5, c.AddNote, text="Start an hour earlier.", lesson=True)
    return run


def sat(runbook: Runbook = FIRST, **changes: Any) -> Trial:
    """A run of the first runbook whose meeting is sitting."""
    run = Trial(runbook, **changes)
    run.do(1, 2, "A")
    run.start(3, "B")
    run.show(3, "G")
    return run


def refused(runbook: Runbook, earlier: Trial | None, mode: Mode) -> str:
    """The words with which a run may not begin."""
    answer = follow(runbook, earlier.state if earlier else None, mode)
    assert isinstance(answer, Refusal)
    return str(answer)


def followed(runbook: Runbook, earlier: Trial | None, mode: Mode) -> Followed:
    """What a run takes over."""
    answer = follow(runbook, earlier.state if earlier else None, mode)
    assert isinstance(answer, Followed)
    return answer


def test_live_the_second_needs_the_approval_of_the_first() -> None:
    """M11 cannot start without M10's approval: the refusal says which gate is missing."""
    assert "before gate G of a live run of trial is passed" in refused(SECOND, None, "live")
    words = refused(SECOND, sat(mode="live"), "live")
    assert "Gate G (Gate G) of run DR1 has not been decided" in words
    assert "callboard gate DR1 G go" in words


def test_a_run_that_ended_unapproved_is_not_sent_back_to_its_gate() -> None:
    """Nothing can be decided in a closed run: follow another one."""
    run = sat()
    run.ask(4, c.AbandonRun, reason="enough")
    words = refused(SECOND, run, "rehearsal")
    assert "DR1 is over (abandoned): follow one that was approved." in words


def test_an_approval_that_was_taken_back_is_none() -> None:
    """The newest decision counts."""
    run = approved(mode="live")
    spoken = {"actor": "sue", "channel": "cli+password"}
    run.ask(6, c.WithdrawGo, gate="G", decided_by="sro", reason="news", **spoken)
    assert "had its go taken back" in refused(SECOND, run, "live")


def test_an_approved_live_run_lets_the_second_begin() -> None:
    """Which run, which gate, and when it was decided stay with the second."""
    answer = followed(SECOND, approved(mode="live"), "live")
    assert answer.follows == {"run": "DR1", "gate": "G", "decided_at": "2026-01-12T09:04:00Z"}


def test_a_rehearsal_lets_no_live_run_begin() -> None:
    """What it decided was decided for practice."""
    assert "Run DR1 is a rehearsal" in refused(SECOND, approved(), "live")


def test_in_a_rehearsal_the_second_may_stand_alone() -> None:
    """But what it names must be approved there too."""
    assert followed(SECOND, None, "rehearsal") == Followed()
    assert followed(SECOND, approved(), "rehearsal").follows is not None
    assert "has not been decided" in refused(SECOND, sat(), "rehearsal")


def test_only_the_runbook_that_is_followed_can_be_followed() -> None:
    """A run of another one approves nothing here."""
    other = a_runbook(*TASKS, runbook="other")
    assert "is of other; second follows trial" in refused(SECOND, Trial(other), "rehearsal")
    assert "trial follows no other runbook" in refused(FIRST, approved(), "rehearsal")


def test_what_is_open_comes_along() -> None:
    """A condition with its due date, a risk with its expiry, a lesson; with the run in front."""
    carried = carried_over(approved().state)
    assert [(one.id, one.kind, one.due) for one in carried] == [
        ("DR1/G-1-C1", "condition", OWED.due),
        ("DR1/G-1-R1", "risk", RISK.expires),
        ("DR1/L1", "lesson", None),
    ]


def test_what_is_closed_stays_behind() -> None:
    """It is done."""
    run = approved()
    run.ask(6, c.CloseItem, item="G-1-C1", evidence="replayed")
    assert [one.id for one in carried_over(run.state)] == ["DR1/G-1-R1", "DR1/L1"]


def test_what_was_carried_keeps_where_it_arose() -> None:
    """Over a third runbook too."""
    carried = carried_over(approved().state)
    third = carried_over(Trial(SECOND, run="DR2", carried=carried).state)
    assert third == carried


def test_a_carried_risk_reopens_where_it_was_carried_to() -> None:
    """It was accepted for a time, whoever runs what by then."""
    carried = carried_over(approved().state)
    item = Trial(SECOND, run="DR2", carried=carried).state.items["DR1/G-1-R1"]
    assert not item.stands_open(at(10))
    assert item.stands_open(RISK.expires)


def test_no_live_run_is_opened_past_what_it_follows() -> None:
    """Whatever opens it."""
    with pytest.raises(JournalError, match="follows trial, whose gate G"):
        open_run(an_opening(SECOND, mode="live"), now=OPENED, actor="ann", channel="test")


def test_the_shipped_runbooks_are_one_plan() -> None:
    """M11 follows M10, by a gate that M10 has."""
    follows = shipped("m11").follows
    assert follows is not None
    assert follows.runbook in library_names()
    assert follows.approval in shipped(follows.runbook).gate_by_id
