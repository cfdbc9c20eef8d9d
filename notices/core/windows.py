"""Moving a window, with what is counted from its ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from notices.core.notice import Content, Window


def moved_to(content: Content, window: Window) -> Content:
    """The content at another window: what stands before the start, or behind the end, goes along.

    Settlement periods stay as they are: which days they are of is for whoever drafts to say.
    """
    before = _shift(content.window.start, window.start)
    behind = _shift(content.window.end, window.end)
    cutoff = content.cutoff
    return replace(
        content,
        window=window,
        cutoff=replace(cutoff, at=cutoff.at + before) if cutoff else None,
        submit_by=tuple(replace(one, at=one.at + before) for one in content.submit_by),
        backlog_clear_by=_moved(content.backlog_clear_by, behind),
        hard_limit_at=_moved(content.hard_limit_at, before),
    )


def _shift(before: datetime | None, after: datetime | None) -> timedelta:
    return timedelta() if before is None or after is None else after - before


def _moved(at: datetime | None, by: timedelta) -> datetime | None:
    return None if at is None else at + by
