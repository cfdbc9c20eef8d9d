"""Outages ahead: announced from the plan, made firm, moved, cancelled."""

from __future__ import annotations

from typing import Any

from notices.core.asked import WriteUpdate
from notices.core.notice import Window
from notices.drafting.deciding import POSTPONED
from rehearsals.core import commands as c
from rehearsals.testing import a_gate, a_task, at
from runbooks.model import Runbook
from runbooks.writer import to_data
from tests.notices.drafting.nights import Night
from tests.notices.factories import EES, an_outage_runbook


def gated(**notices: Any) -> Runbook:
    """The outage behind a start decision G2 that is planned to be taken at 11:00."""
    return an_outage_runbook(
        tasks=(a_task("MEET", not_before="2026-01-12T10:30"),),
        runbook={"gates": [a_gate("G2", "MEET")], "notices": {"firm_at": "G2", **notices}},
    )


def decide(night: Night, minutes: float, outcome: str = "go") -> None:
    """The start decision is taken."""
    night.run.start(minutes - 1, "MEET")
    night.run.show(minutes - 1, "G2")
    night.run.decide(minutes, "G2", outcome)


def test_an_outage_is_drafted_from_the_plan_when_the_run_is_opened() -> None:
    """With its window, and it waits for a person."""
    night = Night(gated())
    night.look(0)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.content.window) == ("provisional", Window(start=at(180), end=at(240)))
    assert draft.planned == draft.content.window


def test_without_a_start_decision_it_is_firm_from_the_first() -> None:
    """And yet nobody's rule announces what nobody has seen."""
    night = Night()
    night.look(0)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.approval) == ("firm", "person")


def test_a_runbook_may_have_its_announcements_let_out_by_rule() -> None:
    """That is agreed on beforehand."""
    night = Night(gated(approval={"provisional": "rule"}))
    assert night.told(0) == [f"{EES}/0 provisional"]


def test_the_lead_says_by_when_it_is_needed() -> None:
    """Five working days before a Monday noon is the Monday before."""
    night = Night(an_outage_runbook(notice={"lead": "5wd"}))
    night.look(0)
    draft = night.thread().draft
    assert draft is not None
    assert draft.needed_by == at(180 - 7 * 24 * 60)


def test_a_second_look_wants_nothing_more() -> None:
    """What is drafted stays as it is."""
    night = Night(gated())
    night.look(0)
    assert night.look(1) == []


def test_go_makes_it_firm_by_rule() -> None:
    """At once, and only once."""
    night = Night(gated())
    night.announce()
    decide(night, 120)
    assert night.told(120) == [f"{EES}/1 firm"]
    assert night.told(121) == []
    assert night.newest().status == "firm"


def test_what_was_not_let_out_before_the_go_is_firm_then() -> None:
    """It was never provisional to anybody."""
    night = Night(gated())
    night.look(0)
    decide(night, 120)
    night.look(120)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.id, draft.kind, draft.approval) == (f"{EES}#2", "firm", "person")


def test_a_no_go_is_drafted_as_put_off_once() -> None:
    """The new time is not known, and the next word is promised."""
    night = Night(gated())
    night.announce()
    decide(night, 120, "no_go")
    night.look(120)
    night.approve(121)
    newest = night.newest()
    assert (newest.kind, newest.content.end_uncertainty) == ("updated", POSTPONED)
    assert newest.content.next_update_due is not None
    assert night.look(125) == []


def test_a_no_go_that_turns_the_whole_back_cancels() -> None:
    """It will not come."""
    book = an_outage_runbook(
        tasks=(a_task("MEET", not_before="2026-01-12T10:30"),),
        runbook={
            "gates": [a_gate("G2", "MEET", on_no_go="stand_down")],
            "notices": {"firm_at": "G2"},
            "stand_down": {"gates": ["G2"], "tasks": [a_task("S1", always=True)]},
        },
    )
    night = Night(book)
    night.announce()
    decide(night, 120, "no_go")
    turned = night.run.ask(
        121, c.TurnBack, kind="stand_down", gate="G2", decided_by="sro", reason="late"
    )
    assert not isinstance(turned, c.Refusal), turned
    night.look(121)
    night.approve(122)
    assert (night.newest().kind, night.newest().status) == ("cancelled", "cancelled")
    assert night.look(123) == []


def test_an_abandoned_run_cancels_what_it_announced() -> None:
    """And withdraws what it had only drafted."""
    night = Night()
    night.announce()
    night.run.ask(10, c.AbandonRun, reason="the end")
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert draft.kind == "cancelled"
    other = Night()
    other.look(0)
    other.run.ask(10, c.AbandonRun, reason="the end")
    other.look(10)
    assert other.thread().draft is None


def test_a_start_that_slips_by_more_than_agreed_is_rescheduled() -> None:
    """To the half hour at which it is expected now; small slips move nothing."""
    night = Night()
    night.announce()
    night.run.start(100, "PREP")
    night.look(195)
    assert night.thread().draft is None
    night.look(215)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.content.window.start) == ("rescheduled", at(240))


def test_a_draft_that_is_not_needed_any_more_is_taken_back() -> None:
    """It is expected as announced again."""
    night = Night()
    night.announce()
    night.run.start(1, "PREP")
    night.look(215)
    assert night.thread().draft is not None
    night.notices.ask(216, WriteUpdate, notice=EES, cause="late", start=at(240), end=at(300))
    night.look(217)
    assert night.thread().draft is None


def test_what_somebody_turned_down_is_not_drafted_again_for_the_same() -> None:
    """Only once it has moved further."""
    night = Night()
    night.announce()
    night.run.start(1, "PREP")
    night.look(215)
    night.reject(216)
    assert night.look(217) == []
    night.look(300)
    assert night.thread().draft is not None


def amend(night: Night, minutes: float, not_before: str) -> None:
    """The manager amends when DOWN begins."""
    before = next(one for one in to_data(night.run.state.runbook)["tasks"] if one["id"] == "DOWN")
    night.amend(minutes, "task", "DOWN", before, not_before=not_before)


def test_an_amended_plan_moves_what_was_announced() -> None:
    """By however little: the window told is exact."""
    night = Night()
    night.announce()
    amend(night, 10, "2026-01-12T12:10")
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.content.window) == ("rescheduled", Window(start=at(190), end=at(250)))
    night.approve(11)
    night.look(12)
    assert night.thread().draft is None


def test_an_amended_plan_replaces_the_draft_of_the_announcement() -> None:
    """Nobody approves a window that does not hold any more."""
    night = Night()
    night.look(0)
    amend(night, 10, "2026-01-12T12:10")
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.id, draft.content.window.start) == (f"{EES}#2", at(190))
