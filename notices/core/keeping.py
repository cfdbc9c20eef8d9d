"""Deciding on what the keeper does by itself: reminders, warnings, and tasks that are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from notices.core.asked import FulfilTask, IssueReminder, SkipReminder, WarnApprover
from notices.core.context import Context, Words
from notices.core.events import (
    ApproverWarned,
    NoticeEvent,
    ReminderIssued,
    ReminderSkipped,
    TaskFulfilled,
)
from notices.core.fitting import nothing_published
from notices.core.ladder import handled
from notices.core.notice import Notice
from notices.core.state import NoticeBook
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse

Answer = Sequence[NoticeEvent] | Refusal


def remind(
    book: NoticeBook, command: IssueReminder, now: datetime, context: Context, words: Words
) -> Answer:
    """A reminder of the newest revision, of an outage that is still ahead."""
    found = _to_remind_of(book, command.notice, command.rung)
    if isinstance(found, Refusal):
        return found
    if found.status not in ("provisional", "firm"):
        return refuse(
            "too-late-to-remind",
            f"{found.id} is {found.status}; nobody is reminded of it any more.",
            "Leave it.",
        )
    return (
        ReminderIssued(
            notice=found.id,
            revision=found.revision,
            rung=command.rung,
            text=words.text(found, command.rung),
            payload=words.payload(found, command.rung, now),
            withheld=context.withheld,
        ),
    )


def skip_reminder(book: NoticeBook, command: SkipReminder) -> Answer:
    """That a reminder was left out, and why."""
    found = _to_remind_of(book, command.notice, command.rung)
    if isinstance(found, Refusal):
        return found
    return (
        ReminderSkipped(
            notice=found.id, revision=found.revision, rung=command.rung, reason=command.reason
        ),
    )


def warn_approver(book: NoticeBook, command: WarnApprover) -> Answer:
    """That whoever approves was warned."""
    if book.thread(command.notice) is None:
        return nothing_published(command.notice)
    return (
        ApproverWarned(
            notice=command.notice,
            draft=command.draft,
            rung=command.rung,
            needed_by=command.needed_by,
            text=command.text,
        ),
    )


def fulfil(book: NoticeBook, command: FulfilTask) -> Answer:
    """That a task which waited for notices waits no more; the notices are out."""
    out = {revision.notice.key for revision in book.revisions}
    if missing := [key for key in command.keys if key not in out]:
        return nothing_published(missing[0])
    if (command.task, command.attempt) in book.fulfilled:
        return refuse("fulfilled", f"{command.task} waits for no notice any more.", "Leave it.")
    return (TaskFulfilled(task=command.task, attempt=command.attempt, keys=command.keys),)


def _to_remind_of(book: NoticeBook, notice: str, rung: str) -> Notice | Refusal:
    thread = book.thread(notice)
    if thread is None or thread.newest is None:
        return nothing_published(notice)
    if handled(thread, rung):
        return refuse("reminded", f"The reminder {rung} of {notice} is dealt with.", "Leave it.")
    return thread.newest
