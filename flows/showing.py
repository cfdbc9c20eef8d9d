"""What Prefect is to show of a run, worked out from its facts alone; nothing here talks to Prefect.

Prefect ignores states from the past, so the true times stand in messages and in the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, Literal, assert_never
from uuid import UUID

from flows.identity import task_run_id
from rehearsals.core import events as e
from runbooks.clocktime import local_short, minutes_text
from runbooks.ways_back import WAYS_BACK

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
    #: What Prefect calls the state: `Completed`, `Failed`, `Unknown`, `Skipped`, and what became of
    #: an end that does not stand: `Withdrawn`, `Reopened`, `Undone`.
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
    settled: set[str] = field(default_factory=set)
    #: What is to be done: the scope as amended; after turning back what is left, and the way back.
    _to_do: set[str] = field(default_factory=set)
    _tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    _owners: dict[str, str] = field(default_factory=dict)
    _proposed: dict[int, e.AmendmentProposed] = field(default_factory=dict)
    _meetings: dict[str, str] = field(default_factory=dict)
    #: The newest attempt at a task, and when it began.
    _begun: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    #: Tasks that were skipped, and not taken up again.
    _left_out: set[str] = field(default_factory=set)
    #: What must be said of an attempt besides, whatever its end: that it began out of sequence.
    _remarks: dict[tuple[str, int], str] = field(default_factory=dict)
    #: The attempt that ended last; 0 if the task was skipped.
    _last: dict[str, int] = field(default_factory=dict)
    _rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much is done or skipped, rounded down."""
        return 100 * len(self.settled) // self.total if self.total else 0

    @property
    def total(self) -> int:
        """How many tasks there are to do, or have been done."""
        return len(self._to_do | self.settled)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of the timeline, one per attempt, in order of their first ending."""
        return list(self._rows.values())

    def take(self, fact: e.Fact) -> ShownTask | None:
        """Take in the next fact; the task run that it calls for, if any.

        Every fact is an event in Prefect besides; most are nothing else.
        """
        event = fact.event
        if isinstance(event, e.TaskEvent):
            return self._take_task(event, fact)
        if isinstance(event, e.GateWithdrawn):
            return self._withdraw(event, fact)
        if isinstance(event, e.RunOpened):
            self._open(event)
        elif isinstance(event, e.PlanEvent):
            self._take_plan(event)
        return None

    def _take_task(self, event: e.TaskEvent, fact: e.Fact) -> ShownTask | None:
        match event:
            case e.TaskStarted():
                self._start(event, fact)
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
                self._left_out.add(event.task)
                return self._end(event.task, 0, fact, ("COMPLETED", "Skipped", event.reason))
            case e.TaskReopened() | e.EntryUndone() | e.CopyWithdrawn():
                return self._take_back(event)
            case e.TaskReassigned():
                self._owners[event.task] = event.party
            case (
                e.CopyConfirmed()
                | e.RetryAsked()
                | e.TaskHeld()
                | e.TaskReleased()
                | e.BranchHeld()
                | e.BranchReleased()
                | e.TaskBlocked()
                | e.TaskUnblocked()
            ):
                pass
            case _:
                assert_never(event)
        return None

    def _take_plan(self, event: e.PlanEvent) -> None:
        match event:
            case e.AmendmentProposed():
                self._proposed[event.number] = event
            case e.AmendmentApproved():
                for change in self._proposed[event.number].changes:
                    self._amend(change)
            case e.TurnedBack():
                self._to_do -= set(event.given_up)
                self._to_do |= set(event.leg)
            case e.WayBackExtended():
                self._to_do |= set(event.leg)
            case e.AmendmentRejected() | e.TurningBackRecommended():
                pass
            case _:
                assert_never(event)

    def _amend(self, change: e.Change) -> None:
        if change.kind == "gate" and change.after:
            self._meetings[change.id] = change.after["meeting"]
        if change.kind != "task":
            return
        if change.after is None:
            self._to_do.discard(change.id)
            return
        self._tasks[change.id] = change.after
        if change.before is None:
            self._to_do.add(change.id)

    def _open(self, opened: e.RunOpened) -> None:
        book = opened.runbook
        self.title = str(book.get("title", ""))
        self.zone = str(book.get("timezone", "UTC"))
        legs = [book.get(kind, {}).get("tasks", ()) for kind in WAYS_BACK]
        self._tasks = {task["id"]: task for task in chain(book.get("tasks", ()), *legs)}
        self._to_do = set(opened.scope)
        self._meetings = {gate["id"]: gate["meeting"] for gate in book.get("gates", ())}

    def _start(self, event: e.TaskStarted, fact: e.Fact) -> None:
        self._begun[event.task] = event.attempt, fact.at
        if event.out_of_sequence:
            early = f"Began out of sequence: {event.out_of_sequence}"
            self._remarks[event.task, event.attempt] = early

    def _take_back(
        self, event: e.TaskReopened | e.EntryUndone | e.CopyWithdrawn
    ) -> ShownTask | None:
        """What was shown of the newest end no longer stands; an undone start was never shown."""
        if isinstance(event, e.EntryUndone) and event.what == "started":
            self._begun.pop(event.task, None)
            return None
        if isinstance(event, e.CopyWithdrawn) and (
            event.task not in self.settled or event.task in self._left_out
        ):
            return None  # the task had not ended yet, or was left out, which a copy does not change
        self._left_out.discard(event.task)
        self.settled.discard(event.task)
        attempt = self._last.get(event.task, 0)
        row = self._rows.get((event.task, attempt))
        if row is None:
            return None
        called = "Reopened" if isinstance(event, e.TaskReopened) else "Undone"
        row |= {"outcome": called.lower(), "reason": event.reason}
        return self._shown(row, attempt, ("CANCELLED", called), revises=True)

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
        late = f"Entered late, {local_short(fact.recorded_at, self.zone)}." if fact.late else ""
        remarks = (self._remarks.get((task, attempt), ""), late, reason)
        row = {
            "task": task,
            "title": str(written.get("title", "")),
            "party": self._owners.get(task) or str(written.get("party", "")),
            "attempt": str(attempt or ""),
            "started": local_short(started, self.zone) if started else "",
            "ended": local_short(fact.at, self.zone),
            "work": minutes_text((fact.at - started).total_seconds()) if started else "",
            "outcome": called.lower(),
            "reason": " ".join(filter(None, remarks)),
        }
        self._last[task] = attempt
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
