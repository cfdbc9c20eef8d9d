"""The notices of a run for people: in a list, and one of them in full with its deliveries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.naming import person_name
from console.notice_drafts import window_words
from console.notice_seen import (
    STATE_WORDS,
    NoticesSeen,
    counted_states,
    kind_said,
    of_revision,
    route_words,
)
from console.output import wrapped
from notices.core.state import Reminder, Revision, Thread
from notices.outbox.delivery import Delivery
from notices.outbox.rows import SAID
from notices.wording.phrases import rung_words
from runbooks.clocktime import local, local_short


def list_lines(seen: NoticesSeen) -> Iterator[str]:
    """Each notice as it stands, the newest revision alone."""
    for thread in seen.book.threads.values():
        if thread.revisions:
            yield from _standing(seen, thread)
        else:
            yield f"{thread.id}: nothing is published yet"
            yield from _turned_down(thread)
        if thread.draft is not None:
            needed = thread.draft.needed_by
            by = f", needed by {local(needed, seen.zone)}" if needed else ""
            yield wrapped(f"    DRAFT {thread.draft.id} ({kind_said(thread.draft.kind)}){by}", 4)
        yield ""


def show_lines(seen: NoticesSeen, thread: Thread) -> Iterator[str]:
    """All revisions of a notice in their words, the oldest first, and what became of each."""
    if not thread.revisions:
        yield f"{thread.id}: nothing is published yet"
        yield from _turned_down(thread)
    for revision in thread.revisions:
        yield from _revision(seen, revision)
    for reminder in thread.reminders:
        yield from _reminder(seen, thread, reminder)


def _turned_down(thread: Thread) -> Iterator[str]:
    """That nobody is told of it, because somebody said no; nothing where a draft waits."""
    if thread.draft is None:
        why = " A draft of it was turned down." if thread.turned_down else ""
        yield wrapped(f"    No draft waits.{why}", 4)


def _standing(seen: NoticesSeen, thread: Thread) -> Iterator[str]:
    newest = thread.revisions[-1]
    notice = newest.notice
    test = "" if not notice.test else ("TEST, " if notice.live else "REHEARSAL, ")
    head = f"{notice.id}, revision {notice.revision}: {test}{kind_said(notice.kind)}"
    yield wrapped(f"{head}, {_published(newest, seen)}")
    yield wrapped(f"    {notice.content.title}: {window_words(notice.window, seen.zone)}", 4)
    if newest.withheld:
        yield wrapped(f"    WITHHELD, it went to nobody; {newest.withheld}", 4)
    else:
        sent = counted_states(of_revision(seen, notice.id, notice.revision, event=SAID))
        yield wrapped(f"    Deliveries: {sent or 'none; nobody subscribes to it'}", 4)
    if notice.content.next_update_due and not notice.over:
        yield f"    Next update due {local(notice.content.next_update_due, seen.zone)}"


def _revision(seen: NoticesSeen, revision: Revision) -> Iterator[str]:
    notice = revision.notice
    head = f"{notice.id}, revision {notice.revision} ({kind_said(notice.kind)})"
    yield wrapped(f"{head}, {_published(revision, seen)}")
    if revision.withheld:
        yield wrapped(f"WITHHELD, it went to nobody; {revision.withheld}")
    yield from (wrapped(f"    {line}", 4).rstrip() for line in revision.text.splitlines())
    sent = of_revision(seen, notice.id, notice.revision, event=SAID)
    yield from _deliveries(seen, sent)
    yield ""


def _reminder(seen: NoticesSeen, thread: Thread, reminder: Reminder) -> Iterator[str]:
    what = f"Reminder of revision {reminder.revision}, {rung_words(reminder.rung)} before"
    at = local(reminder.at, seen.zone)
    if reminder.skipped:
        yield wrapped(f"{what}, left out at {at}: {reminder.skipped}")
        return
    yield f"{what}, {at}"
    event = f"reminder:{reminder.rung}"
    yield from _deliveries(seen, of_revision(seen, thread.id, reminder.revision, event=event))
    yield ""


def _deliveries(seen: NoticesSeen, found: Sequence[Delivery]) -> Iterator[str]:
    if not found:
        yield "  It went over no route."
    for each in found:
        yield wrapped(f"  {delivery_words(seen, each)}", 6)


def delivery_words(seen: NoticesSeen, delivery: Delivery) -> str:
    """What became of a delivery, in a sentence without an address."""
    said = f"{route_words(seen.subscriptions, delivery.id.route)}: {STATE_WORDS[delivery.state]}"
    if delivery.attempts:
        last = delivery.attempts[-1]
        said += f", attempt {last.attempt} at {local_short(last.at, seen.zone)}"
        said += f" ({last.answer})" if last.answer else ""
    if delivery.acknowledged_at is not None:
        by = person_name(delivery.acknowledged_who) if delivery.acknowledged_who else ""
        who = f" by {by}" if by else ""
        said += f", {local_short(delivery.acknowledged_at, seen.zone)}{who}"
    reasons = (delivery.failing, delivery.suppressed, delivery.bounced)
    return "; ".join((said, *(why for why in reasons if why and why != delivery.answer)))


def _published(revision: Revision, seen: NoticesSeen) -> str:
    notice = revision.notice
    at = local(notice.published_at, seen.zone)
    return f"published {at}, approved by {person_name(notice.approved_by)}"
