"""What can be asked about the notices of a run: a frozen record per command."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from notices.core.notice import Content, Window
from notices.core.words import Approval, Kind
from rehearsals.core.command import Command


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftNotice(Command):
    """Draft a revision; `rule` lets it out at once. The keeper's alone."""

    notice: str
    outage: str
    kind: Kind
    content: Content
    because: str
    approval: Approval = "person"
    needed_by: datetime | None = None
    forecast_end: datetime | None = None
    #: The window of the plan that it is made by.
    planned: Window | None = None
    #: What the runbook's texts were that it is made of: a digest of each, by name.
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproveDraft(Command):
    """Let a draft out, perhaps with another end, other words, or another time of the next update.

    None leaves what the draft says.
    """

    draft: str
    end: datetime | None = None
    cause: str | None = None
    action_required: str | None = None
    next_update_due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RejectDraft(Command):
    """Turn a draft down; it is not drafted again until its reason is another one."""

    draft: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawDraft(Command):
    """Take a draft back that is of no use any more; the keeper's alone."""

    draft: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteUpdate(Command):
    """Tell something by hand about a notice that is out, or cancel it; this is its approval.

    None leaves what was said last.
    """

    notice: str
    kind: Kind = "updated"
    cause: str
    start: datetime | None = None
    end: datetime | None = None
    action_required: str | None = None
    next_update_due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteNotice(Command):
    """Publish a notice of one's own, such as of an emergency; this is its approval."""

    #: Its id within the run, such as `NTC-1`; the run's name is put before it.
    name: str
    content: Content


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueReminder(Command):
    """Remind those who were told; the keeper's alone."""

    notice: str
    rung: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SkipReminder(Command):
    """Leave a reminder out; the keeper's alone."""

    notice: str
    rung: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WarnApprover(Command):
    """Warn whoever approves; the keeper's alone."""

    notice: str
    rung: str
    needed_by: datetime
    text: str
    draft: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FulfilTask(Command):
    """Say that a `notify` task asks for nothing more; the keeper's alone."""

    task: str
    attempt: int
    keys: tuple[str, ...]


NoticeCommand = (
    DraftNotice
    | ApproveDraft
    | RejectDraft
    | WithdrawDraft
    | WriteUpdate
    | WriteNotice
    | IssueReminder
    | SkipReminder
    | WarnApprover
    | FulfilTask
)
NOTICE_COMMAND_TYPES: tuple[type[NoticeCommand], ...] = get_args(NoticeCommand)
