"""An outage that ends late: extensions without flapping, holding notices, words behind the end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.drafting.holding import PAST
from notices.drafting.rounding import rounded_up
from rehearsals.testing import at
from runbooks.clocktime import from_rfc3339
from tests.notices.drafting.nights import Night
from tests.notices.factories import EES, an_outage_runbook

OUT = "OUT-EES"


def open_night(holding: str = "20m") -> Night:
    """An outage that is open from 12:00 and announced to end at 13:00."""
    night = Night(an_outage_runbook(notice={"holding": holding}))
    night.announce()
    night.go_down()
    return night


def drafted_end(night: Night) -> datetime | None:
    """The end of the open draft of an extension."""
    draft = night.thread().draft
    return draft.content.window.end if draft and draft.kind == "extended" else None


def test_an_extension_is_drafted_as_soon_as_the_forecast_passes_the_end() -> None:
    """Rounded up to the half hour, with the figure it rests on, and needed by the old end."""
    night = open_night()
    night.forecast[OUT] = at(241)
    night.look(190)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.content.window.end, draft.forecast_end) == (at(270), at(241))
    assert draft.needed_by == at(240)
    assert night.newest().window.end == at(240)


def test_the_approver_is_warned_at_once_and_again_while_there_is_time() -> None:
    """And when it is too late."""
    night = open_night(holding="5m")
    night.forecast[OUT] = at(250)
    night.look(190)
    for minute in (205, 210, 230, 240):
        night.look(minute)
    rungs = [one.rung for one in night.thread().warnings if one.draft == f"{EES}#2"]
    assert rungs == ["drafted", "soon", "overdue"]


def test_a_draft_follows_the_forecast_only_beyond_its_own_end() -> None:
    """Within it nothing moves."""
    night = open_night()
    for minute, forecast in ((185, 241), (190, 269), (192, 245)):
        night.forecast[OUT] = at(forecast)
        night.look(minute)
        assert drafted_end(night) == at(270)
    assert night.thread().drafted == 2
    night.forecast[OUT] = at(275)
    night.look(194)
    assert drafted_end(night) == at(300)


def test_a_draft_is_taken_back_once_the_forecast_has_been_back_for_a_while() -> None:
    """Half an hour."""
    night = open_night()
    night.forecast[OUT] = at(245)
    night.look(185)
    night.forecast[OUT] = at(238)
    night.within_since[OUT] = at(186)
    night.look(187)
    assert drafted_end(night) == at(270)
    night.look(216)
    assert night.thread().draft is None


def test_an_extension_turned_down_comes_back_only_when_it_is_worse_by_a_step() -> None:
    """Whatever else is told meanwhile."""
    night = open_night()
    night.forecast[OUT] = at(245)
    night.look(185)
    night.reject(186)
    for minute in (187, 220, 230):
        night.look(minute)
        assert night.thread().draft is None
    night.forecast[OUT] = at(271)
    night.look(231)
    assert drafted_end(night) == at(300)


def test_a_holding_notice_goes_out_by_rule_once_for_an_announced_end() -> None:
    """Overrun possible, and when the next word comes."""
    night = open_night()
    assert night.told(219) == []
    assert night.told(220) == [f"{EES}/2 holding"]
    assert night.newest().content.next_update_due == at(240)
    assert night.told(221) == []


def test_a_holding_notice_goes_out_though_an_extension_lies_unapproved() -> None:
    """The draft stays."""
    night = open_night()
    night.forecast[OUT] = at(245)
    night.look(190)
    assert night.told(220) == [f"{EES}/2 holding"]
    assert drafted_end(night) == at(270)


def test_an_approved_extension_needs_no_holding_notice_for_the_old_end() -> None:
    """The new end has its own."""
    night = open_night()
    night.forecast[OUT] = at(245)
    night.look(190)
    night.approve(195)
    assert night.newest().kind == "extended"
    assert night.told(220) == []
    assert night.told(250) == [f"{EES}/3 holding"]


def test_behind_the_announced_end_there_is_a_word_every_half_hour() -> None:
    """Each says when the next is due."""
    night = open_night()
    night.look(220)
    assert night.told(240) == []
    assert night.told(240.1) == [f"{EES}/3 updated"]
    assert night.newest().content.end_uncertainty == PAST
    assert night.newest().content.next_update_due == at(270.1)
    assert night.told(255) == []
    assert night.told(270.2) == [f"{EES}/4 updated"]


def test_of_a_short_outage_the_holding_notice_comes_half_way() -> None:
    """Forty-five minutes before its end it had not begun."""
    night = open_night(holding="90m")
    assert night.told(209) == []
    assert night.told(210) == [f"{EES}/2 holding"]


def test_an_outage_that_ends_in_time_is_completed_and_its_draft_withdrawn() -> None:
    """With its actual times."""
    night = open_night()
    night.forecast[OUT] = at(245)
    night.look(190)
    night.come_back(215)
    assert night.told(215) == [f"{EES}/2 completed"]
    actual = night.newest().content.actual
    assert (actual.start, actual.end) == (at(180), at(215))
    assert night.thread().draft is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(min_value=-14, max_value=14), min_size=5, max_size=30))
def test_a_forecast_that_wavers_makes_one_draft(wavering: list[int]) -> None:
    """However often it passes the announced end and comes back for a moment."""
    night = open_night()
    before = night.thread().drafted
    for minute, by in enumerate(wavering, 185):
        night.forecast[OUT] = at(240 + by)
        if by > 0:
            night.within_since.pop(OUT, None)
        else:
            night.within_since.setdefault(OUT, at(minute))
        night.look(minute)
    assert night.thread().drafted - before <= 1


@pytest.mark.parametrize(
    ("instant", "rounded"),
    [
        pytest.param("2026-01-12T12:00:00Z", "2026-01-12T12:00:00Z", id="even"),
        pytest.param("2026-01-12T12:00:01Z", "2026-01-12T12:30:00Z", id="a second later"),
        pytest.param("2026-07-01T23:31:00Z", "2026-07-02T00:00:00Z", id="summer"),
        pytest.param("2026-03-29T00:45:00Z", "2026-03-29T01:00:00Z", id="over the gap in March"),
        pytest.param("2026-10-25T00:45:00Z", "2026-10-25T01:00:00Z", id="into the second hour"),
        pytest.param("2026-10-25T01:45:00Z", "2026-10-25T02:00:00Z", id="out of it"),
    ],
)
def test_ends_are_rounded_up_on_the_wall_clock(instant: str, rounded: str) -> None:
    """Through both clock changes, to the half hour."""
    found = rounded_up(from_rfc3339(instant), 1800, "Europe/London")
    assert found == from_rfc3339(rounded)


def test_longer_steps_count_from_local_midnight() -> None:
    """In summer two hours are 13:00 UTC, not 12:00."""
    found = rounded_up(from_rfc3339("2026-07-01T12:10:00Z"), 7200, "Europe/London")
    assert found == from_rfc3339("2026-07-01T13:00:00Z")
    assert found - from_rfc3339("2026-07-01T12:10:00Z") == timedelta(minutes=50)


def test_an_extension_that_nobody_approved_is_gone_once_the_outage_is_over() -> None:
    """Also for those for whom the system stays closed: their notice goes on."""
    night = Night(an_outage_runbook(notice={"holding": "5m"}, still_closed_for=["ldsos"]))
    night.announce()
    night.go_down()
    night.forecast[OUT] = at(245)
    night.look(190)
    night.come_back(225)
    night.look(225)
    assert night.newest(f"{EES}-STAYS").status == "started"
    assert night.notices.book.drafts == ()
