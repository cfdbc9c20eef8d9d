"""The executor without Prefect: threads of this process, with the same journal discipline."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event

from rehearsals.engine.announcements import Announcements
from rehearsals.engine.executor import Job, JobOutcome
from rehearsals.engine.settings import Settings
from rehearsals.engine.work import perform
from runbooks.errors import WorkInterrupted

#: Jobs side by side, on Prefect too.
AT_ONCE = 64


class LocalExecutor:
    """Runs jobs on a pool of threads; other executors carry them their own way (`_carry`)."""

    def __init__(self, settings: Settings, announcements: Announcements | None = None) -> None:
        """`announcements` says what was told; without it a task that waits for notices fails."""
        self._settings, self._announcements = settings, announcements
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="callboard-job")
        self._outcomes: SimpleQueue[JobOutcome] = SimpleQueue()
        self._stop = Event()
        self._notify: Callable[[], None] = lambda: None
        self._in_flight = 0

    def on_outcome(self, notify: Callable[[], None]) -> None:
        """Have `notify` called, from a thread of the pool, when an outcome has come in."""
        self._notify = notify

    def submit(self, job: Job) -> None:
        """Start a job as soon as a thread is free."""
        self._pool_submit(self._carry, job)

    def collect(self) -> tuple[JobOutcome, ...]:
        """The outcomes since the last call, in order of arrival."""
        outcomes = []
        while not self._outcomes.empty():
            outcomes.append(self._outcomes.get())
        self._in_flight -= len(outcomes)
        return tuple(outcomes)

    def in_flight(self) -> int:
        """How many jobs have been submitted and not collected."""
        return self._in_flight

    def close(self) -> None:
        """Interrupt what is running, whose outcome stays unknown, and end the threads.

        What has ended by then can still be collected.
        """
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _pool_submit(self, function: Callable[..., None], *arguments: object) -> None:
        self._in_flight += 1
        self._pool.submit(function, *arguments)

    def _carry(self, job: Job) -> None:
        self._perform(job)

    def _perform(self, job: Job) -> JobOutcome | None:
        """Do a job and note how it ended; None if it was interrupted, which leaves it unknown."""
        try:
            perform(job, self._settings, self._stop, self._announcements)
        except WorkInterrupted:
            return None
        except Exception as error:  # noqa: BLE001 - whatever a job raises is its failure, not ours
            outcome = JobOutcome(task=job.task.id, attempt=job.attempt, ok=False, reason=str(error))
        else:
            outcome = JobOutcome(task=job.task.id, attempt=job.attempt, ok=True)
        self._outcomes.put(outcome)
        self._notify()
        return outcome
