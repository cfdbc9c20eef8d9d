"""The cutover is turned back while a system is out of service: people are told that at once."""

from __future__ import annotations

from typing import Any

from notices.drafting.turning_back import BACK
from notices.drafting.updating import GOES_BACK, PREPARED
from rehearsals.core import commands as c
from rehearsals.testing import a_task, at
from tests.notices.drafting.nights import Night
from tests.notices.drafting.test_ending import with_way_back
from tests.notices.factories import EES

OUT, STAYS = "OUT-EES", f"{EES}-STAYS"
CLOSED_BY_LONG = {"task": "LONG", "at": "finish"}


def turned(p80: float | None = 235, **outage: Any) -> Night:
    """Out of service from 12:00 to 13:00 as announced; turned back at minute 220."""
    night = Night(with_way_back(notice={"holding": "10m"}, **outage))
    night.announce()
    night.go_down()
    night.run.done(210, "DOWN")
    night.run.start(211, "MEET")
    night.look(211)
    if p80 is not None:
        night.forecast[OUT] = at(p80)
    turn(night, 220)
    night.look(220)
    return night


def turn(night: Night, minutes: float, **fields: Any) -> None:
    """The decider has the run turned back."""
    how = {"kind": "rollback", "gate": "G1", "decided_by": "sro", "reason": "late", **fields}
    answer = night.run.ask(minutes, c.TurnBack, **how)
    assert not isinstance(answer, c.Refusal), answer


def test_an_open_outage_is_drafted_as_turned_back_and_its_approver_warned() -> None:
    """It comes back as it was, by when that is to be expected; the announced end stays."""
    night = turned()
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.approval, draft.forecast_end) == ("updated", "person", at(235))
    assert draft.content.cause == f"{BACK}, expected by Mon 12 Jan 2026 13:00 GMT."
    assert (draft.content.returns, draft.content.turned_back) == ("restored", True)
    assert draft.content.window.end == at(240)
    assert [one.rung for one in night.thread().warnings if one.draft == draft.id] == ["drafted"]


def test_it_is_drafted_once_and_told_once() -> None:
    """Later words go on saying that it is turned back."""
    night = turned()
    night.look(221)
    assert night.thread().drafted == 2
    night.approve(222)
    assert night.told(223) == []
    assert night.thread().draft is None
    assert night.newest().content.turned_back


def test_a_way_back_that_ends_later_than_announced_is_an_extension() -> None:
    """Rounded up, as every other."""
    night = turned(275)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.content.window.end) == ("extended", at(300))
    assert draft.content.cause == f"{BACK}."
    night.approve(221)
    night.look(222)
    assert night.thread().draft is None
    assert night.newest().window.end == at(300)


def test_an_update_that_gets_too_late_before_it_is_approved_becomes_an_extension() -> None:
    """One draft, which holds."""
    night = turned()
    night.forecast[OUT] = at(250)
    night.look(221)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.content.turned_back) == ("extended", True)
    assert night.look(222) == []


def test_without_a_forecast_it_is_told_all_the_same() -> None:
    """No time is better than a wrong one."""
    night = turned(None)
    draft = night.thread().draft
    assert draft is not None
    assert draft.content.cause == f"{BACK}."


def test_an_extension_that_lay_drafted_is_replaced() -> None:
    """It spoke of work that nobody does any more."""
    night = Night(with_way_back(notice={"holding": "10m"}))
    night.announce()
    night.go_down()
    night.run.done(210, "DOWN")
    night.run.start(211, "MEET")
    night.forecast[OUT] = at(260)
    night.look(212)
    night.forecast[OUT] = at(238)
    turn(night, 220)
    night.look(220)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.id, draft.kind, draft.content.turned_back) == (f"{EES}#3", "updated", True)


def test_turned_down_it_is_not_drafted_again() -> None:
    """Unless it gets later than what was turned down said."""
    night = turned()
    night.reject(221)
    night.look(222)
    assert night.thread().draft is None
    night.forecast[OUT] = at(250)
    night.look(223)
    draft = night.thread().draft
    assert draft is not None
    assert draft.kind == "extended"


def test_for_whom_it_was_to_stay_closed_it_opens_too() -> None:
    """Turned back everybody works as before."""
    night = turned(still_closed_for=["ldsos"])
    for notice in (EES, STAYS):
        draft = night.thread(notice).draft
        assert draft is not None
        assert not draft.content.stays_closed


def test_promised_words_say_that_it_is_turned_back_still() -> None:
    """Not that it goes on as announced."""
    night = turned()
    night.approve(221, next_update_due=at(225))
    assert night.told(225.1) == [f"{EES}/3 updated"]
    assert night.newest().content.cause == GOES_BACK


def test_an_outage_of_another_system_goes_on() -> None:
    """Where some systems alone are turned back, and it is none of them."""
    night = Night(with_way_back(tasks=(a_task("ADD", "DOWN", works_on=["VAS"]),)))
    night.announce()
    night.go_down()
    night.run.done(210, "DOWN")
    night.run.start(211, "MEET")
    turn(night, 214, systems=("VAS",))
    night.look(214)
    assert night.thread().draft is None


def test_no_rule_says_that_nothing_has_changed_while_that_lies_unapproved() -> None:
    """Only that there will be news, and soon."""
    night = turned(tasks=(a_task("LONG", "UP", duration="12h"),), closes=CLOSED_BY_LONG)
    due = night.newest().content.next_update_due
    assert due is not None
    minutes = (due - at(0)).total_seconds() / 60
    night.look(minutes + 1)
    newest = night.newest()
    assert newest.content.cause == PREPARED
    assert newest.content.next_update_due == at(minutes + 31)


def test_the_next_word_comes_soon_behind_the_expected_end() -> None:
    """Though the announced end is far away."""
    night = turned(tasks=(a_task("LONG", "UP", duration="12h"),), closes=CLOSED_BY_LONG)
    night.approve(221)
    assert night.newest().content.next_update_due == at(270)
