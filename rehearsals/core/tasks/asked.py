"""What can be asked of a task: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsals.core.command import Command


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
class StartOutOfSequence(Command):
    """Record that somebody really began a task before its predecessors were done."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReopenTask(Command):
    """Have a done or skipped task done again; or take back some parties' copies of it."""

    task: str
    reason: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoEntry(Command):
    """Take back the newest entry about a task, which was a mistake."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldBranch(Command):
    """Let nothing new start behind a task."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseBranch(Command):
    """Lift the hold of a branch."""

    task: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReassignTask(Command):
    """Give a task to another party."""

    task: str
    party: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockTask(Command):
    """Say that a ready or running task cannot go on; `parties` names whose copies, if not all."""

    task: str
    reason: str
    #: What it needs, or whom, to go on; empty if nobody knows yet.
    needs: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnblockTask(Command):
    """Say that a blocked task can go on; `parties` names whose copies, if not all."""

    task: str
    reason: str
    parties: tuple[str, ...] = ()


#: What can be asked of a task.
TaskCommand = (
    StartTask
    | StartOutOfSequence
    | CompleteTask
    | FailTask
    | MarkUnknown
    | SkipTask
    | HoldTask
    | ReleaseTask
    | ReopenTask
    | UndoEntry
    | HoldBranch
    | ReleaseBranch
    | ReassignTask
    | BlockTask
    | UnblockTask
)
