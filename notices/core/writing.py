"""Deciding on what somebody writes by hand: updates of what is out, and notices of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from notices.core.asked import WriteNotice, WriteUpdate
from notices.core.context import Context, Words
from notices.core.events import NoticeEvent
from notices.core.fitting import check_fits, nothing_published
from notices.core.letting_out import check_content
from notices.core.notice import Content, Notice, Window
from notices.core.publishing import Saying, published
from notices.core.state import NoticeBook, Thread
from notices.core.windows import moved_to
from notices.core.words import Kind
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse

Answer = Sequence[NoticeEvent] | Refusal
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$")
#: What the run itself tells of its outages: nobody says by hand that one began.
_BY_THE_RUN: Collection[Kind] = ("provisional", "firm", "started", "completed", "holding")
_BY_HAND: Collection[Kind] = ("provisional", "holding")


def write_update(
    book: NoticeBook, command: WriteUpdate, now: datetime, context: Context, words: Words
) -> Answer:
    """A revision by hand; one that moves the window is told as what it is."""
    thread = book.thread(command.notice)
    newest = thread.newest if thread else None
    if thread is None or newest is None:
        return nothing_published(command.notice)
    if refusal := _check_teller(newest, command):
        return refusal
    if refusal := _check_to_come(newest, command):
        return refusal
    content = _updated(newest, command, now)
    kind = _told_as(newest, command.kind, content)
    if refusal := check_fits(newest, kind, content, notice=newest.id, now=now, zone=context.zone):
        return refusal
    if refusal := check_content(content, words, context.zone):
        return refusal
    saying = Saying(
        notice=newest.id,
        outage=newest.outage,
        kind=kind,
        content=content,
        approved_by=command.actor,
        planned=thread.planned,
    )
    return published(thread, saying, now, context, words)


def write_notice(
    book: NoticeBook, command: WriteNotice, now: datetime, context: Context, words: Words
) -> Answer:
    """A notice of its own; one of an outage that has begun says so."""
    if refusal := _check_name(book, command.name, context):
        return refusal
    content = command.content
    start = content.window.start
    begun = start is not None and start <= now
    kind: Kind = "started" if begun else "firm"
    if begun and content.actual.start is None:
        content = replace(content, actual=Window(start=start, end=None))
    notice = f"{context.run}-{command.name}"
    if refusal := check_fits(None, "firm", content, notice=notice, now=now, zone=context.zone):
        return refusal
    if refusal := check_content(content, words, context.zone):
        return refusal
    saying = Saying(notice=notice, outage="", kind=kind, content=content, approved_by=command.actor)
    return published(Thread(id=notice, outage=""), saying, now, context, words)


def _check_teller(newest: Notice, command: WriteUpdate) -> Refusal | None:
    if newest.outage and command.kind in _BY_THE_RUN:
        return refuse(
            "told-by-the-run",
            f"That {newest.outage} is {command.kind} follows from the run, and is told by itself.",
            "Say in the run what has happened; or write an update of kind `updated`.",
        )
    if command.kind in _BY_HAND:
        return refuse(
            "kind-out-of-place",
            f"Nobody writes an update of kind `{command.kind}`.",
            "Choose `updated`, `rescheduled`, `extended`, `cancelled`, `started`, `completed` or "
            "`all_clear`.",
        )
    return None


def _check_to_come(newest: Notice, command: WriteUpdate) -> Refusal | None:
    """What has been is told as it was: nobody announces it anew."""
    began, ended = newest.content.actual.start, newest.content.actual.end
    # Of a notice of one's own nobody else knows; what reopened for others alone still has an end.
    start = command.start if newest.outage else None
    end = None if newest.content.stays_closed else command.end
    for given, happened, what in ((start, began, "start"), (end, ended, "end")):
        if given is None or happened is None:
            continue
        return refuse(
            "window-is-past",
            f"The {what} of {newest.id} was told as it happened; it is announced no other.",
            f"Leave it out (--{what}), and say in the cause what is new.",
        )
    return None


def _updated(newest: Notice, command: WriteUpdate, now: datetime) -> Content:
    before = newest.content
    window = Window(
        start=before.window.start if command.start is None else command.start,
        end=before.window.end if command.end is None else command.end,
    )
    content = moved_to(before, window) if window != before.window else before
    content = replace(
        content,
        cause=command.cause,
        action_required=content.action_required
        if command.action_required is None
        else command.action_required,
        next_update_due=_next_update(newest, command, now),
    )
    return _as_it_is(content, command.kind, now)


def _next_update(newest: Notice, command: WriteUpdate, now: datetime) -> datetime | None:
    """What was promised before still holds, unless it is past or nothing follows."""
    if command.next_update_due is not None:
        return command.next_update_due
    before = newest.content.next_update_due
    last = command.kind in ("cancelled", "all_clear", "completed")
    return None if last or before is None or before <= now else before


def _as_it_is(content: Content, kind: Kind, now: datetime) -> Content:
    match kind:
        case "started":
            return replace(content, actual=Window(start=now, end=None))
        case "completed":
            start = content.actual.start or content.window.start
            return replace(content, actual=Window(start=start, end=now))
        case "all_clear":
            return replace(content, all_clear_at=now, stays_closed=False, open_ended=False)
        case _:
            return content


def _told_as(newest: Notice, kind: Kind, content: Content) -> Kind:
    """What an update that moves the window is."""
    before, after = newest.window, content.window
    if kind != "updated" or before == after or newest.content.actual.end is not None:
        return kind
    if newest.status in ("provisional", "firm"):
        return "rescheduled"
    later = before.end is None or (after.end is not None and after.end > before.end)
    return "extended" if newest.status == "started" and later else kind


def _check_name(book: NoticeBook, name: str, context: Context) -> Refusal | None:
    if not _NAME.match(name):
        return refuse(
            "name-malformed",
            f"{name!r} is no name for a notice.",
            "Use letters, digits, dots, hyphens and underscores, 48 of them at most: NTC-1.",
        )
    mine = name.removesuffix("-STAYS")
    if mine in context.outages or book.thread(f"{context.run}-{name}") is not None:
        return refuse(
            "name-taken",
            f"There is a notice {context.run}-{name}, or will be one of that outage.",
            "Choose another name, or update that one: `callboard notices update`.",
        )
    return None
