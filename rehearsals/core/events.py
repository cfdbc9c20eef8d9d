"""What can have happened in a run: one frozen record per kind of event, in the past tense.

To add an event: write its record here and name it in `Event`; the type checker then points at every
reader that must say what it makes of it, if only that it makes nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

Mode = Literal["rehearsal", "live", "simulation"]
Outcome = Literal["go", "go_with_conditions", "no_go", "deferred"]
VoteWord = Literal["go", "no_go"]
EndedBadly = Literal["failed", "unknown"]
Attendance = Literal["required", "volunteered", "absent", "simulated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOpened:
    """A run began. It carries the canonical runbook, so that a journal explains itself."""

    run: str
    mode: Mode
    #: The runbook as `runbooks.writer.to_data` gives it, already anchored to the run's dates.
    runbook: dict[str, Any]
    #: The task ids in scope, in runbook order.
    scope: tuple[str, ...]
    #: `{kind: system|virtual, epoch: RFC 3339}`, so that all processes agree on the time.
    clock: dict[str, Any]
    seed: int | None = None
    #: How the runbook was moved: `{date, shift_days, from_gate, to_gate, mismatches: [text]}`.
    anchor: dict[str, Any] | None = None
    #: Outages that are already open because their opening task is before the scope.
    open_outages: tuple[str, ...] = ()
    attendance: dict[str, Attendance] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskStarted:
    """Work on a task began; attempt 1 is the first."""

    task: str
    attempt: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CopyConfirmed:
    """One party of a `for_each` task confirmed its own copy."""

    task: str
    party: str
    results: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFinished:
    """A task is done. A gate's meeting is finished by the decision alone."""

    task: str
    attempt: int
    results: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFailed:
    """An attempt failed; the task may be started again."""

    task: str
    attempt: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskOutcomeUnknown:
    """The engine died while a machine was at work, and nobody knows what it did."""

    task: str
    attempt: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryAsked:
    """A person wants an automated task, failed or of unknown outcome, to be started again."""

    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskSkipped:
    """A task will not be done; its successors may go on."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskHeld:
    """A task may not start, and so nothing that depends on it."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskReleased:
    """A held task may start again."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteAdded:
    """Somebody wrote something down, about a task, a gate or the run."""

    text: str
    task: str | None = None
    gate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EvidenceRecorded:
    """Evidence for a criterion of a gate, and whether it meets it."""

    gate: str
    criterion: str
    met: bool
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VoteCast:
    """One member of an `all_of` or `quorum` gate said go or no-go."""

    gate: str
    member: str
    vote: Literal["go", "no_go"]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """An item of the work-off plan of a conditional go."""

    item: str
    owner: str
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateDecided:
    """A gate was decided. Decisions form a sequence; the newest one counts."""

    gate: str
    outcome: Outcome
    #: The party (or parties, joined by ", ") whose decision it is.
    decided_by: str
    reason: str
    forum: str | None = None
    conditions: tuple[Condition, ...] = ()
    #: When a deferred decision is taken up again.
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateWithdrawn:
    """A go was taken back before any successor had started; the meeting is open again."""

    gate: str
    decided_by: str
    reason: str


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
    """The run is over: every task done or skipped, or abandoned with a reason."""

    outcome: Literal["finished", "abandoned"]
    reason: str = ""


#: What can have happened to a task.
TaskEvent = (
    TaskStarted
    | CopyConfirmed
    | TaskFinished
    | TaskFailed
    | TaskOutcomeUnknown
    | RetryAsked
    | TaskSkipped
    | TaskHeld
    | TaskReleased
)
#: What can have happened at a gate.
GateEvent = EvidenceRecorded | VoteCast | GateDecided | GateWithdrawn
Event = (
    RunOpened
    | TaskEvent
    | GateEvent
    | NoteAdded
    | OutageOpened
    | OutageClosed
    | AttendanceRecorded
    | RunClosed
)
EVENT_TYPES: tuple[type[Event], ...] = get_args(Event)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """An event with who said it, when it happened, and when it was written down."""

    event: Event
    #: When it happened (aware, UTC).
    at: datetime
    #: When it was entered (aware, UTC).
    recorded_at: datetime
    #: Who entered it: a person's name, `engine`, or a simulated party.
    actor: str
    #: How it came in: `cli`, `engine`, `simulation`, later `console` and `api`.
    channel: str
    #: The id of the command it answers; facts of one command share it.
    command: str
    on_behalf_of: str | None = None
