"""What can have happened to a run as a whole: its opening, outages, notes, attendance, its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rehearsals.core.words import Attendance, CarriedItem, Communications, Mode, RunOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOpened:
    """A run began. It carries the canonical runbook, so that a journal explains itself."""

    run: str
    mode: Mode
    #: The runbook as `runbooks.writer.to_data` gives it, already anchored to the run's dates.
    runbook: dict[str, Any]
    #: The task ids in scope, in runbook order.
    scope: tuple[str, ...]
    #: `{kind: system|virtual|scaled, epoch: RFC 3339}`, so that all processes agree on the time;
    #: scaled adds `{real_epoch: RFC 3339, factor: number}`: run seconds in each real second.
    clock: dict[str, Any]
    seed: int | None = None
    #: How the runbook was moved: `{date, shift_days, from_gate, to_gate, mismatches: [text]}`.
    anchor: dict[str, Any] | None = None
    #: Outages that are already open because their opening task is before the scope.
    open_outages: tuple[str, ...] = ()
    attendance: dict[str, Attendance] = field(default_factory=dict)
    #: Absent: by the mode; see `state.first_communications`.
    communications: Communications | None = None
    #: The run this one follows, and the gate there that let it begin: `{run, gate, decided_at}`.
    follows: dict[str, Any] | None = None
    #: What that run left open, and its lessons.
    carried: tuple[CarriedItem, ...] = ()
    #: The gate at which simulated people turn the run back, where the way back is rehearsed.
    turn_back_at: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteAdded:
    """Somebody wrote something down, about a task, a gate or the run."""

    text: str
    task: str | None = None
    gate: str | None = None
    #: Worth keeping for the next run.
    lesson: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FileAttached:
    """Somebody attached a file to a task or a gate; its content stands beside the journal."""

    name: str
    #: SHA-256 (hex) of its content, by which it is found.
    sha256: str
    #: Bytes.
    size: int
    #: Such as `application/pdf`, decided from its name and content when it was handed in.
    media_type: str
    task: str | None = None
    gate: str | None = None
    #: What is said of it.
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageOpened:
    """A system went out of service."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageClosed:
    """An outage ended: restored, replaced or retired, as the runbook says."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceRecorded:
    """Whether a party takes part in this run."""

    party: str
    attendance: Attendance


@dataclass(frozen=True, kw_only=True, slots=True)
class RunClosed:
    """The run is over: every task done or skipped, or abandoned.

    With a reason if somebody closed it, as somebody must a live run.
    """

    outcome: RunOutcome
    reason: str = ""


#: What can have happened to a run as a whole.
RunEvent = (
    RunOpened
    | NoteAdded
    | FileAttached
    | OutageOpened
    | OutageClosed
    | AttendanceRecorded
    | RunClosed
)
