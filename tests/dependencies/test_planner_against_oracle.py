"""The planner against the slow and obvious one: every figure the same, to the second."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.dependencies import oracle_figures, strategies_facts
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import early_dates

#: A whole runbook, a part of one, or one under way.
QUESTIONS = strategies_facts.questions()
#: The same examples each time; many more were tried when the two planners were written.
many = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@many
@given(QUESTIONS)
def test_early_dates_are_those_of_the_oracle(asked: Asked) -> None:
    """Links, times, calendars, windows and facts: each task starts and finishes when it should."""
    expected = oracle_figures.early_by_oracle(early_dates(asked))
    assert oracle_figures.early_by_plan(oracle_figures.planned(asked)) == expected


@many
@given(QUESTIONS)
def test_late_dates_and_floats_are_those_of_the_oracle(asked: Asked) -> None:
    """Towards the end of the plan, and free float."""
    expected = oracle_figures.late_by_oracle(early_dates(asked))
    assert oracle_figures.late_by_plan(oracle_figures.planned(asked)) == expected


@many
@given(QUESTIONS)
def test_floats_towards_each_target_are_those_of_the_oracle(asked: Asked) -> None:
    """Towards each gate, each outage's end and the last moment for turning back."""
    early = early_dates(asked)
    found = oracle_figures.floats_by_plan(oracle_figures.planned(asked), early)
    assert found == oracle_figures.floats_by_oracle(early)


@many
@given(QUESTIONS)
def test_drivers_are_those_of_the_oracle(asked: Asked) -> None:
    """Who lets each task go last, what drives its start, and how long it waits."""
    early = early_dates(asked)
    found = oracle_figures.drivers_by_plan(oracle_figures.planned(asked), early)
    assert found == oracle_figures.drivers_by_oracle(early)


@many
@given(QUESTIONS)
def test_chains_and_their_ends_are_those_of_the_oracle(asked: Asked) -> None:
    """Each gate and each outage's end is when it should be, and driven by the same tasks."""
    early = early_dates(asked)
    found = oracle_figures.ends_by_plan(oracle_figures.planned(asked), early)
    assert found == oracle_figures.ends_by_oracle(early)


@many
@given(QUESTIONS)
def test_deadlines_are_those_of_the_oracle(asked: Asked) -> None:
    """Every deadline, whether met or missed, with its margin."""
    expected = oracle_figures.deadlines_by_oracle(early_dates(asked))
    assert oracle_figures.deadlines_by_plan(oracle_figures.planned(asked)) == expected
