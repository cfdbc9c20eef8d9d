"""Tests of the ten largest variances."""

from __future__ import annotations

from rehearsals.testing import Trial, a_runbook, a_task
from reports.figures.variances import build_variances
from tests.reports.factories import a_finished_night, a_small_night, material_of


def test_variances_rank_by_the_absolute_finish_variance() -> None:
    """One hour early comes before twenty minutes late."""
    trial = Trial(a_runbook(a_task("LATE"), a_task("EARLY", duration="2h")))
    trial.start(0, "LATE")
    trial.start(0, "EARLY")
    trial.done(50, "LATE")
    trial.done(60, "EARLY")

    found = build_variances(material_of(trial)).variances

    assert [(v.rank, v.task, v.finish_variance_minutes) for v in found] == [
        (1, "EARLY", -60),
        (2, "LATE", 20),
    ]


def test_a_variance_names_its_parts() -> None:
    """M finished 25 late: 15 inherited from A, 5 waiting, 5 in the meeting."""
    found = build_variances(material_of(a_finished_night())).variances
    meeting = next(v for v in found if v.task == "M")

    assert (
        meeting.finish_variance_minutes,
        meeting.inherited_minutes,
        meeting.waiting_minutes,
        meeting.work_variance_minutes,
    ) == (25, 15, 5, 5)


def test_a_task_on_time_is_no_variance() -> None:
    """What finished exactly as planned is not listed."""
    trial = a_small_night()
    trial.do(0, 30, "A")

    assert build_variances(material_of(trial)).variances == ()


def test_no_more_than_ten_are_listed() -> None:
    """Of twelve late tasks the ten latest stay."""
    trial = Trial(a_runbook(*(a_task(f"T{n}") for n in range(12))))
    for n in range(12):
        trial.start(0, f"T{n}")
    for n in range(12):
        trial.done(31 + n, f"T{n}")

    found = build_variances(material_of(trial)).variances

    assert [f"T{n}" for n in range(11, 1, -1)] == [v.task for v in found]


def test_own_delays_rank_who_added_delay_and_not_who_inherited_it() -> None:
    """C is 25 late and added nothing; A and M, each late too, added 15 and 10."""
    found = build_variances(material_of(a_finished_night())).own_delays

    assert [(v.rank, v.task, v.own_minutes) for v in found] == [(1, "A", 15), (2, "M", 10)]


def test_a_task_that_caught_up_itself_is_no_delay_of_its_own() -> None:
    """Ten minutes quicker than planned."""
    trial = a_small_night()
    trial.do(0, 20, "A")

    assert build_variances(material_of(trial)).own_delays == ()
