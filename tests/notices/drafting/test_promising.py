"""The end that is announced: the plan's, or a later one that four trials in five keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.core.notice import Window
from notices.drafting.planned import LONGER
from rehearsals.testing import at
from tests.notices.drafting.nights import Night
from tests.notices.drafting.test_announcing import amend, decide, gated
from tests.notices.factories import EES, an_outage_runbook

OUT, STAYS = "OUT-EES", f"{EES}-STAYS"


def forecast_night(end: float, *, announced: bool = True) -> Night:
    """An outage planned for 12:00 to 13:00 (minutes 180 to 240), with a P80 of its end."""
    night = Night()
    night.forecast[OUT] = at(end)
    night.look(0)
    if announced:
        night.approve(1)
    return night


@pytest.mark.parametrize(
    ("forecast", "announced"),
    [
        pytest.param(230, 240, id="earlier than planned"),
        pytest.param(240.4, 240, id="some seconds are nothing"),
        pytest.param(241, 270, id="later by a minute"),
        pytest.param(270, 270, id="on an even time"),
        pytest.param(271, 300, id="behind it"),
    ],
)
def test_the_announced_end_is_the_later_of_plan_and_forecast(
    forecast: float, announced: float
) -> None:
    """A planned end stays exact; a forecast one is rounded up on the wall clock."""
    night = forecast_night(forecast)
    assert night.newest().window == Window(start=at(180), end=at(announced))


def test_an_exact_planned_end_is_never_rounded() -> None:
    """It is what the plan says, to the minute."""
    night = Night()
    amend(night, 0, "2026-01-12T12:10")
    night.look(0)
    night.approve(1)
    assert night.newest().window.end == at(250)


def test_the_draft_says_both_ends_and_what_it_rests_on() -> None:
    """For whoever approves it; nobody outside hears of the forecast."""
    night = forecast_night(255, announced=False)
    draft = night.thread().draft
    assert draft is not None
    assert "by plan at Mon 12 Jan 2026 13:00 GMT" in draft.because
    assert "(P80) at Mon 12 Jan 2026 13:15 GMT; Mon 12 Jan 2026 13:30 GMT is ann" in draft.because
    assert draft.forecast_end == at(255)
    night.approve(1)
    assert "13:15" not in night.thread().revisions[0].text


def test_who_stays_closed_out_is_told_the_same_end() -> None:
    """Both notices are of one outage."""
    night = Night(an_outage_runbook(still_closed_for=["ldsos"]))
    night.forecast[OUT] = at(250)
    night.announce()
    assert {night.newest(one).window.end for one in (EES, STAYS)} == {at(270)}


def test_what_hangs_on_the_end_goes_with_it() -> None:
    """The backlog is cleared later, too."""
    night = Night(an_outage_runbook(backlog={"handling": "In order.", "clear_within": "1h"}))
    night.forecast[OUT] = at(250)
    night.announce()
    assert night.newest().content.backlog_clear_by == at(330)


def test_an_outage_that_goes_as_forecast_is_not_extended_when_it_begins() -> None:
    """That is what the end was promised for."""
    night = forecast_night(255)
    night.go_down()
    night.forecast[OUT] = at(262)
    assert night.told(181) == []
    assert night.thread().draft is None


def test_a_go_makes_it_firm_with_the_end_as_announced() -> None:
    """Whatever the forecast is by then; what is later by more than a step is for a person."""
    night = Night(gated())
    night.announce()
    night.forecast[OUT] = at(271)
    decide(night, 120)
    assert night.told(120) == [f"{EES}/1 firm"]
    assert night.newest().window.end == at(240)
    draft = night.thread().draft
    assert draft is not None
    assert (draft.kind, draft.approval) == ("rescheduled", "person")
    assert draft.content.window == Window(start=at(180), end=at(300))
    assert draft.content.cause == LONGER
    assert "to end at Mon 12 Jan 2026 13:00 GMT" in draft.because


def test_up_to_a_step_nothing_is_drafted_before_the_start() -> None:
    """It may well come back till then."""
    night = forecast_night(235)
    night.forecast[OUT] = at(270)
    night.look(100)
    assert night.thread().draft is None


def test_that_draft_is_taken_back_once_the_announced_end_is_kept() -> None:
    """And not before, so that it does not come and go."""
    night = forecast_night(235)
    for minute, forecast in ((100, 275), (110, 268), (120, 274)):
        night.forecast[OUT] = at(forecast)
        night.look(minute)
        assert night.thread().draft is not None
    assert night.thread().drafted == 2
    night.forecast[OUT] = at(240)
    night.look(130)
    assert night.thread().draft is None


def test_turned_down_it_comes_back_only_when_it_is_much_worse() -> None:
    """By more than a slip."""
    night = forecast_night(235)
    night.forecast[OUT] = at(275)
    night.look(100)
    night.reject(101)
    night.forecast[OUT] = at(329)
    night.look(102)
    assert night.thread().draft is None
    night.forecast[OUT] = at(331)
    night.look(103)
    assert night.thread().draft is not None


def test_an_amended_plan_moves_it_to_an_end_that_can_be_promised() -> None:
    """Not to one that will be extended at once."""
    night = forecast_night(235)
    amend(night, 10, "2026-01-12T12:10")
    night.forecast[OUT] = at(262)
    night.look(10)
    draft = night.thread().draft
    assert draft is not None
    assert draft.content.window == Window(start=at(190), end=at(270))


def test_an_end_past_the_hard_limit_is_said_and_looked_at_by_a_person() -> None:
    """Though the runbook lets announcements out by rule."""
    notices = {"approval": {"provisional": "rule"}}
    night = Night(an_outage_runbook(hard_limit="1h", runbook={"notices": notices}))
    night.forecast[OUT] = at(250)
    assert night.told(0) == []
    draft = night.thread().draft
    assert draft is not None
    assert "past the hard limit" in draft.because
    assert draft.content.window.end == at(270)
    (warned,) = night.thread().warnings
    assert "past the hard limit" in warned.text


def test_within_the_hard_limit_the_rule_stands() -> None:
    """Nobody is asked."""
    notices = {"approval": {"provisional": "rule"}}
    night = Night(an_outage_runbook(hard_limit="2h", runbook={"notices": notices}))
    night.forecast[OUT] = at(250)
    assert night.told(0) == [f"{EES}/0 firm"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(min_value=200, max_value=270), min_size=1, max_size=12))
def test_a_forecast_that_wavers_by_a_step_makes_one_draft(wavering: list[int]) -> None:
    """Of the end that could be promised when it was drafted."""
    night = Night()
    for minute, end in enumerate(wavering):
        night.forecast[OUT] = at(end)
        night.look(minute)
    draft = night.thread().draft
    assert draft is not None
    assert night.thread().drafted == 1
    assert draft.content.window.end == at(240 if wavering[0] <= 240 else 270)
