"""The mirror on a real Prefect server that holds a task run under a name Prefect made up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from flows.identity import task_run_id
from rehearsals.core.events import TaskOutcomeUnknown, TaskStarted
from tests.flows.facts import a_fact, a_finish, a_journal, an_opening
from tests.flows.test_mirror import a_mirror, shown

if TYPE_CHECKING:
    from prefect import State
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = pytest.mark.prefect

MADE_UP = "callboard-task-670"


def a_misnamed_attempt(client: SyncPrefectClient, run: str, state: State[None]) -> UUID:
    """A flow run with the first attempt at task A, as an engine that was killed leaves it."""
    from prefect import flow, task
    from prefect.states import Running

    @flow(name="rehearse")
    def trial() -> None:
        """Do nothing."""

    @task(name="callboard-task")
    def attempt() -> None:
        """Do nothing."""

    flow_run = client.create_flow_run(trial, state=Running()).id
    client.create_task_run(
        attempt, flow_run, "670", id=task_run_id(run, "A", 1), name=MADE_UP, state=state
    )
    return flow_run


@pytest.fixture
def run() -> str:
    """A run that nobody has shown yet."""
    return f"N{uuid4().hex[:8]}"


def test_mirror_names_what_was_killed_before_it_had_its_name(
    client: SyncPrefectClient, run: str
) -> None:
    """The journal heard the end of an attempt that Prefect holds as pending, without its name."""
    from prefect.states import Pending

    flow_run = a_misnamed_attempt(client, run, Pending())
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    a_mirror(client, run, flow_run, journal).step()
    assert shown(client, flow_run) == {("A", "Completed"): 1}


def test_mirror_names_an_attempt_of_unknown_outcome(client: SyncPrefectClient, run: str) -> None:
    """Nobody heard the end of an attempt that Prefect holds as pending, without its name."""
    from prefect.states import Pending

    flow_run = a_misnamed_attempt(client, run, Pending())
    lost = (
        a_fact(TaskStarted(task="A", attempt=1)),
        a_fact(TaskOutcomeUnknown(task="A", attempt=1)),
    )
    a_mirror(client, run, flow_run, a_journal(run, an_opening(run, "A"), *lost)).step()
    assert shown(client, flow_run) == {("A", "Unknown"): 1}


def test_mirror_names_what_has_ended_under_another_name(
    client: SyncPrefectClient, run: str
) -> None:
    """The state that Prefect holds is right already, so that only the name is put right."""
    from prefect.states import Completed

    flow_run = a_misnamed_attempt(client, run, Completed(message="as Prefect saw it"))
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    a_mirror(client, run, flow_run, journal).step()
    assert shown(client, flow_run) == {("A", "Completed"): 1}
    state = client.read_task_run(task_run_id(run, "A", 1)).state
    assert state is not None
    assert state.message == "as Prefect saw it"


def test_mirror_names_what_prefect_recorded_itself(client: SyncPrefectClient, run: str) -> None:
    """An attempt that is left to Prefect is called by its name as well once it has ended."""
    from prefect.states import Completed

    flow_run = a_misnamed_attempt(client, run, Completed())
    journal = a_journal(run, an_opening(run, "A"), *a_finish("A"))
    a_mirror(client, run, flow_run, journal, carried=lambda *_: True).settled()
    assert shown(client, flow_run) == {("A", "Completed"): 1}
