"""Tests of planned against actual for each task."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.figures.basis import BasisFigures
from reports.figures.tasks import TaskFigures, build_tasks
from tests.reports.factories import a_finished_night, a_small_night, material_of


def _task(trial: Trial, task_id: str) -> TaskFigures:
    return next(t for t in build_tasks(material_of(trial)).tasks if t.id == task_id)


def test_waiting_runs_from_ready_to_started() -> None:
    """C is ready when the gate is decided at 85 and starts at 90: five minutes of waiting."""
    task = _task(a_finished_night(), "C")

    assert (at(85), at(90), 5) == (task.ready_at, task.started_at, task.waiting_minutes)


def test_work_runs_from_started_to_finished() -> None:
    """A is worked on from 5 to 45, ten minutes longer than the planned thirty."""
    task = _task(a_finished_night(), "A")

    assert (task.work_minutes, task.work_variance_minutes) == (40, 10)


def test_variances_compare_with_the_plan() -> None:
    """C is planned from 60 to 90 and runs from 90 to 115."""
    task = _task(a_finished_night(), "C")

    assert (at(60), at(90)) == (task.planned_start, task.planned_finish)
    assert (task.start_variance_minutes, task.finish_variance_minutes) == (30, 25)


def test_the_finish_variance_splits_into_inherited_waiting_and_work() -> None:
    """C is 25 late: it became ready 25 late, waited 5, and was done 5 faster than planned."""
    task = _task(a_finished_night(), "C")

    assert (
        task.inherited_minutes,
        task.waiting_minutes,
        task.work_variance_minutes,
    ) == (25, 5, -5)


def test_a_failed_attempt_stays_in_the_figures() -> None:
    """A fails at 20 and is started again at 26: the six minutes between are no work."""
    trial = a_small_night()
    trial.start(5, "A")
    trial.ask(20, c.FailTask, task="A", reason="tape broke")
    trial.do(26, 40, "A")

    task = _task(trial, "A")

    assert (task.attempts, task.work_minutes, task.between_attempts_minutes) == (2, 29, 6)
    assert task.waiting_minutes == 5 + 6
    assert [("failed", "tape broke", at(20))] == [
        (f.outcome, f.reason, f.ended_at) for f in task.failures
    ]


def test_a_skipped_task_has_a_reason_and_no_finish() -> None:
    """Skipping is no work: the figures say when and why, and compare nothing."""
    trial = Trial(a_runbook(a_task("A"), a_task("B", "A")))
    trial.do(0, 10, "A")
    trial.ask(12, c.SkipTask, task="B", reason="not needed")

    task = _task(trial, "B")

    assert ("skipped", at(12), "not needed") == (task.state, task.skipped_at, task.skip_reason)
    assert task.finished_at is None
    assert task.finish_variance_minutes is None


def test_a_task_that_has_not_begun_has_no_actual_figures() -> None:
    """Behind an open predecessor a task is waiting, with nothing but its plan."""
    task = _task(a_small_night(), "C")

    assert (
        task.state,
        task.ready_at,
        task.started_at,
        task.waiting_minutes,
    ) == ("waiting", None, None, None)


def test_a_held_task_says_why() -> None:
    """A hold that still stands is shown with its reason."""
    trial = a_small_night()
    trial.ask(1, c.HoldTask, task="A", reason="no staff")

    task = _task(trial, "A")

    assert (task.state, task.held) == ("held", "no staff")


def _copies_trial() -> Trial:
    return Trial(a_runbook(a_task("A", for_each="ldsos")))


def test_copies_name_the_first_and_the_slowest_party() -> None:
    """North confirms after 10 minutes, south after 25: south is the slowest."""
    trial = _copies_trial()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north",))
    trial.done(25, "A", parties=("south",))

    copies = _task(trial, "A").copies

    assert copies is not None
    assert copies.first is not None
    assert copies.slowest is not None
    assert (copies.first.party_name, copies.first.work_minutes) == ("NORTH", 10)
    assert (copies.slowest.party_name, copies.slowest.work_minutes) == ("SOUTH", 25)


def test_copies_that_are_missing_are_named() -> None:
    """While south has not confirmed, it is missing and nobody is the slowest."""
    trial = _copies_trial()
    trial.start(0, "A")
    trial.done(10, "A", parties=("north",))

    copies = _task(trial, "A").copies

    assert copies is not None
    assert (copies.missing, copies.slowest) == (("SOUTH",), None)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({}, "attendance not recorded", id="nothing-recorded"),
        pytest.param({"attendance": {"si": "simulated"}}, "simulated", id="owner-simulated"),
        pytest.param({"attendance": {"si": "absent"}}, "absent", id="owner-absent"),
        pytest.param({"attendance": {"si": "required"}}, None, id="owner-required"),
        pytest.param({"attendance": {"si": "volunteered"}}, None, id="owner-volunteered"),
        pytest.param(
            {"attendance": {"si": "required"}, "mode": "simulation"}, "simulated", id="simulation"
        ),
    ],
)
def test_a_task_is_proven_only_by_those_who_own_it(
    changes: dict[str, str], reason: str | None
) -> None:
    """Only who is recorded as present proves anything; a simulation proves nothing at all."""
    task = _task(a_finished_night(**changes), "A")

    assert (task.proven, task.not_proven) == (reason is None, reason)


@pytest.mark.parametrize(
    ("south", "reason"),
    [
        pytest.param({"south": "required"}, None, id="present"),
        pytest.param({"south": "simulated"}, "simulated", id="simulated"),
        pytest.param({}, "attendance not recorded", id="not-recorded"),
    ],
)
def test_every_party_with_a_copy_must_have_been_there(
    south: dict[str, str], reason: str | None
) -> None:
    """One distributor among those that confirm is enough to leave a task unproven."""
    present = {"si": "required", "north": "required"}
    trial = Trial(a_runbook(a_task("A", for_each="ldsos")), attendance=present | south)
    trial.start(0, "A")
    trial.done(10, "A", parties=("north", "south"))

    assert _task(trial, "A").not_proven == reason


def test_what_a_simulated_person_entered_is_not_proven() -> None:
    """A fact that came in over the simulation's channel proves nothing."""
    trial = a_small_night(attendance={"si": "required"})
    trial.ask(0, c.StartTask, task="A", channel="simulation")
    trial.done(30, "A")

    assert _task(trial, "A").not_proven == "simulated"


def test_a_task_not_done_is_neither_proven_nor_has_a_reason() -> None:
    """Proof is said of what was done."""
    task = _task(a_small_night(attendance={"si": "absent"}), "A")

    assert (task.proven, task.not_proven) == (False, None)


def test_the_basis_of_a_task_is_the_runbooks() -> None:
    """Its mark and note; nothing where the runbook says nothing."""
    marked = a_task("A", basis={"mark": "mixed", "note": "the date is assumed"})
    trial = Trial(a_runbook(marked, a_task("B")))

    assert _task(trial, "A").basis == BasisFigures(mark="mixed", note="the date is assumed")
    assert _task(trial, "B").basis is None
