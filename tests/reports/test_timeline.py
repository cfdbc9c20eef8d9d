"""Tests of the timeline's rows and marks."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.drawing.marks import Bar, Lane, Point, Wait
from reports.drawing.timeline import Timeline, build_timeline
from tests.reports.factories import a_finished_night, a_small_night, material_of


def _timeline(trial: Trial) -> Timeline:
    return build_timeline(material_of(trial))


def _lane(trial: Trial, label: str) -> Lane:
    return next(lane for lane in _timeline(trial).lanes if lane.label.startswith(label))


def test_rows_are_gates_outages_and_tasks_by_phase() -> None:
    """Headings stand before the tasks of their phase."""
    lanes = _timeline(a_finished_night()).lanes

    assert [lane.label for lane in lanes] == [
        "Gates",
        "EES out",
        "Quiesce",
        "A Do A",
        "Decide",
        "M Do M",
        "Deploy",
        "C Do C",
    ]


def test_planned_stands_beside_what_happened() -> None:
    """A was planned from 0 to 30 and worked on from 5 to 45."""
    trial = a_finished_night()
    axis, lane = _timeline(trial).axis, _lane(trial, "A ")

    (planned,) = lane.planned
    wait, done = lane.actual

    assert isinstance(planned, Bar)
    assert isinstance(wait, Wait)
    assert isinstance(done, Bar)
    assert (planned.x, planned.x + planned.width) == (axis.x(at(0)), axis.x(at(30)))
    assert (done.kind, done.x, done.x + done.width) == ("done", axis.x(at(5)), axis.x(at(45)))
    assert wait.width == axis.x(at(5)) - axis.x(at(0))


def test_states_have_shapes_of_their_own() -> None:
    """A failed attempt, one that runs, and a skipped task are drawn differently."""
    trial = Trial(a_runbook(a_task("A"), a_task("B"), a_task("C")))
    trial.start(0, "A")
    trial.ask(10, c.FailTask, task="A", reason="broke")
    trial.start(15, "A")
    trial.ask(20, c.SkipTask, task="B", reason="not needed")

    kinds = {
        label: [mark.kind for mark in _lane(trial, label).actual if isinstance(mark, Bar | Point)]
        for label in ("A ", "B ", "C ")
    }

    assert kinds == {"A ": ["failed", "running"], "B ": ["skipped"], "C ": []}


def test_a_gate_has_a_diamond_planned_and_one_for_each_decision() -> None:
    """Deferred, then go."""
    trial = a_small_night()
    trial.do(0, 30, "A")
    trial.start(35, "M")
    trial.decide(40, "G1", "deferred", until=at(60))
    trial.show(50, "G1")
    trial.decide(60, "G1")

    lane = _lane(trial, "Gates")

    assert [mark.kind for mark in lane.planned if isinstance(mark, Point)] == ["gate-planned"]
    assert [mark.kind for mark in lane.actual if isinstance(mark, Point)] == [
        "gate-deferred",
        "gate-go",
    ]


def test_an_open_outage_reaches_the_last_fact_and_is_drawn_open() -> None:
    """Out since 5, and at 45 the journal ends."""
    trial = a_small_night()
    trial.do(5, 45, "A")

    (band,) = _lane(trial, "EES").actual

    assert isinstance(band, Bar)
    assert band.kind == "outage-open"
    assert band.x + band.width == _timeline(trial).axis.x(at(45))


def test_the_outages_are_the_focus_of_a_long_plan() -> None:
    """A plan of a month with an outage of an hour shows that hour in full."""
    book = a_runbook(
        a_task("A"),
        a_task("C", "A"),
        a_task("LATE", "C", not_before="T+30d"),
        outages={
            "OUT-EES": {
                "system": "EES",
                "opens": {"task": "A", "at": "start"},
                "closes": {"task": "C", "at": "finish"},
            }
        },
    )

    timeline = _timeline(Trial(book))

    assert timeline.axis.compressed
    assert timeline.axis.x(at(60)) - timeline.axis.x(at(0)) > 200


def test_most_of_the_tasks_are_the_focus_without_outages() -> None:
    """Three tasks on the first day, one a month later."""
    book = a_runbook(*(a_task(f"T{n}") for n in range(3)), a_task("LATE", not_before="T+30d"))

    first, last = _timeline(Trial(book)).focus

    assert first <= at(0) <= last < at(600)
