"""The port through which a `notify` task waits for outage notices, whoever keeps those.

The task sends nothing itself: whoever approves lets notices out, and its job waits until it is said
that they have told what the task asks for. So an attempt may be cut off and made again at will.
"""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import Protocol

from rehearsals.engine.executor import Job
from runbooks.errors import WorkFailed, WorkInterrupted
from runbooks.tasks import NotifyRun

#: Seconds between looks at what was told.
LOOK_EVERY = 0.2


class Announcements(Protocol):
    """What was told about a run's outages; asked from the threads of jobs."""

    def told(self, run: str, task: str, attempt: int) -> bool:
        """Whether all is out that an attempt at a `notify` task waits for."""

    def missing(self, run: str, notify: NotifyRun) -> str:
        """What is not out yet and why, in a sentence."""


def await_notices(job: Job, notify: NotifyRun, told: Announcements | None, stop: Event) -> None:
    """Return once the notices are out; raises WorkFailed after the timeout, or WorkInterrupted.

    The timeout is in the run's time, and counts from the first attempt that was cut off.
    """
    if told is None:
        raise WorkFailed(f"{job.task.id} waits for outage notices, and nobody keeps them here.")
    seconds = max(0.0, notify.timeout.likely - job.waited)
    deadline = monotonic() + seconds / job.speed
    while not told.told(job.run, job.task.id, job.attempt):
        if monotonic() >= deadline:
            raise WorkFailed(
                f"{job.task.id} waited longer than its timeout of {notify.timeout.likely} s. "
                f"{told.missing(job.run, notify)}"
            )
        if stop.wait(LOOK_EVERY):
            raise WorkInterrupted(f"{job.task.id} was interrupted while it waited for notices.")
