"""Turning back in the report: decided when, what ran, and whether it was in time."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.outages import build_outages
from reports.figures.phases import build_phases
from reports.figures.summary import build_summary
from reports.figures.tasks import build_tasks
from reports.figures.way_back import TurningFigures, build_way_back
from tests.reports.factories import a_finished_night, material_of, page_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_night_turned_back


def turning_of(night: HardNight) -> TurningFigures:
    """The one decision to turn a night back."""
    (turning,) = build_way_back(material_of(night)).turned_back
    return turning


def test_the_leg_is_planned_from_the_decision() -> None:
    """R-D undoes nothing that was touched: 10, 20 and 10 minutes from 170 on."""
    turning = turning_of(a_night_turned_back())
    planned = [(task.id, task.planned_start, task.planned_finish) for task in turning.leg]
    assert planned == [
        ("R-FIRST", at(170), at(180)),
        ("R-A", at(180), at(200)),
        ("R-LAST", at(200), at(210)),
    ]
    assert (turning.planned_minutes, turning.actual_minutes, turning.difference_minutes) == (
        40,
        50,
        10,
    )


def test_what_was_not_run_is_named() -> None:
    """Of the way forward what was given up and stopped, of the way back what undoes nothing."""
    turning = turning_of(a_night_turned_back())
    assert [task.id for task in turning.given_up] == ["M2", "D"]
    assert [task.id for task in turning.stopped] == ["M2"]
    assert [task.id for task in turning.left_out] == ["R-D"]


def test_the_limits_are_those_of_the_runbook() -> None:
    """Back by 16:00; by a leg of 40 minutes it had to be decided by 15:20."""
    turning = turning_of(a_night_turned_back())
    assert (turning.restore_by, turning.latest_decision) == (at(420), at(380))
    assert (turning.restored_in_time, turning.margin_minutes) == (True, 200)
    assert turning.decision_margin_minutes == 210


def test_a_way_back_that_ends_too_late_has_missed_its_limit() -> None:
    """To the minute, and in plain words at the top of the page."""
    night = a_hard_night()
    night.say(370, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="No.")
    night.do(371, 381, "R-FIRST")
    night.do(381, 411, "R-A")
    night.do(411, 425, "R-LAST")
    assert (turning_of(night).restored_in_time, turning_of(night).margin_minutes) == (False, -5)
    assert "missed by 5 min" in page_of(night)


@pytest.mark.parametrize(("minutes", "expected"), [(400, None), (430, False)])
def test_a_way_back_that_is_not_over_is_in_time_until_it_cannot_be(
    minutes: int, expected: bool | None
) -> None:
    """Nobody knows yet, until the limit is past."""
    night = a_hard_night()
    night.say(370, c.TurnBack, kind="rollback", gate="G1", decided_by="sro", reason="No.")
    night.say(minutes, c.AddNote, text="Still at it.")
    assert turning_of(night).restored_in_time is expected
    assert "The way back is not over: 0 of its 3 tasks" in " ".join(page_of(night).split())


def test_given_up_tasks_are_no_part_of_what_is_waiting() -> None:
    """Each says when it was given up; its phase counts it."""
    material = material_of(a_night_turned_back())
    given_up = [t for t in build_tasks(material).tasks if t.state == "given_up"]
    assert [(task.id, task.given_up_at) for task in given_up] == [("M2", at(170)), ("D", at(170))]
    assert [(phase.id, phase.given_up) for phase in build_phases(material).phases] == [
        ("Quiesce", 0),
        ("Decide", 1),
        ("Deploy", 1),
    ]


def test_the_summary_counts_the_leg_apart() -> None:
    """Tasks of the way back are not tasks of the cutover."""
    counts = build_summary(material_of(a_night_turned_back())).counts
    assert (counts.tasks, counts.given_up, counts.leg, counts.leg_settled) == (6, 2, 3, 3)


def test_an_outage_that_the_way_back_ended_is_restored() -> None:
    """The runbook retires EES; turned back it is there again, and its length is no overrun."""
    (outage,) = build_outages(material_of(a_night_turned_back())).outages
    assert (outage.returns, outage.turned_back, outage.difference_minutes) == (
        "restored",
        True,
        None,
    )


def test_an_ordinary_night_was_not_turned_back() -> None:
    """There is nothing to say."""
    figures = build_way_back(material_of(a_finished_night()))
    assert (figures.turned_back, figures.turning_recommended) == ((), ())
