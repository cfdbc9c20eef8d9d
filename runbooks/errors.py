"""Every error Callboard raises on purpose, in one tree.

CallboardError                  something a person can read and act on (exit code 1)
├── RunbookError                a runbook cannot be read or used
│   ├── RunbookInvalid          it has findings of severity error (carries them all)
│   ├── AmendmentError          a change does not fit the plan it is made to
│   └── RunbookNotFound         no such file, and no such name in the library
├── NoticeInvalid               a notice that somebody wrote has errors (carries them all)
├── TimeError                   a time cannot be placed on the time line
│   ├── AmbiguousTime           this wall-clock time happens twice
│   └── NonExistentTime         this wall-clock time is skipped by the clocks
├── PlanError                   a valid runbook that cannot be planned
│   ├── CycleError              tasks wait for each other in a circle (carries it)
│   └── NoRoom                  a task fits nowhere (carries it)
├── AnchorError                 a run cannot be placed on these dates, or scoped this way
├── JournalError                the journal refuses, or cannot be trusted
│   ├── Conflict                somebody else appended first; fold again and decide again
│   ├── Fenced                  the lease was lost; another engine runs this run
│   ├── LeaseHeld               another engine holds the run
│   ├── JournalCorrupt          an event does not match its hash (carries the position)
│   └── RunNotFound             no run of that name, or several that fit
├── Refused                     a command that the run does not allow now (carries the refusal)
├── SettingsError               the operator's settings are wrong
├── WorkFailed                  an automated task did not do its work
│   └── WorkInterrupted         it was stopped half-way; nobody knows what it did
└── EngineError                 the engine or Prefect could not be started or stopped

Every message names the object and the next action; `hint` holds the latter where it stands apart.
"""

from __future__ import annotations


class CallboardError(Exception):
    """Something went wrong that a person can act on."""

    def __init__(self, message: str | None = None, *, hint: str | None = None) -> None:
        """Keep the message (by default the class's own docstring) and the next action."""
        self.message = message or (self.__doc__ or type(self).__name__)
        self.hint = hint
        super().__init__(self.message)

    def __str__(self) -> str:
        """The message, and the next action after it."""
        return f"{self.message} {self.hint}" if self.hint else self.message


class RunbookError(CallboardError):
    """The runbook cannot be read or used."""


class RunbookInvalid(RunbookError):
    """The runbook has errors; run `callboard check` on it to see them all."""

    def __init__(self, message: str, *, findings: tuple[object, ...] = ()) -> None:
        """Carry the findings (`runbooks.findings.Finding`) beside the message."""
        super().__init__(message)
        self.findings = findings


class AmendmentError(RunbookError):
    """A change does not fit the plan as it stands."""


class RunbookNotFound(RunbookError):
    """There is no such runbook."""


class NoticeInvalid(CallboardError):
    """The notice has errors, and nothing went out; correct them."""

    def __init__(self, message: str, *, findings: tuple[object, ...] = ()) -> None:
        """Carry the findings (`runbooks.findings.Located`) beside the message."""
        super().__init__(message)
        self.findings = findings


class TimeError(CallboardError):
    """A time cannot be placed on the time line."""


class AmbiguousTime(TimeError):
    """This wall-clock time happens twice, because the clocks go back; add an offset."""


class NonExistentTime(TimeError):
    """This wall-clock time does not exist, because the clocks go forward."""


class PlanError(CallboardError):
    """The runbook cannot be planned."""


class CycleError(PlanError):
    """Tasks wait for each other in a circle."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        """Carry the task ids of the circle, the first one not repeated at the end."""
        self.cycle = cycle
        shown = " -> ".join((*cycle, cycle[0]))
        super().__init__(
            f"Tasks wait for each other in a circle: {shown}.", hint="Remove one of these links."
        )


class NoRoom(PlanError):
    """A task's calendar and the windows that are closed to it leave no room for it."""

    def __init__(self, message: str, *, task: str, hint: str) -> None:
        """Carry the id of the task."""
        super().__init__(message, hint=hint)
        self.task = task


class AnchorError(CallboardError):
    """The run cannot be placed on these dates."""


class JournalError(CallboardError):
    """The journal refuses, or cannot be trusted."""


class Conflict(JournalError):
    """Somebody else appended to this stream first."""


class Fenced(JournalError):
    """The lease on this run was lost to another engine."""


class LeaseHeld(JournalError):
    """Another engine holds this run."""


class JournalCorrupt(JournalError):
    """An event does not match its hash."""

    def __init__(self, message: str, *, stream: str, position: int) -> None:
        """Carry the stream and the position (sequence or line number, from 1)."""
        super().__init__(message)
        self.stream = stream
        self.position = position


class RunNotFound(JournalError):
    """There is no run of that name."""


class Refused(CallboardError):
    """The run does not allow this command now."""

    def __init__(self, code: str, message: str, *, hint: str) -> None:
        """Carry the refusal's stable code beside its words."""
        super().__init__(message, hint=hint)
        self.code = code


class SettingsError(CallboardError):
    """The operator's settings are wrong."""


class WorkFailed(CallboardError):
    """The automated task did not do its work."""


class WorkInterrupted(WorkFailed):
    """The automated task was stopped half-way."""


class EngineError(CallboardError):
    """The engine or Prefect could not be started or stopped."""
