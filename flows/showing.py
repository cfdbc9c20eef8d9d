"""What Prefect is to show of a run, worked out from its facts alone; nothing here talks to Prefect.

Prefect ignores states from the past, so the true times stand in messages and in the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, assert_never
from uuid import UUID

from flows.identity import task_run_id
from rehearsals.core import events as e
from runbooks.clocktime import local_short, minutes_text

StateType = Literal["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
#: The state of an ended attempt, what Prefect calls it, and why it is so.
_How = tuple[StateType, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTask:
    """A task run that Prefect must hold: one per ended attempt, and one per skipped task."""

    id: UUID
    #: Its name: the runbook task's id.
    task: str
    #: From 1; 0 for a task that was skipped.
    attempt: int
    state: StateType
    #: What Prefect calls the state: `Completed`, `Failed`, `Unknown`, `Skipped`, `Withdrawn`.
    called: str
    message: str
    #: Whether the same attempt has been shown before, with another end.
    revises: bool = False


@dataclass(slots=True)
class Showing:
    """A fold of a run's facts into task runs, a timeline and progress."""

    run: str
    title: str = ""
    zone: str = "UTC"
    total: int = 0
    settled: set[str] = field(default_factory=set)
    _tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    _meetings: dict[str, str] = field(default_factory=dict)
    #: The newest attempt at a task, and when it began.
    _begun: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much is done or skipped, rounded down."""
        return 100 * len(self.settled) // self.total if self.total else 0

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of the timeline, one per attempt, in order of their first ending."""
        return list(self._rows.values())

    def take(self, fact: e.Fact) -> ShownTask | None:
        """Take in the next fact; the task run that it calls for, if any."""
        event = fact.event
        match event:
            case e.RunOpened():
                self._open(event)
            case e.TaskStarted():
                self._begun[event.task] = event.attempt, fact.at
            case e.TaskFinished():
                self.settled.add(event.task)
                return self._end(event.task, event.attempt, fact, ("COMPLETED", "Completed", ""))
            case e.TaskFailed():
                how: _How = ("FAILED", "Failed", event.reason)
                return self._end(event.task, event.attempt, fact, how)
            case e.TaskOutcomeUnknown():
                how = ("CRASHED", "Unknown", "The engine ended while the task ran.")
                return self._end(event.task, event.attempt, fact, how)
            case e.TaskSkipped():
                self.settled.add(event.task)
                return self._end(event.task, 0, fact, ("COMPLETED", "Skipped", event.reason))
            case e.GateWithdrawn():
                return self._withdraw(event, fact)
            case (
                e.CopyConfirmed()
                | e.RetryAsked()
                | e.TaskHeld()
                | e.TaskReleased()
                | e.NoteAdded()
                | e.EvidenceRecorded()
                | e.VoteCast()
                | e.GateDecided()
                | e.OutageOpened()
                | e.OutageClosed()
                | e.AttendanceRecorded()
                | e.RunClosed()
            ):
                pass  # an event in Prefect, and nothing else
            case _:
                assert_never(event)
        return None

    def _open(self, opened: e.RunOpened) -> None:
        book = opened.runbook
        self.title = str(book.get("title", ""))
        self.zone = str(book.get("timezone", "UTC"))
        self.total = len(opened.scope)
        self._tasks = {task["id"]: task for task in book.get("tasks", ())}
        self._meetings = {gate["id"]: gate["meeting"] for gate in book.get("gates", ())}

    def _withdraw(self, event: e.GateWithdrawn, fact: e.Fact) -> ShownTask:
        """The meeting that gave the go no longer counts, and sits again from now on."""
        meeting = self._meetings[event.gate]
        attempt, _ = self._begun[meeting]
        self.settled.discard(meeting)
        self._begun[meeting] = attempt + 1, fact.at
        row = self._rows[meeting, attempt]
        row |= {"outcome": "withdrawn", "reason": event.reason}
        return self._shown(row, attempt, ("CANCELLED", "Withdrawn"), revises=True)

    def _end(self, task: str, attempt: int, fact: e.Fact, how: _How) -> ShownTask:
        state, called, reason = how
        number, at = self._begun.get(task, (0, fact.at))
        started = at if number == attempt and attempt else None
        written = self._tasks.get(task, {})
        row = {
            "task": task,
            "title": str(written.get("title", "")),
            "party": str(written.get("party", "")),
            "attempt": str(attempt or ""),
            "started": local_short(started, self.zone) if started else "",
            "ended": local_short(fact.at, self.zone),
            "work": minutes_text((fact.at - started).total_seconds()) if started else "",
            "outcome": called.lower(),
            "reason": reason,
        }
        revises = (task, attempt) in self._rows
        self._rows[task, attempt] = row
        return self._shown(row, attempt, (state, called), revises=revises)

    def _shown(
        self, row: Mapping[str, str], attempt: int, how: tuple[StateType, str], *, revises: bool
    ) -> ShownTask:
        span = f"{row['started']} to {row['ended']}" if row["started"] else row["ended"]
        said = f"{row['title']} ({row['party']}): {span}."
        return ShownTask(
            id=task_run_id(self.run, row["task"], attempt),
            task=row["task"],
            attempt=attempt,
            state=how[0],
            called=how[1],
            message=" ".join(filter(None, (said, row["reason"]))),
            revises=revises,
        )
