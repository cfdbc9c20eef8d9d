"""Whether a revision fits behind what was said before: the right kind, at a window that can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from notices.core.notice import Content, Notice
from notices.core.words import Kind, Status
from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from runbooks.clocktime import local

#: What may be said where an outage stands, as far as was told. `started` behind an end: it was told
#: by mistake, and the system is out.
_AFTER: Mapping[Status, tuple[Kind, ...]] = {
    "provisional": ("firm", "rescheduled", "started", "updated", "completed", "cancelled"),
    "firm": ("firm", "rescheduled", "started", "updated", "completed", "cancelled"),
    "started": ("extended", "holding", "updated", "completed", "all_clear"),
    "completed": ("started", "updated", "all_clear"),
    "cancelled": ("started",),
}
#: What may be said first; what began before anybody let its announcement out is told as it is.
_FIRST: Collection[Kind] = ("provisional", "firm", "started", "completed")
_AHEAD: Collection[Kind] = ("provisional", "firm", "rescheduled", "extended")


def awaits_all_clear(notice: Notice) -> bool:
    """Whether it was told to be over, and yet nobody may resume before the all-clear."""
    return bool(notice.content.resume_at) and notice.content.all_clear_at is None


def check_fits(
    newest: Notice | None,
    kind: Kind,
    content: Content,
    *,
    notice: str,
    now: datetime,
    zone: str,
) -> Refusal | None:
    """What is said fits behind what was said; `now` is the run's time."""
    return (
        check_kind(newest, kind, notice)
        or _check_all_clear(newest, kind, content, notice)
        or check_window(newest, kind, content, now, zone)
    )


def check_kind(newest: Notice | None, kind: Kind, notice: str) -> Refusal | None:
    """A kind that fits behind the newest revision."""
    if newest is None:
        return None if kind in _FIRST else nothing_published(notice)
    if kind not in _AFTER[newest.status] or _says_no_more(newest, kind):
        return _out_of_place(newest, kind)
    return None


def check_window(
    newest: Notice | None, kind: Kind, content: Content, now: datetime, zone: str
) -> Refusal | None:
    """Ends that come after their beginning, and a new end that lets nobody down."""
    start, end = content.window.start, content.window.end
    if start is not None and end is not None and end <= start:
        return refuse(
            "end-not-after-start",
            f"The outage would end at {local(end, zone)}, not after its start at "
            f"{local(start, zone)}.",
            "Give an end after the start.",
        )
    if end is not None and end <= now and kind in _AHEAD:
        return refuse(
            "end-in-the-past",
            f"The end {local(end, zone)} is past; it is {local(now, zone)}.",
            "Give an end that is still to come (--end).",
        )
    due = content.next_update_due
    if due is not None and due <= now:
        return refuse(
            "next-update-in-the-past",
            f"The next update is promised for {local(due, zone)}, which is past.",
            "Give a time that is still to come (--next-update).",
        )
    return _check_end(newest, kind, content, zone)


def _check_end(newest: Notice | None, kind: Kind, content: Content, zone: str) -> Refusal | None:
    """Once it has begun, an announced end is only put off: people count on the one they know."""
    if newest is None or newest.status != "started" or newest.content.stays_closed:
        return _check_later(newest, kind, content, zone)
    before, end = newest.window.end, content.window.end
    if before is not None and end is not None and end < before:
        return refuse(
            "end-brought-forward",
            f"{newest.id} was announced to end at {local(before, zone)}; since it has begun, its "
            "end is not brought forward.",
            f"Give an end after {local(before, zone)}; if it ends earlier, that is told then.",
        )
    return _check_later(newest, kind, content, zone)


def _check_later(newest: Notice | None, kind: Kind, content: Content, zone: str) -> Refusal | None:
    if kind != "extended" or newest is None:
        return None
    before, end = newest.window.end, content.window.end
    if before is None or end is None or end > before:
        return None
    return refuse(
        "end-not-later",
        f"{newest.id} is announced to end at {local(before, zone)}; {local(end, zone)} extends "
        "nothing.",
        f"Give an end after {local(before, zone)} (--end).",
    )


def _check_all_clear(
    newest: Notice | None, kind: Kind, content: Content, notice: str
) -> Refusal | None:
    """Nobody is told to resume by anything but the all-clear itself."""
    given = newest.content.all_clear_at if newest else None
    if kind == "all_clear" or content.all_clear_at in (None, given):
        return None
    return refuse(
        "all-clear-first",
        f"A revision `{kind}` of {notice} would say that the all-clear was given.",
        "Tell the all-clear as what it is: --kind all_clear.",
    )


def nothing_published(notice: str) -> Refusal:
    """There is nothing out that could be updated."""
    return refuse(
        "nothing-published",
        f"Nothing of {notice} is out that could be updated.",
        "Approve its draft first: see `callboard notices drafts`.",
    )


def _says_no_more(newest: Notice, kind: Kind) -> bool:
    """What is over takes the all-clear, and updates as long as that is awaited, and no more."""
    if kind == "all_clear":
        stays = newest.content.stays_closed
        return newest.content.all_clear_at is not None or (newest.status == "started" and not stays)
    return newest.status == "completed" and kind == "updated" and not awaits_all_clear(newest)


def _out_of_place(newest: Notice, kind: Kind) -> Refusal:
    word = kind.replace("_", " ")
    if newest.over:
        awaits = awaits_all_clear(newest)
        return refuse(
            "notice-over",
            f"{newest.id} is {newest.status}; nothing is {word} any more.",
            "The all-clear can still be told: --kind all_clear."
            if awaits
            else "Write a notice of its own: `callboard notices write`.",
        )
    return refuse(
        "kind-out-of-place",
        f"{newest.id} stands as {newest.status}; a revision `{word}` does not fit behind that.",
        f"Fitting are: {', '.join(_AFTER[newest.status])}.",
    )
