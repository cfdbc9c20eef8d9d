"""Tests of the summary's figures."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_gate, a_runbook, a_task, at
from reports.figures.basis import BasisCounts
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


def test_the_basis_of_times_is_counted() -> None:
    """One sourced, one assumed, one that does not say."""
    book = a_runbook(
        a_task("A", basis={"mark": "sourced"}), a_task("B", basis={"mark": "assumed"}), a_task("C")
    )

    assert _summary(Trial(book)).basis == BasisCounts(sourced=1, mixed=0, assumed=1, unmarked=1)


def test_tasks_not_proven_are_counted_by_reason() -> None:
    """SI was there for A and C; of the SRO nobody knows."""
    counts = _summary(a_finished_night(attendance={"si": "required"})).counts

    assert (counts.proven, counts.not_proven) == (2, {"attendance not recorded": 1})


def test_the_summary_names_what_fell_behind_and_why() -> None:
    """The meeting and the deployment are 25 late; A added 15 before the gate, M itself 10."""
    why = _summary(a_finished_night()).highlights

    assert why.worst_phase is not None
    assert why.worst_gate is not None
    assert why.worst_outage is not None
    assert (why.worst_phase.id, why.worst_phase.variance_minutes) == ("Decide", 25)
    assert (why.worst_gate.id, why.worst_gate.variance_minutes) == ("G1", 25)
    assert (why.worst_outage.id, why.worst_outage.variance_minutes) == ("OUT-EES", 20)
    assert [(d.task, d.own_minutes) for d in why.worst_gate_delays] == [("A", 15), ("M", 10)]
    assert [(m.gate, m.actual_minutes) for m in why.smallest_margins] == [("G1", -15)]


def test_delays_before_a_fixed_time_did_not_hold_the_gate_up() -> None:
    """A is late, but B waits for the clock anyway; B alone made the meeting late."""
    book = a_runbook(
        a_task("A"),
        a_task("B", "A", not_before="2026-01-12T11:00"),
        a_task("M", "B", party="sro"),
        gates=[a_gate("G1", "M", criteria=[])],
    )
    trial = Trial(book)
    trial.do(0, 60, "A")
    trial.do(120, 170, "B")
    trial.start(170, "M")
    trial.decide(200, "G1")

    assert [d.task for d in _summary(trial).highlights.worst_gate_delays] == ["B"]


def test_a_run_that_has_not_begun_has_nothing_to_name() -> None:
    """Nothing is late, and no gate's meeting has been let go."""
    why = _summary(a_small_night()).highlights

    assert (why.worst_phase, why.worst_gate, why.worst_outage) == (None, None, None)
    assert (why.own_delays, why.worst_gate_delays, why.smallest_margins) == ((), (), ())


def test_there_is_no_limit_for_turning_back_without_a_way_back() -> None:
    """A time alone is not enough."""
    book = a_runbook(a_task("A"), restore_by="2026-01-12T18:00")

    assert _summary(Trial(book)).turning_back is None
