"""The executor on a real Prefect server: automated tasks are task runs of their own names."""

from __future__ import annotations

from collections import Counter
from threading import Event
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from flows.identity import task_run_id
from rehearsals.engine.executor import Job, JobOutcome
from rehearsals.engine.settings import Settings
from rehearsals.testing import a_runbook, a_task
from tests.waiting import until

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

pytestmark = pytest.mark.prefect

WAIT: dict[str, Any] = {"wait": {"for": "0m"}}
SHELL: dict[str, Any] = {"shell": {"argv": ["true"]}}
FOREVER: dict[str, Any] = {"wait": {"for": "1d"}}


def some_jobs(run: str, **automations: dict[str, Any]) -> list[Job]:
    """One job per task, named for what it does."""
    runbook = a_runbook(*(a_task(name, run=how) for name, how in automations.items()))
    return [Job(run=run, task=task, attempt=1) for task in runbook.tasks]


def outcomes_in_a_flow(
    settings: Settings, jobs: list[Job], *, wait: bool = True
) -> tuple[JobOutcome, ...]:
    """What the executor says of jobs that it ran inside a flow run."""
    from prefect import flow

    from flows.executor import PrefectExecutor

    collected: list[JobOutcome] = []

    @flow(name="trial", persist_result=False)
    def trial() -> None:
        executor = PrefectExecutor(settings)
        rung = Event()
        executor.on_outcome(rung.set)
        for job in jobs:
            executor.submit(job)
        while wait and executor.in_flight():
            assert rung.wait(20)
            rung.clear()
            collected.extend(executor.collect())
        executor.close()

    trial()
    return tuple(collected)


def state_names(client: SyncPrefectClient, jobs: list[Job]) -> Counter[tuple[str, str]]:
    """Names and states of the task runs that Prefect holds for jobs."""
    from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterId

    ids = [task_run_id(job.run, job.task.id, job.attempt) for job in jobs]
    runs = client.read_task_runs(task_run_filter=TaskRunFilter(id=TaskRunFilterId(any_=ids)))
    final = [run for run in runs if run.state is not None and run.state.is_final()]
    return Counter((run.name, run.state_name or "") for run in final)


def test_executor_shows_each_job_under_its_tasks_name(
    settings: Settings, client: SyncPrefectClient
) -> None:
    """Every job is a task run named after its runbook task, with the id the mirror knows."""
    names = [f"T{number}" for number in range(20)]
    jobs = some_jobs(uuid4().hex, **dict.fromkeys(names, WAIT))
    outcomes = outcomes_in_a_flow(settings, jobs)
    assert {(outcome.task, outcome.ok) for outcome in outcomes} == {(n, True) for n in names}
    until(lambda: len(state_names(client, jobs)) == len(names))
    assert state_names(client, jobs) == Counter({(name, "Completed"): 1 for name in names})


def test_executor_reports_a_failure_with_its_reason(
    settings: Settings, client: SyncPrefectClient
) -> None:
    """A job that fails is a failed task run, and its outcome says why."""
    jobs = some_jobs(uuid4().hex, A=SHELL)
    (outcome,) = outcomes_in_a_flow(settings, jobs)
    assert not outcome.ok
    assert "CALLBOARD_ALLOW_SHELL" in outcome.reason
    until(lambda: state_names(client, jobs) == {("A", "Failed"): 1})


def test_executor_leaves_an_interrupted_job_unknown(
    settings: Settings, client: SyncPrefectClient
) -> None:
    """Closing interrupts what is running: no outcome, and Prefect says it was interrupted."""
    jobs = some_jobs(uuid4().hex, A=FOREVER)
    assert outcomes_in_a_flow(settings, jobs, wait=False) == ()
    until(lambda: state_names(client, jobs) == {("A", "Interrupted"): 1})


def test_executor_does_a_job_that_prefect_fails_around(settings: Settings) -> None:
    """Outside a flow, and with no server to talk to, the job is done all the same."""
    from flows.environment import prefect_environment
    from flows.executor import PrefectExecutor

    (job,) = some_jobs(uuid4().hex, A=WAIT)
    with prefect_environment(settings, "http://127.0.0.1:9/api", patience=0):
        executor = PrefectExecutor(settings)
        executor.submit(job)
        rung = Event()
        executor.on_outcome(rung.set)
        executor.submit(job)
        assert rung.wait(20)
        executor.close()
    assert executor.collect() == (JobOutcome(task="A", attempt=1, ok=True),)
