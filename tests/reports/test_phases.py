"""Tests of planned against actual for each phase."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.figures.phases import build_phases
from tests.reports.factories import material_of


def _trial() -> Trial:
    return Trial(
        a_runbook(
            a_task("A", phase="Quiesce"),
            a_task("B", phase="Quiesce", duration="1h"),
            a_task("C", "A", "B", phase="Deploy"),
        )
    )


def test_a_phase_runs_from_its_first_start_to_its_last_finish() -> None:
    """Quiesce is planned 0-60 and runs from 5 to 70."""
    trial = _trial()
    trial.start(5, "A")
    trial.start(10, "B")
    trial.done(40, "A")
    trial.done(70, "B")

    quiesce = build_phases(material_of(trial)).phases[0]

    assert (at(5), at(70)) == (quiesce.started_at, quiesce.finished_at)
    assert (quiesce.start_variance_minutes, quiesce.finish_variance_minutes) == (5, 10)


def test_work_and_waiting_of_a_phase_are_sums_over_its_tasks() -> None:
    """Work 35 and 60, waiting 5 and 10; planned work 30 and 60."""
    trial = _trial()
    trial.start(5, "A")
    trial.start(10, "B")
    trial.done(40, "A")
    trial.done(70, "B")

    quiesce = build_phases(material_of(trial)).phases[0]

    assert (
        quiesce.work_minutes,
        quiesce.waiting_minutes,
        quiesce.planned_work_minutes,
    ) == (95, 15, 90)


def test_a_phase_with_an_open_task_has_no_finish() -> None:
    """One task of two settled: the phase has begun and not ended."""
    trial = _trial()
    trial.do(0, 30, "A")

    quiesce, deploy = build_phases(material_of(trial)).phases

    assert (quiesce.settled, quiesce.finished_at) == (1, None)
    assert (deploy.settled, deploy.started_at) == (0, None)


def test_a_phase_counts_failed_attempts() -> None:
    """An attempt that failed counts, also after the task was done."""
    trial = _trial()
    trial.start(0, "A")
    trial.ask(5, c.FailTask, task="A", reason="no power")
    trial.do(6, 30, "A")

    assert build_phases(material_of(trial)).phases[0].failed_attempts == 1


def test_phases_out_of_scope_are_left_out() -> None:
    """A run of C alone reports on Deploy alone."""
    book = a_runbook(a_task("A", phase="Quiesce"), a_task("C", "A", phase="Deploy"))

    phases = build_phases(material_of(Trial(book, scope=("C",)))).phases

    assert [phase.id for phase in phases] == ["Deploy"]
