"""Conditions, accepted risks and lessons in the report."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.items import ItemFigures, build_items
from reports.figures.summary import build_summary
from tests.reports.factories import material_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_paper_night


def items_of(night: HardNight) -> dict[str, ItemFigures]:
    """The items of a night by id."""
    return {item.id: item for item in build_items(material_of(night)).items}


def test_a_risk_that_has_expired_stands_open_again() -> None:
    """It was accepted until 100 minutes, and nobody looked at it since."""
    items = items_of(a_hard_night())
    assert (items["G1-1-R1"].standing, items["G1-1-C1"].standing) == ("expired", "open")
    assert build_summary(material_of(a_hard_night())).counts.items_open == 2


def test_a_risk_that_was_extended_is_accepted() -> None:
    """By name, until when, and why."""
    risk = items_of(a_paper_night())["G1-1-R1"]
    assert (risk.standing, risk.due) == ("accepted", at(2000))
    assert [(more.at, more.reason) for more in risk.extensions] == [(at(155), "not come yet")]


def test_a_condition_is_closed_with_its_evidence() -> None:
    """And when, and by whom."""
    closed = items_of(a_paper_night())["G1-1-C1"]
    assert (closed.standing, closed.closed_at, closed.evidence) == ("closed", at(154), "ordered")


def test_a_condition_that_was_not_met_in_time_is_overdue() -> None:
    """Two days later."""
    night = a_hard_night()
    night.say(3 * 24 * 60, c.AddNote, text="Where is the disk?")
    assert items_of(night)["G1-1-C1"].standing == "overdue"


def test_a_lesson_is_noted() -> None:
    """It goes over to the run that follows."""
    assert items_of(a_paper_night())["L1"].standing == "noted"
