"""Tests of measured results against expectation."""

from __future__ import annotations

import pytest

from rehearsals.testing import Trial, a_runbook, a_task
from reports.figures.results import build_results
from tests.reports.factories import material_of


def _trial(for_each: str | None = None, **changes: object) -> Trial:
    result = {"id": "mpans", "unit": "count", "expected": 100, "tolerance": 5, **changes}
    return Trial(a_runbook(a_task("A", results=[result], for_each=for_each)))


@pytest.mark.parametrize(
    ("value", "difference", "within"),
    [
        pytest.param(100.0, 0, True, id="exact"),
        pytest.param(95.0, -5, True, id="at-the-tolerance"),
        pytest.param(106.0, 6, False, id="beyond"),
    ],
)
def test_a_result_is_judged_by_its_tolerance(value: float, difference: float, within: bool) -> None:
    """Expected 100, give or take 5."""
    trial = _trial()
    trial.start(0, "A")
    trial.done(30, "A", results={"mpans": value})

    (result,) = build_results(material_of(trial)).results

    assert (value, difference, within) == (result.value, result.difference, result.within)


def test_a_result_not_measured_yet_is_not_judged() -> None:
    """Before the task is done there is no value, and no verdict."""
    (result,) = build_results(material_of(_trial())).results

    assert (result.value, result.within) == (None, None)


def test_a_result_without_expectation_is_not_judged() -> None:
    """A figure that only informs is within nothing."""
    trial = _trial(expected=None)
    trial.start(0, "A")
    trial.done(30, "A", results={"mpans": 7.0})

    (result,) = build_results(material_of(trial)).results

    assert (result.value, result.within) == (7, None)


def test_each_copy_has_its_own_result() -> None:
    """North measured, south has yet to."""
    trial = _trial("ldsos")
    trial.start(0, "A")
    trial.done(30, "A", parties=("north",), results={"mpans": 90.0})

    results = build_results(material_of(trial)).results

    assert [(r.party, r.value, r.within) for r in results] == [
        ("NORTH", 90, False),
        ("SOUTH", None, None),
    ]
