"""What can have happened to a task."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsals.core.words import Undone


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskStarted:
    """Work on a task began; attempt 1 is the first."""

    task: str
    attempt: int
    #: Why it began before its predecessors were done, where it really did; marked for ever.
    out_of_sequence: str | None = None


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
class CopyWithdrawn:
    """A party's confirmed copy of a `for_each` task turned out not to be done."""

    task: str
    party: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskReopened:
    """A task that was done or skipped is to be done again; its history stays."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryUndone:
    """The newest entry about a task was a mistake: the task stands as it stood before it."""

    task: str
    what: Undone
    #: The attempt that the undone entry began or ended; 0 for a skip.
    attempt: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BranchHeld:
    """Nothing new starts behind a task: its nearest successors yet to start are held."""

    task: str
    held: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BranchReleased:
    """What was held for a branch may start again."""

    task: str
    released: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskReassigned:
    """Another party owns the task from now on."""

    task: str
    party: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskBlocked:
    """Those who work on a task said that it cannot go on. It stays as it is, and nothing stops."""

    task: str
    reason: str
    #: What it needs, or whom, to go on; empty if nobody knows yet.
    needs: str = ""
    #: Whose copies of a `for_each` task; none named: the task.
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskUnblocked:
    """A blocked task can go on; one that starts, ends or is left out can without being told so."""

    task: str
    reason: str
    #: Whose copies; none named: all that is blocked of the task.
    parties: tuple[str, ...] = ()


#: What can have happened to a task.
TaskEvent = (
    TaskStarted
    | CopyConfirmed
    | CopyWithdrawn
    | TaskFinished
    | TaskFailed
    | TaskOutcomeUnknown
    | RetryAsked
    | TaskSkipped
    | TaskHeld
    | TaskReleased
    | TaskReopened
    | EntryUndone
    | BranchHeld
    | BranchReleased
    | TaskReassigned
    | TaskBlocked
    | TaskUnblocked
)
