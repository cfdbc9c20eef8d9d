"""What Prefect is to show of a run, worked out from its facts alone; nothing here talks to Prefect.

Prefect ignores states from the past, so the true times stand in messages and in the timeline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from flows.identity import task_run_id
from rehearsals.core.events import (
    Fact,
    RunOpened,
    TaskFailed,
    TaskFinished,
    TaskOutcomeUnknown,
    TaskSkipped,
    TaskStarted,
)
from runbooks.clocktime import local_short, minutes_text

StateType = Literal["COMPLETED", "FAILED", "CRASHED"]
_Ended = TaskFinished | TaskFailed | TaskOutcomeUnknown


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTask:
    """A task run that Prefect must hold: one per ended attempt, and one per skipped task."""

    id: UUID
    #: Its name: the runbook task's id.
    task: str
    #: From 1; 0 for a task that was skipped.
    attempt: int
    state: StateType
    #: What Prefect calls the state: `Completed`, `Failed`, `Unknown`, `Skipped`.
    called: str
    message: str


@dataclass(slots=True)
class Showing:
    """A fold of a run's facts into task runs, a timeline and progress."""

    run: str
    title: str = ""
    zone: str = "UTC"
    total: int = 0
    settled: set[str] = field(default_factory=set)
    #: Rows of the timeline, one per attempt, in order of ending.
    rows: list[dict[str, str]] = field(default_factory=list)
    _tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    _started: dict[tuple[str, int], datetime] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much is done or skipped, rounded down."""
        return 100 * len(self.settled) // self.total if self.total else 0

    def take(self, fact: Fact) -> ShownTask | None:
        """Take in the next fact; the task run that it calls for, if any."""
        match fact.event:
            case RunOpened() as opened:
                self._open(opened)
            case TaskStarted(task=task, attempt=attempt):
                self._started[task, attempt] = fact.at
            case TaskFinished() | TaskFailed() | TaskOutcomeUnknown() as ended:
                return self._ended(ended, fact)
            case TaskSkipped(task=task, reason=reason):
                self.settled.add(task)
                return self._show(task, 0, fact, ("COMPLETED", "Skipped", reason))
            case _:
                pass
        return None

    def _open(self, opened: RunOpened) -> None:
        self.title = str(opened.runbook.get("title", ""))
        self.zone = str(opened.runbook.get("timezone", "UTC"))
        self.total = len(opened.scope)
        self._tasks = {task["id"]: task for task in opened.runbook.get("tasks", ())}

    def _ended(self, ended: _Ended, fact: Fact) -> ShownTask:
        match ended:
            case TaskFinished():
                self.settled.add(ended.task)
                how: tuple[StateType, str, str] = ("COMPLETED", "Completed", "")
            case TaskFailed():
                how = ("FAILED", "Failed", ended.reason)
            case TaskOutcomeUnknown():
                how = ("CRASHED", "Unknown", "The engine ended while the task ran.")
        return self._show(ended.task, ended.attempt, fact, how)

    def _show(
        self, task: str, attempt: int, fact: Fact, how: tuple[StateType, str, str]
    ) -> ShownTask:
        state, called, reason = how
        started = self._started.get((task, attempt))
        shown = self._tasks.get(task, {})
        row = {
            "task": task,
            "title": str(shown.get("title", "")),
            "party": str(shown.get("party", "")),
            "attempt": str(attempt or ""),
            "started": local_short(started, self.zone) if started else "",
            "ended": local_short(fact.at, self.zone),
            "work": minutes_text((fact.at - started).total_seconds()) if started else "",
            "outcome": called.lower(),
            "reason": reason,
        }
        self.rows.append(row)
        span = f"{row['started']} to {row['ended']}" if started else row["ended"]
        message = " ".join(filter(None, (f"{row['title']} ({row['party']}): {span}.", reason)))
        return ShownTask(
            id=task_run_id(self.run, task, attempt),
            task=task,
            attempt=attempt,
            state=state,
            called=called,
            message=message,
        )
