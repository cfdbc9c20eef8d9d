"""Driving chains to the finish, to gates and to the ends of outages."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from dependencies.planner import plan
from runbooks.model import Runbook
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage
from tests.dependencies.test_planner import runbooks


def a_gated_runbook() -> Runbook:
    """Evidence is ready at 12:00 BST for a meeting at 15:00, after which a system reopens."""
    return a_runbook(
        a_task("A"),
        a_task("B", "A", duration="2h"),
        a_task("C", "A", duration="1h"),
        a_task("MEET", "B", "C", not_before="2025-09-01T15:00"),
        a_task("OPEN", "MEET", duration="30m"),
        gates=[a_gate("G1", "MEET")],
        outages={"OUT-EES": an_outage("B", "OPEN")},
    )


def test_chain_follows_what_really_drives() -> None:
    """The chain goes through the predecessor that lets the task go last, not through the other."""
    assert plan(a_gated_runbook()).chains["G1"].tasks == ("A", "B", "MEET")


def test_gate_chain_shows_readiness_and_slack() -> None:
    """A gate is ready when its last predecessor is done; the rest until the meeting is slack."""
    chain = plan(a_gated_runbook()).chains["G1"]
    assert (chain.ready_at, chain.at, chain.slack) == (
        datetime(2025, 9, 1, 11, tzinfo=UTC),
        datetime(2025, 9, 1, 14, tzinfo=UTC),
        3 * 3600,
    )


def test_chain_goes_on_behind_a_fixed_time_and_shows_the_wait() -> None:
    """A fixed time does not cut the chain: the step says how long it waits, and for what."""
    steps = plan(a_gated_runbook()).chains["OUT-EES"].steps
    assert [(step.task, step.wait, step.driven_by) for step in steps] == [
        ("A", 0, "start"),
        ("B", 0, "link"),
        ("MEET", 10800, "not_before"),
        ("OPEN", 0, "link"),
    ]


def test_outage_chain_ends_when_the_outage_does() -> None:
    """An outage closed at a task's finish ends with it, and has no slack of its own."""
    planned = plan(a_gated_runbook())
    chain = planned.chains["OUT-EES"]
    assert chain.at == chain.ready_at == planned.outages["OUT-EES"].end
    assert chain.slack == 0


def test_outage_closed_by_a_held_task_has_no_slack_either() -> None:
    """It ends later if its last task takes longer, however long that task had to wait."""
    runbook = a_runbook(
        a_task("A"),
        a_task("OPEN", "A", not_before="2025-09-01T15:00"),
        outages={"OUT-EES": an_outage("A", "OPEN")},
    )
    chain = plan(runbook).chains["OUT-EES"]
    assert (chain.slack, chain.ready_at) == (0, chain.at)


def test_chain_names_the_wait_that_would_absorb_a_delay() -> None:
    """The last one before its end: what comes before it may be late by so much."""
    chains = plan(a_gated_runbook()).chains
    steps = [chains[key].held_by for key in ("G1", "OUT-EES")]
    assert [(step.task, step.wait) for step in steps if step] == [("MEET", 10800)] * 2


def test_chain_without_a_wait_is_held_by_nothing() -> None:
    """A delay anywhere in it moves its end."""
    runbook = a_runbook(a_task("A"), a_task("B", "A"), outages={"OUT-EES": an_outage("A", "B")})
    assert plan(runbook).chains["OUT-EES"].held_by is None


def test_equal_predecessors_drive_in_the_order_written() -> None:
    """Of two that end together the first in the runbook drives, whatever the link order."""
    runbook = a_runbook(a_task("A"), a_task("B"), a_task("C", "B", "A"))
    assert plan(runbook).critical_path == ("A", "C")


def test_critical_path_ends_with_the_first_written_of_the_last() -> None:
    """Of two tasks that finish last together, the first in the runbook ends the path."""
    runbook = a_runbook(a_task("A"), a_task("Z", "A"), a_task("B", "A"))
    assert plan(runbook).critical_path == ("A", "Z")


def test_gate_out_of_scope_has_no_chain() -> None:
    """A plan of a part has the chains of that part only."""
    assert list(plan(a_gated_runbook(), scope=("A", "B")).chains) == []


def test_outage_fixed_by_the_clock_has_a_chain_without_tasks() -> None:
    """Nothing drives an outage between two fixed moments."""
    runbook = a_runbook(
        a_task("A"),
        outages={"OUT-X": {"system": "X", "from": "2025-09-01T10:00", "to": "2025-09-01T12:00"}},
    )
    chain = plan(runbook).chains["OUT-X"]
    assert (chain.steps, chain.slack, chain.at) == ((), 0, datetime(2025, 9, 1, 11, tzinfo=UTC))


@given(runbooks())
def test_chain_accounts_for_every_second(runbook: Runbook) -> None:
    """From step to step a chain loses no time: finish + lag + wait is the next start."""
    planned = plan(runbook)
    for before, after in zip(planned.critical_path, planned.critical_path[1:], strict=False):
        lags = [k.lag for k in runbook.task_by_id[after].after if k.task == before]
        gap = (
            planned.tasks[after].early_start - planned.tasks[before].early_finish
        ).total_seconds()
        assert gap == max(lags) + planned.tasks[after].wait
