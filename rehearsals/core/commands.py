"""What can be asked of a run: a frozen record per command, imperative, in the operator's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypedDict

from rehearsals.core.events import Attendance, Condition


class By(TypedDict):
    """The fields of a command that say whose it is."""

    id: str
    actor: str
    channel: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """Who asks, through which channel; a repeated `id` is a no-op with the same answer."""

    id: str
    actor: str
    channel: str = "cli"
    on_behalf_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StartTask(Command):
    """Begin work on a task, or begin it again after a failure."""

    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CompleteTask(Command):
    """Work on a task is done; `parties` names whose copies, where a task is `for_each`."""

    task: str
    results: dict[str, float] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    #: The attempt that is meant; whatever attempt is running if it is left out.
    attempt: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FailTask(Command):
    """The attempt failed."""

    task: str
    reason: str
    attempt: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkUnknown(Command):
    """The outcome of an automated attempt is not known after a crash."""

    task: str
    attempt: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SkipTask(Command):
    """Leave a task out, with a reason."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldTask(Command):
    """Stop a task, and so the branch behind it, from starting."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseTask(Command):
    """Lift a hold."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AddNote(Command):
    """Write something down."""

    text: str
    task: str | None = None
    gate: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordEvidence(Command):
    """Bring evidence for a criterion of a gate."""

    gate: str
    criterion: str
    evidence: str
    met: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideGate(Command):
    """Decide a gate, or cast one member's vote where several must agree."""

    gate: str
    outcome: Literal["go", "go_with_conditions", "no_go", "deferred"]
    decided_by: str
    reason: str
    forum: str | None = None
    conditions: tuple[Condition, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawGo(Command):
    """Take a go back before anything behind the gate has started."""

    gate: str
    decided_by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenOutage(Command):
    """Open an outage that is fixed by the clock."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseOutage(Command):
    """Close an outage that is fixed by the clock."""

    outage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordAttendance(Command):
    """Say whether a party takes part."""

    party: str
    attendance: Attendance


@dataclass(frozen=True, kw_only=True, slots=True)
class AbandonRun(Command):
    """End the run before its end."""

    reason: str


AnyCommand = (
    StartTask
    | CompleteTask
    | FailTask
    | MarkUnknown
    | SkipTask
    | HoldTask
    | ReleaseTask
    | AddNote
    | RecordEvidence
    | DecideGate
    | WithdrawGo
    | OpenOutage
    | CloseOutage
    | RecordAttendance
    | AbandonRun
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a command is not allowed now, and what to do next."""

    #: A stable id, such as `predecessors-open`.
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        """One sentence each: why, and what next."""
        return f"{self.message} {self.hint}"
