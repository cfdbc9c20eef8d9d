"""Deciding on drafts: made, let out by somebody or by a rule, turned down, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from notices.core.asked import ApproveDraft, DraftNotice, RejectDraft, WithdrawDraft
from notices.core.context import Context, Words
from notices.core.drafts import Draft
from notices.core.events import DraftWithdrawn, NoticeDrafted, NoticeEvent
from notices.core.fitting import check_fits, check_kind
from notices.core.notice import Content
from notices.core.publishing import RULES, Saying, published
from notices.core.state import NoticeBook, Thread
from notices.core.windows import moved_to
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import check_reason, refuse

Answer = Sequence[NoticeEvent] | Refusal


def draft_notice(
    book: NoticeBook, command: DraftNotice, now: datetime, context: Context, words: Words
) -> Answer:
    """A draft, or at once a revision where a rule lets it out.

    What the linter finds fault with no rule lets out: somebody looks at it first.
    """
    thread = book.thread(command.notice) or Thread(id=command.notice, outage=command.outage)
    if refusal := check_kind(thread.newest, command.kind, command.notice):
        return refusal
    wrong = words.problems(command.content, context.zone)
    if wrong and command.approval == "rule" and _another_lies_open(thread, command):
        return refuse(
            "draft-open",
            f"A rule lets nothing out that has faults, and {command.notice} has an open draft.",
            "Approve that draft or turn it down first.",
        )
    if command.approval == "person" or wrong:
        return (NoticeDrafted(draft=_draft(thread, command, now, wrong)),)
    if refusal := check_fits(
        thread.newest,
        command.kind,
        command.content,
        notice=command.notice,
        now=now,
        zone=context.zone,
    ):
        return refusal
    saying = Saying(
        notice=command.notice,
        outage=command.outage,
        kind=command.kind,
        content=command.content,
        approved_by=f"rule: {RULES[command.kind]}",
        planned=command.planned,
        texts=command.texts,
    )
    return published(thread, saying, now, context, words)


def approve(
    book: NoticeBook, command: ApproveDraft, now: datetime, context: Context, words: Words
) -> Answer:
    """The draft goes out, with what its approver changed."""
    found = _open_draft(book, command.draft)
    if isinstance(found, Refusal):
        return found
    thread, draft = found
    content = _edited(draft.content, command)
    newest, zone = thread.newest, context.zone
    if refusal := check_fits(newest, draft.kind, content, notice=draft.notice, now=now, zone=zone):
        return refusal
    if refusal := check_content(content, words, zone):
        return refusal
    saying = Saying(
        notice=draft.notice,
        outage=draft.outage,
        kind=draft.kind,
        content=content,
        approved_by=command.actor,
        draft=draft.id,
        planned=draft.planned,
        texts=draft.texts,
    )
    return published(thread, saying, now, context, words)


def reject(book: NoticeBook, command: RejectDraft) -> Answer:
    """The draft is turned down, with a reason that stays in the journal."""
    found = _open_draft(book, command.draft)
    if isinstance(found, Refusal):
        return found
    if refusal := check_reason("Turning a draft down", command.reason):
        return refusal
    return (DraftWithdrawn(draft=command.draft, reason=command.reason, rejected=True),)


def withdraw(book: NoticeBook, command: WithdrawDraft) -> Answer:
    """The keeper takes a draft back."""
    found = _open_draft(book, command.draft)
    if isinstance(found, Refusal):
        return found
    return (DraftWithdrawn(draft=command.draft, reason=command.reason),)


def check_content(content: Content, words: Words, zone: str) -> Refusal | None:
    """The linter finds nothing wrong with what is to be said."""
    wrong = words.problems(content, zone)
    if not wrong:
        return None
    return refuse("notice-malformed", " ".join(wrong), "Correct it; nothing went out.")


def _another_lies_open(thread: Thread, command: DraftNotice) -> bool:
    return thread.draft is not None and thread.draft.kind != command.kind


def _draft(thread: Thread, command: DraftNotice, now: datetime, wrong: Sequence[str]) -> Draft:
    faults = f" To be put right first: {' '.join(wrong)}" if wrong else ""
    return Draft(
        id=f"{command.notice}#{thread.drafted + 1}",
        notice=command.notice,
        outage=command.outage,
        kind=command.kind,
        content=command.content,
        because=f"{command.because}{faults}",
        approval="person",
        needed_by=command.needed_by,
        forecast_end=command.forecast_end,
        planned=command.planned,
        texts=command.texts,
        drafted_at=now,
    )


def _open_draft(book: NoticeBook, draft: str) -> tuple[Thread, Draft] | Refusal:
    notice, _, number = draft.rpartition("#")
    thread = book.thread(notice)
    if thread is None or not number.isdecimal() or not 1 <= int(number) <= thread.drafted:
        return refuse(
            "unknown-draft",
            f"There is no draft {draft}.",
            "See `callboard notices drafts` for what waits.",
        )
    if thread.draft is None or thread.draft.id != draft:
        return refuse(
            "draft-superseded",
            f"{draft} is open no more: it went out, was turned down, or a newer one took its "
            "place.",
            f"Look at {thread.draft.id} instead." if thread.draft else "Nothing is to be done.",
        )
    return thread, thread.draft


def _edited(content: Content, command: ApproveDraft) -> Content:
    if command.end is not None:
        content = moved_to(content, replace(content.window, end=command.end))
    return replace(
        content,
        cause=content.cause if command.cause is None else command.cause,
        action_required=content.action_required
        if command.action_required is None
        else command.action_required,
        next_update_due=content.next_update_due
        if command.next_update_due is None
        else command.next_update_due,
    )
