"""Factories for tests and measurements: a journal with a run, subscribers and notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from notices.core.events import (
    NOTICE_EVENT_TYPES,
    NoticeEvent,
    NoticePublished,
    ReminderIssued,
)
from notices.core.notice import Affected, Content, Notice, Window
from notices.keys import Vault
from notices.outbox.letters import Letters
from notices.outbox.rows import POST, SAID, notices_stream, rows_of
from notices.subscriptions import events as s
from notices.subscriptions.records import RouteKind
from notices.wording.payload import payload_of
from notices.wording.text import notice_text
from rehearsals.core.events import Communications, CommunicationsSet, Event
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec, to_entry
from rehearsals.journal.port import Journal, NewDelivery
from rehearsals.names import SUBSCRIPTIONS, run_stream
from rehearsals.testing import a_runbook, a_task, an_opened_run

NOW = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
VAULT = Vault(b"k" * 32)
BASE = "http://127.0.0.1:8600"
_NOTICES: Codec[NoticeEvent] = Codec(NOTICE_EVENT_TYPES)
_SUBSCRIPTIONS: Codec[s.SubscriptionEvent] = Codec(s.SUBSCRIPTION_EVENT_TYPES)
_numbers = count(1)


def after(seconds: float) -> datetime:
    """So many seconds after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def entered(event: Any) -> Entered[Any]:
    """An event as `ann` entered it at `NOW`."""
    return Entered(
        event=event,
        at=NOW,
        recorded_at=NOW,
        actor="ann",
        channel="test",
        command=f"c-{next(_numbers)}",
    )


def a_notice(revision: int = 0, **changes: Any) -> Notice:
    """A notice of EES in the run `DR1`, a real one, a week ahead."""
    start = NOW + timedelta(days=7)
    content = Content(
        title="EES out of service",
        systems=(Affected(id="EES", name="Electricity Enquiry Service"),),
        window=Window(start=start, end=start + timedelta(hours=8)),
    )
    values: dict[str, Any] = {
        "id": "DR1-OUT-EES", "revision": revision, "kind": "provisional", "status": "provisional",
        "run": "DR1", "outage": "OUT-EES", "test": False, "live": True,
        "environment": "production", "zone": "Europe/London", "content": content,
        "created_at": NOW, "published_at": NOW, "approved_by": "ann", **changes,
    }  # fmt: skip
    return Notice(**values)


def open_a_run(journal: Journal, communications: Communications = "on") -> None:
    """Open the run `DR1`, whose communications are on."""
    opened = an_opened_run(a_runbook(a_task("A")), communications=communications)
    journal.append(run_stream("DR1"), 0, [to_entry(opened)])


def set_communications(journal: Journal, mode: Communications) -> None:
    """Switch the communications of the run."""
    event: Event = CommunicationsSet(mode=mode, reason="so")
    stream = run_stream("DR1")
    journal.append(stream, journal.head(stream).seq, [to_entry(entered(event))])


def subscribe(journal: Journal, *events: s.SubscriptionEvent) -> None:
    """Enter facts about subscriptions."""
    entries = [_SUBSCRIPTIONS.to_entry(entered(event)) for event in events]
    journal.append(SUBSCRIPTIONS, journal.head(SUBSCRIPTIONS).seq, entries)


def a_subscriber(name: str = "acme", **changes: Any) -> s.SubscriberAdded:
    """A supplier."""
    values: dict[str, Any] = {"name": name.title(), "roles": ("supplier",), **changes}
    return s.SubscriberAdded(subscriber=name, **values)


def a_route(
    route: str = "acme-1",
    address: str = "http://127.0.0.1:9/hook",
    kind: RouteKind = "webhook",
    **changes: Any,
) -> tuple[s.SubscriptionEvent, ...]:
    """A route of the subscriber that its id begins with, and that it is verified."""
    subscriber = route.rpartition("-")[0]
    requested = s.RouteRequested(
        route=route, subscriber=subscriber, kind=kind, address=address, shown=f"{kind} {route}",
        **changes,
    )  # fmt: skip
    return requested, s.RouteVerified(route=route)


def publish(
    journal: Journal,
    notice: Notice,
    routes: Iterable[str] = (),
    *,
    due_at: datetime = NOW,
    deadline: datetime | None = None,
    pool: str = POST,
) -> None:
    """Publish a revision, with a row for each of the routes."""
    event = NoticePublished(notice=notice, text=notice_text(notice), payload=payload_of(notice))
    rows = rows_of(
        topic=notice.run, pool=pool, notice=notice.id, revision=notice.revision, event=SAID,
        routes=tuple(routes), due_at=due_at, deadline=deadline,
    )  # fmt: skip
    _say(journal, notice.run, event, rows)


def remind(
    journal: Journal,
    notice: Notice,
    rung: str,
    routes: Iterable[str] = (),
    *,
    deadline: datetime | None = None,
) -> None:
    """Issue a reminder, with a row for each of the routes."""
    event = ReminderIssued(
        notice=notice.id, revision=notice.revision, rung=rung,
        text=notice_text(notice, rung), payload=payload_of(notice, rung),
    )  # fmt: skip
    rows = rows_of(
        topic=notice.run, pool=POST, notice=notice.id, revision=notice.revision,
        event=f"reminder:{rung}", routes=tuple(routes), due_at=NOW, deadline=deadline,
    )  # fmt: skip
    _say(journal, notice.run, event, rows)


def _say(journal: Journal, run: str, event: NoticeEvent, rows: Sequence[NewDelivery]) -> None:
    stream = notices_stream(run)
    entry = _NOTICES.to_entry(entered(event))
    journal.append(stream, journal.head(stream).seq, [entry], deliveries=rows)


def letters_on(journal: Journal) -> Letters:
    """Letters of a journal, that have looked at it."""
    return Letters(journal, VAULT, BASE)
