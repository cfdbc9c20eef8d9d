"""The floats of the slow planner, against letting a task slip until something moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from hypothesis import given, settings

from dependencies.progress import Progress
from runbooks.model import Runbook
from runbooks.outages import Edge
from tests.dependencies import strategies
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import Early, early_dates
from tests.dependencies.oracle_late import free_float, late_dates
from tests.dependencies.oracle_targets import target

#: Runbooks in which what starts later never lets anything else start earlier.
SMALL = strategies.runbooks(most=6, outages=False)
SECONDS = 60 * 86_400


def last_that_keeps(early: Early, task_id: str, watched: Callable[[Early], object]) -> int:
    """The last time a task may be made to wait for before what is watched changes.

    The task begins ever later, and all else as early as it can.
    """
    first, before = early.dates[task_id].start, watched(early)

    def moves(start: int) -> bool:
        facts = {task_id: Progress(not_before=instant(start))}
        return watched(early_dates(Asked(early.asked.runbook, facts=facts))) != before

    return first - 1 + bisect_left(range(first, first + SECONDS), 1, key=moves)


def dates_of(*task_ids: str) -> Callable[[Early], object]:
    """Looks at the dates of some tasks."""
    return lambda early: [early.dates[key] for key in task_ids]


@settings(max_examples=30, derandomize=True, deadline=None)
@given(SMALL)
def test_late_start_towards_a_gate_is_the_last_that_does_not_move_it(runbook: Runbook) -> None:
    """Each gate has its own late dates."""
    early = early_dates(Asked(runbook))
    for gate in runbook.gates:
        meeting = target(early, Edge(task=gate.meeting, at="start"))
        for key, late in late_dates(early, meeting).items():
            assert late.start == last_that_keeps(early, key, dates_of(gate.meeting))


@settings(max_examples=30, derandomize=True, deadline=None)
@given(SMALL)
def test_late_start_is_the_last_that_does_not_move_the_end(runbook: Runbook) -> None:
    """Towards the end of the plan."""
    early = early_dates(Asked(runbook))
    for key, late in late_dates(early).items():
        assert late.start == last_that_keeps(early, key, lambda plan: plan.finish)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(SMALL)
def test_free_float_ends_where_a_task_behind_or_the_end_moves(runbook: Runbook) -> None:
    """Only what is linked right behind the task is looked at."""
    early = early_dates(Asked(runbook))
    for key, dates in early.dates.items():
        behind = dates_of(*(after for after, _ in early.asked.successors(key)))
        last = last_that_keeps(early, key, lambda plan, at=behind: (at(plan), plan.finish))  # type: ignore[misc]
        assert dates.start + free_float(early, key) == last
