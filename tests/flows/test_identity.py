"""Fixed ids and names in Prefect."""

from __future__ import annotations

from itertools import product

import pytest

from flows.identity import artifact_key, event_id, event_name, task_run_id
from rehearsals.core.events import EVENT_TYPES


def test_ids_are_the_same_in_every_process() -> None:
    """An id depends on the run, the task and the attempt alone."""
    assert str(task_run_id("DR1", "M10-001", 1)) == "3cb5d56e-cd24-5dab-a7d4-a18e5d658caf"
    assert str(event_id("DR1", 1)) == "a475da7e-1075-5d05-86e3-2aa8c0e73483"


def test_ids_differ_between_runs_tasks_attempts_and_kinds() -> None:
    """No two things share an id."""
    tasks = [task_run_id(*key) for key in product(("DR1", "DR2"), ("A", "B"), (0, 1, 2))]
    events = [event_id(*key) for key in product(("DR1", "DR2"), (1, 2))]
    assert len({*tasks, *events}) == len(tasks) + len(events)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("TaskStarted", "callboard.task.started"),
        ("TaskOutcomeUnknown", "callboard.task.outcome-unknown"),
        ("RetryAsked", "callboard.retry.asked"),
        ("GateDecided", "callboard.gate.decided"),
        ("OutageOpened", "callboard.outage.opened"),
        ("StartsStopped", "callboard.control.starts-stopped"),
        ("TurnedBack", "callboard.plan.turned-back"),
        ("Countersigned", "callboard.gate.countersigned"),
    ],
)
def test_event_name_is_the_thing_and_what_happened_to_it(kind: str, name: str) -> None:
    """Automations in Prefect can match on `callboard.gate.*`."""
    assert event_name(kind) == name


def test_event_names_are_distinct() -> None:
    """Every event type has a name of its own."""
    assert len({event_name(kind.__name__) for kind in EVENT_TYPES}) == len(EVENT_TYPES)


def test_artifact_key_holds_only_what_prefect_allows() -> None:
    """Lower-case letters, digits and dashes."""
    assert artifact_key("progress", "DR1.b_2") == "callboard-progress-dr1-b-2"
