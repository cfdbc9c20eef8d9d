"""Which revisions the feeds show; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from notices.core.state import NoticeBook, Revision

#: How long what is over stays: a calendar that lost a cancelled entry would show its ghost.
KEPT = timedelta(days=90)


def told(books: Iterable[NoticeBook]) -> tuple[Revision, ...]:
    """Every revision that was let out, the oldest first; what was withheld was told to nobody."""
    found = (one for book in books for one in book.revisions if not one.withheld)
    return tuple(sorted(found, key=_place))


def newest(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """The newest revision of each notice, the longest unchanged first."""
    found: dict[str, Revision] = {}
    for one in revisions:
        before = found.get(one.notice.id)
        if before is None or before.notice.revision < one.notice.revision:
            found[one.notice.id] = one
    return tuple(sorted(found.values(), key=_place))


def current(revisions: Sequence[Revision], now: datetime) -> tuple[Revision, ...]:
    """All of every outage that is not over, and of what is over all that is of the last 90 days.

    `now` (UTC) is the time that the notices' own times are of. What is over counts from its end or
    its last notice, whichever is later.
    """
    gone = {one.notice.id for one in newest(revisions) if _until(one) + KEPT < now}
    return tuple(one for one in revisions if one.notice.id not in gone)


def _until(revision: Revision) -> datetime:
    """Until when a notice was of interest; for ever, as long as its outage is not over."""
    notice = revision.notice
    if not notice.over or (notice.content.stays_closed and notice.content.all_clear_at is None):
        return datetime.max.replace(tzinfo=notice.published_at.tzinfo) - KEPT
    ends = (notice.window.end, notice.content.actual.end, notice.content.all_clear_at)
    return max(notice.published_at, *(end for end in ends if end is not None), notice.created_at)


def _place(revision: Revision) -> tuple[datetime, str, int]:
    notice = revision.notice
    return notice.published_at, notice.id, notice.revision
