"""The small fixed vocabularies of outage notices, and what each kind is called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from runbooks.noticing import NoticeKind

#: What a revision says that is new.
Kind = NoticeKind
#: Where the outage stands, as far as was told.
Status = Literal["provisional", "firm", "started", "completed", "cancelled"]
#: Why there is an outage.
Reason = Literal["planned", "emergency"]
Impact = Literal["none", "reduced_redundancy", "degraded", "read_only", "unavailable"]
DataHandling = Literal["queued", "rejected", "lost", "read_only", "none"]
#: Who lets a draft out: somebody who approves it, or a rule that was agreed on beforehand.
Approval = Literal["person", "rule"]

KINDS: tuple[Kind, ...] = get_args(Kind)
#: The status after a revision of each kind; what is not here leaves it as it was.
STATUS_AFTER: Mapping[Kind, Status] = {
    "provisional": "provisional",
    "firm": "firm",
    "started": "started",
    "extended": "started",
    "completed": "completed",
    # Of a system that stayed closed for its audience: now it is over for them, too.
    "all_clear": "completed",
    "cancelled": "cancelled",
}
#: The type of the message of each kind; `outage.notice.reminder` is the one beside revisions.
WIRE_TYPES: Mapping[Kind, str] = {
    "provisional": "outage.notice.published",
    "firm": "outage.notice.updated",
    "rescheduled": "outage.notice.rescheduled",
    "started": "outage.notice.started",
    "extended": "outage.notice.extended",
    "holding": "outage.notice.updated",
    "updated": "outage.notice.updated",
    "completed": "outage.notice.completed",
    "all_clear": "outage.notice.all_clear",
    "cancelled": "outage.notice.cancelled",
}
REMINDER = "outage.notice.reminder"
#: The worst first.
IMPACTS: tuple[Impact, ...] = ("unavailable", "read_only", "degraded", "reduced_redundancy", "none")


def wire_type(kind: Kind, revision: int) -> str:
    """The message type of a revision: the first one publishes, whatever its kind."""
    return "outage.notice.published" if revision == 0 else WIRE_TYPES[kind]
