"""Tests of the summary's figures."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task, at
from reports.figures.summary import SummaryFigures, build_summary
from tests.reports.factories import a_finished_night, a_small_night, material_of


def _summary(trial: Trial) -> SummaryFigures:
    return build_summary(material_of(trial))


def test_a_finished_run_is_compared_with_its_plan() -> None:
    """First start 5, last finish 115, planned 0 and 90."""
    summary = _summary(a_finished_night())

    assert ("finished", at(5), at(115)) == (
        summary.status,
        summary.started_at,
        summary.finished_at,
    )
    assert (summary.start_variance_minutes, summary.finish_variance_minutes) == (5, 25)


def test_a_run_that_has_not_begun_has_no_times() -> None:
    """Opened and nothing more."""
    summary = _summary(a_small_night())

    assert (
        summary.status,
        summary.started_at,
        summary.finished_at,
        summary.finish_variance_minutes,
    ) == ("open", None, None, None)


def test_an_abandoned_run_is_not_finished() -> None:
    """It was closed, with a reason, and has no finish."""
    trial = a_small_night()
    trial.do(5, 45, "A")
    trial.ask(50, c.AbandonRun, reason="storm")

    summary = _summary(trial)

    assert ("abandoned", "storm", at(50), None) == (
        summary.status,
        summary.close_reason,
        summary.closed_at,
        summary.finished_at,
    )


def test_counts_say_what_is_done_and_what_is_open() -> None:
    """After A: one of three tasks done, one ready, one waiting, the outage open."""
    trial = a_small_night()
    trial.do(5, 45, "A")

    counts = _summary(trial).counts

    assert dict(counts.states) == {"done": 1, "ready": 1, "waiting": 1}
    assert (counts.gates_go, counts.outages_open) == (0, 1)


def test_the_scope_is_told() -> None:
    """What was left out, how the dates moved, and what was open already."""
    trial = a_small_night(
        scope=("C",),
        open_outages=("OUT-EES",),
        anchor={"from_gate": "G1", "to_gate": None, "shift_days": 7, "mismatches": ["a holiday"]},
    )

    scope = _summary(trial).scope

    assert (scope.tasks, scope.of, scope.out_of_scope) == (1, 3, ("A", "M"))
    assert (
        scope.from_gate,
        scope.to_gate,
        scope.shift_days,
        scope.mismatches,
        scope.open_outages,
    ) == ("G1", None, 7, ("a holiday",), ("OUT-EES",))


@pytest.mark.parametrize("mode", ["rehearsal", "live", "simulation"])
def test_the_mode_is_the_one_the_run_was_opened_in(mode: str) -> None:
    """The journal says which it was."""
    assert _summary(a_small_night(mode=mode)).mode == mode


def test_results_out_of_tolerance_are_counted() -> None:
    """Of two figures one is measured, and it is wrong."""
    result = {"id": "n", "unit": "count", "expected": 0}
    trial = Trial(a_runbook(a_task("A", results=[result]), a_task("B", results=[result])))
    trial.start(0, "A")
    trial.done(10, "A", results={"n": 3.0})

    counts = _summary(trial).counts

    assert (
        counts.results,
        counts.results_measured,
        counts.results_out_of_tolerance,
    ) == (2, 1, 1)
