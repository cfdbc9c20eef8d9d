"""How a fact changes the notices of a run. Pure: the given state stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from notices.core.events import (
    ApproverWarned,
    DraftWithdrawn,
    NoticeDrafted,
    NoticeEvent,
    NoticePublished,
    ReminderIssued,
    ReminderSkipped,
    TaskFulfilled,
)
from notices.core.state import NoticeBook, Reminder, Revision, Thread
from rehearsals.core.fact import Entered


def apply_notices(book: NoticeBook, fact: Entered[NoticeEvent]) -> NoticeBook:
    """The notices after one more fact."""
    event = fact.event
    match event:
        case TaskFulfilled():
            fulfilled = {**book.fulfilled, (event.task, event.attempt): event.keys}
            return replace(book, fulfilled=fulfilled, seq=book.seq + 1)
        case NoticeDrafted():
            changed = _drafted(book, event)
        case DraftWithdrawn():
            changed = _withdrawn(book, event)
        case NoticePublished():
            changed = _published(book, event)
        case ReminderIssued() | ReminderSkipped():
            changed = _reminded(book, event, fact)
        case ApproverWarned():
            thread = _thread(book, event.notice)
            changed = replace(thread, warnings=(*thread.warnings, event))
        case _:
            assert_never(event)
    return replace(book, threads={**book.threads, changed.id: changed}, seq=book.seq + 1)


def _thread(book: NoticeBook, notice: str, outage: str = "") -> Thread:
    return book.threads.get(notice) or Thread(id=notice, outage=outage)


def _drafted(book: NoticeBook, event: NoticeDrafted) -> Thread:
    draft = event.draft
    thread = _thread(book, draft.notice, draft.outage)
    return replace(thread, draft=draft, drafted=thread.drafted + 1)


def _withdrawn(book: NoticeBook, event: DraftWithdrawn) -> Thread:
    thread = _thread(book, event.draft.rpartition("#")[0])
    draft = thread.draft
    if draft is None or draft.id != event.draft:
        return thread
    if not event.rejected:
        return replace(thread, draft=None)
    return replace(
        thread,
        draft=None,
        rejected=(draft.kind, draft.because, draft.content.window.end),
        turned_down=draft,
        planned=draft.planned or thread.planned,
    )


def _published(book: NoticeBook, event: NoticePublished) -> Thread:
    notice = event.notice
    thread = _thread(book, notice.id, notice.outage)
    revision = Revision(
        notice=notice, text=event.text, payload=event.payload, withheld=event.withheld
    )
    was_the_draft = thread.draft is not None and thread.draft.id == event.draft
    return replace(
        thread,
        revisions=(*thread.revisions, revision),
        draft=None if was_the_draft else thread.draft,
        planned=event.planned or thread.planned,
        texts=event.texts or thread.texts,
    )


def _reminded(
    book: NoticeBook, event: ReminderIssued | ReminderSkipped, fact: Entered[NoticeEvent]
) -> Thread:
    thread = _thread(book, event.notice)
    reminder = Reminder(rung=event.rung, revision=event.revision, at=fact.at)
    if isinstance(event, ReminderIssued):
        reminder = replace(
            reminder, text=event.text, payload=event.payload, withheld=event.withheld
        )
    else:
        reminder = replace(reminder, skipped=event.reason)
    return replace(thread, reminders=(*thread.reminders, reminder))
