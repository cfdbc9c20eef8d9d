"""What can have happened to the notices of a run: a frozen record per event, past tense.

The stream is `notices/RUN`. Times within it are the run's. What became of deliveries stands in a
stream of its own, `deliveries/RUN` (`notices/outbox/events.py`), in real time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from notices.core.drafts import Draft
from notices.core.notice import Notice, Window


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeDrafted:
    """A revision was drafted; an older open draft of the same notice is withdrawn by it."""

    draft: Draft


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftWithdrawn:
    """A draft is of no use any more, or somebody turned it down."""

    draft: str
    reason: str
    #: Whether somebody turned it down: it is not drafted again for the same reason.
    rejected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePublished:
    """A revision is out, in words that never change again."""

    notice: Notice
    #: The draft it was; empty if a rule made and published it at once.
    draft: str = ""
    #: Plain text, and the payload of machines as the JSON text that is signed and sent.
    text: str
    payload: str
    #: Why it left over no channel; empty if nothing held it back.
    withheld: str = ""
    #: The window of the plan that it was made by; None where it was not made by a plan.
    planned: Window | None = None
    #: The runbook's texts that it was made of, a digest of each by name; empty: of none anew.
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderIssued:
    """Those who were told are reminded of the newest revision; that is no revision."""

    notice: str
    revision: int
    #: The rung of the ladder, such as `5wd` or `24h`.
    rung: str
    text: str
    payload: str
    withheld: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderSkipped:
    """A reminder came too late to be of use: a later one was due already, or the outage began."""

    notice: str
    revision: int
    rung: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ApproverWarned:
    """Whoever approves was told that a draft, or the next update, presses."""

    notice: str
    #: Empty if nothing is drafted: an update is due, and nobody has written it.
    draft: str = ""
    #: Which warning: `drafted`, `soon`, `overdue`, or `asked` of a `notify` task that waits.
    rung: str
    #: By when something has to be out.
    needed_by: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFulfilled:
    """A `notify` task asks for nothing more: these revisions said it."""

    task: str
    attempt: int
    #: Keys of revisions.
    keys: tuple[str, ...]


NoticeEvent = (
    NoticeDrafted
    | DraftWithdrawn
    | NoticePublished
    | ReminderIssued
    | ReminderSkipped
    | ApproverWarned
    | TaskFulfilled
)
NOTICE_EVENT_TYPES: tuple[type[NoticeEvent], ...] = get_args(NoticeEvent)
