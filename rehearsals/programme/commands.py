"""What can be asked of the programme: frozen records, imperative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import Command
from rehearsals.programme.events import Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class FreezePlan(Command):
    """Have a runbook changed by request and decision alone, for a time or until it is lifted."""

    runbook: str
    digest: str
    decided_by: str
    forum: str
    reason: str
    #: None: from now.
    from_: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftFreeze(Command):
    """Ask that a runbook may be changed again without asking; a second person decides it."""

    runbook: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestChange(Command):
    """Ask that a frozen runbook become another one."""

    runbook: str
    digest: str
    changes: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideChange(Command):
    """Approve or reject a request; never one's own."""

    number: int
    verdict: Verdict
    decided_by: str
    forum: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetMilestone(Command):
    """Set a milestone with its baseline."""

    milestone: str
    title: str
    baseline: str
    latest: str | None = None
    control_point: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplanMilestone(Command):
    """Expect a milestone on another day."""

    milestone: str
    day: str
    reason: str
    latest: str | None = None
    control_point: str | None = None
    reference: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordMilestone(Command):
    """Say when a milestone was reached."""

    milestone: str
    day: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRun(Command):
    """Somebody wanted to open a run; only refusals of it are kept, an opened run speaks itself."""

    run: str
    runbook: str


ProgrammeCommand = (
    FreezePlan
    | LiftFreeze
    | RequestChange
    | DecideChange
    | SetMilestone
    | ReplanMilestone
    | RecordMilestone
)
