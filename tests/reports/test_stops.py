"""Stops and holds in the report, and what they cost."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.stops import StopFigures, build_stops
from tests.reports.factories import a_small_night, material_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_hard_runbook, a_night_turned_back


def stops_of(night: HardNight) -> tuple[StopFigures, ...]:
    """The stops and holds of a night."""
    return build_stops(material_of(night)).stops


def test_a_stop_costs_the_longest_that_a_ready_task_was_kept() -> None:
    """B and C were ready all the 18 minutes; side by side that is 18, not 36."""
    (stop,) = stops_of(a_hard_night())
    assert (stop.kind, stop.at, stop.ended_at) == ("all starts", at(72), at(90))
    assert [(one.task, one.minutes) for one in stop.kept_waiting] == [("B", 18), ("C", 18)]
    assert (stop.minutes, stop.lost_minutes) == (18, 18)


def test_a_stop_while_nothing_was_ready_costs_nothing() -> None:
    """What ran went on, and was done when starts were allowed again."""
    night = HardNight(a_hard_runbook())
    night.start(0, "A")
    night.say(5, c.StopStarts, reason="look")
    night.say(15, c.AllowStarts, reason="good")
    (stop,) = stops_of(night)
    assert (stop.minutes, stop.lost_minutes, stop.kept_waiting) == (10, 0, ())


def test_a_hold_concerns_its_task_alone() -> None:
    """C goes on while B is held."""
    night = HardNight(a_hard_runbook())
    night.do(0, 30, "A")
    night.say(35, c.HoldTask, task="M1", reason="no sro")
    night.say(50, c.ReleaseTask, task="M1", reason="here")
    (stop,) = stops_of(night)
    assert (stop.kind, stop.task, stop.lost_minutes) == ("task", "M1", 15)


def test_a_branch_that_is_held_still_stands_open() -> None:
    """Its cost so far counts up to the last fact."""
    night = HardNight(a_hard_runbook())
    night.start(0, "A")
    night.say(5, c.HoldBranch, task="A", reason="hm")
    night.done(30, "A")
    night.say(60, c.AddNote, text="waiting")
    (stop,) = stops_of(night)
    assert (stop.kind, stop.ended_at, stop.lost_minutes) == ("branch", None, 30)


def test_turning_back_ends_a_stop() -> None:
    """Nothing is left that it could keep from starting."""
    _, last = stops_of(a_night_turned_back())
    assert (last.ended_at, last.end_reason) == (at(170), "The run was turned back.")


def test_an_ordinary_night_has_no_stop() -> None:
    """There is nothing to say."""
    assert build_stops(material_of(a_small_night())).stops == ()
