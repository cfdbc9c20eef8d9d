"""`decide_notices(book, command, now, context, words)`: what a command on notices brings about.

Pure: who may is asked first, then what fits; what can be refused is refused with the next action.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from notices.core import asked as a
from notices.core.context import Context, Words
from notices.core.events import NoticeEvent
from notices.core.keeping import fulfil, remind, skip_reminder, warn_approver
from notices.core.letting_out import approve, draft_notice, reject, withdraw
from notices.core.permissions import check_may
from notices.core.state import NoticeBook
from notices.core.writing import write_notice, write_update
from rehearsals.core.command import Refusal

Answer = Sequence[NoticeEvent] | Refusal
_OF_DRAFTS = a.DraftNotice | a.ApproveDraft | a.RejectDraft | a.WithdrawDraft


def decide_notices(
    book: NoticeBook, command: a.NoticeCommand, now: datetime, context: Context, words: Words
) -> Answer:
    """The events that a command brings about, or why it does not; `now` is the run's time."""
    if refusal := check_may(context, command):
        return refusal
    if isinstance(command, _OF_DRAFTS):
        return _of_drafts(book, command, now, context, words)
    match command:
        case a.WriteUpdate():
            return write_update(book, command, now, context, words)
        case a.WriteNotice():
            return write_notice(book, command, now, context, words)
        case a.IssueReminder():
            return remind(book, command, now, context, words)
        case a.SkipReminder():
            return skip_reminder(book, command)
        case a.WarnApprover():
            return warn_approver(book, command)
        case a.FulfilTask():
            return fulfil(book, command)
        case _:
            assert_never(command)


def _of_drafts(
    book: NoticeBook,
    command: a.DraftNotice | a.ApproveDraft | a.RejectDraft | a.WithdrawDraft,
    now: datetime,
    context: Context,
    words: Words,
) -> Answer:
    match command:
        case a.DraftNotice():
            return draft_notice(book, command, now, context, words)
        case a.ApproveDraft():
            return approve(book, command, now, context, words)
        case a.RejectDraft():
            return reject(book, command)
        case a.WithdrawDraft():
            return withdraw(book, command)
        case _:
            assert_never(command)
