"""The notices of a run in JSON's types: revisions with their deliveries, reminders, drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from console.notice_drafts import draft_data
from console.notice_seen import NoticesSeen
from notices.core.notice import Content, Notice
from notices.core.state import Reminder, Revision, Thread
from notices.outbox.delivery import Delivery
from notices.outbox.events import DeliveryAttempted
from notices.outbox.pulse import Health
from rehearsals.journal.fields import Shape
from runbooks.clocktime import rfc3339

_NOTICE, _CONTENT = Shape.of(Notice), Shape.of(Content)
_ATTEMPT, _HEALTH = Shape.of(DeliveryAttempted), Shape.of(Health)


def list_data(seen: NoticesSeen) -> list[dict[str, Any]]:
    """Every notice with all its revisions, in order of first mention."""
    return [thread_data(seen, thread) for thread in seen.book.threads.values()]


def thread_data(seen: NoticesSeen, thread: Thread) -> dict[str, Any]:
    """A notice; times are RFC 3339."""
    return {
        "id": thread.id,
        "outage": thread.outage,
        "revisions": [_revision(one) for one in thread.revisions],
        "draft": draft_data(thread.draft, _CONTENT.encode(thread.draft.content))
        if thread.draft
        else None,
        "reminders": [_reminder(one) for one in thread.reminders],
        "deliveries": [delivery_data(one) for one in seen.deliveries.of(thread.id)],
    }


def drafts_data(seen: NoticesSeen) -> list[dict[str, Any]]:
    """The open drafts, the most pressing first."""
    return [draft_data(one, _CONTENT.encode(one.content)) for one in seen.book.drafts]


def delivery_data(delivery: Delivery) -> dict[str, Any]:
    """A delivery with its attempts; its route by id alone, since an address is few people's."""
    return {
        "key": delivery.key,
        "notice": delivery.id.notice,
        "revision": delivery.id.revision,
        "event": delivery.id.event,
        "route": delivery.id.route,
        "state": delivery.state,
        "attempts": [_ATTEMPT.encode(one) for one in delivery.attempts],
        "retry_at": _instant(delivery.retry_at),
        "failing": delivery.failing,
        "fallback": delivery.fallback,
        "suppressed": delivery.suppressed,
        "bounced": delivery.bounced,
        "acknowledged_by": delivery.acknowledged_by,
        "acknowledged_at": _instant(delivery.acknowledged_at),
    }


def health_data(health: Health) -> dict[str, Any]:
    """How the sender stands."""
    data: dict[str, Any] = _HEALTH.encode(health)
    return data


def _revision(revision: Revision) -> dict[str, Any]:
    return {
        "notice": _NOTICE.encode(revision.notice),
        "text": revision.text,
        "withheld": revision.withheld,
    }


def _reminder(reminder: Reminder) -> dict[str, Any]:
    return {
        "rung": reminder.rung,
        "revision": reminder.revision,
        "at": rfc3339(reminder.at),
        "withheld": reminder.withheld,
        "skipped": reminder.skipped,
    }


def _instant(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
