"""The port through which the engine has machines do automated tasks; Prefect is one adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One attempt at an automated task, already in the journal as started."""

    run: str
    task: Task
    attempt: int
    #: Seconds that attempts before this one have waited already, whose engine was stopped.
    waited: float = 0.0
    #: How many seconds of the run pass in a real one.
    speed: float = 1.0
    #: Nothing outside is touched: the attempt only passes through the executor.
    simulated: bool = False

    @property
    def key(self) -> str:
        """The idempotency key that goes to the target with this attempt."""
        return f"{self.run}/{self.task.id}/{self.attempt}"


@dataclass(frozen=True, kw_only=True, slots=True)
class JobOutcome:
    """How an attempt ended."""

    task: str
    attempt: int
    ok: bool
    reason: str = ""


class Executor(Protocol):
    """Runs jobs side by side. One engine owns it; `submit` and `collect` never block."""

    def on_outcome(self, notify: Callable[[], None]) -> None:
        """Have `notify` called, from any thread, whenever an outcome has come in."""

    def submit(self, job: Job) -> None:
        """Start a job."""

    def collect(self) -> tuple[JobOutcome, ...]:
        """The outcomes that have come in since the last call."""

    def in_flight(self) -> int:
        """How many jobs have been submitted and not collected."""

    def close(self) -> None:
        """Interrupt what is running (its outcome stays unknown), and let go of threads."""
