"""Automated tasks as Prefect task runs, each named after its runbook task.

The pool of threads is our own, and Prefect's task engine runs on it, because that lets a task run
have the id that the mirror knows it by. What the body saw is the outcome; if Prefect fails around
it, the job is done all the same.
"""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from prefect import State, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_logger
from prefect.states import Completed, Crashed, Failed
from prefect.task_engine import run_task_sync

from flows.identity import task_run_id
from rehearsals.engine.announcements import Announcements
from rehearsals.engine.executor import Job
from rehearsals.engine.local import LocalExecutor
from rehearsals.engine.settings import Settings


class PrefectExecutor(LocalExecutor):
    """Runs jobs as task runs of the flow run it was made in."""

    def __init__(self, settings: Settings, announcements: Announcements | None = None) -> None:
        super().__init__(settings, announcements)
        self._jobs: dict[tuple[str, int], Job] = {}
        self._carried: set[tuple[str, int]] = set()
        declare = task(
            name="callboard-task",
            task_run_name="{task_id}",
            retries=0,  # trying again is the runbook's business
            persist_result=False,
            cache_policy=NO_CACHE,
        )
        self._task = declare(self._attempt)

    def submit(self, job: Job) -> None:
        """Start a job as soon as a thread is free."""
        self._jobs[job.task.id, job.attempt] = job
        self._carried.add((job.task.id, job.attempt))
        # A context can be entered once at a time, so each job needs its own copy.
        self._pool_submit(copy_context().run, self._carry, job)

    def carried(self, task_id: str, attempt: int) -> bool:
        """Whether Prefect itself records this attempt."""
        return (task_id, attempt) in self._carried

    def _carry(self, job: Job) -> None:
        key = (job.task.id, job.attempt)
        try:
            run_task_sync(
                task=self._task,
                task_run_id=task_run_id(job.run, *key),
                parameters={"task_id": job.task.id, "attempt": job.attempt},
                return_type="state",
            )
        except Exception:  # noqa: BLE001 - Prefect never decides whether a job was done
            get_logger("callboard").exception("Prefect failed around %s", job.key)
        if self._jobs.pop(key, None) is not None:
            self._perform(job)

    def _attempt(self, task_id: str, attempt: int) -> State[Any]:
        outcome = self._perform(self._jobs.pop((task_id, attempt)))
        if outcome is None:
            return Crashed(name="Interrupted", message="The engine was stopped while it ran.")
        return Completed() if outcome.ok else Failed(message=outcome.reason)
