"""From when to when an outage stands in a calendar; pure.

Until an outage is completed its entry shows what was announced, since only an approved revision may
move that. Once completed it shows what was: the entry is then a record, and whoever explains a gap
in their data with it must not be misled by a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.core.notice import Notice
from runbooks.clocktime import local

#: The shortest entry: parsers turn down one of no length, and it would show as a mere mark.
LEAST = timedelta(minutes=1)
#: How long an entry is that has neither an end nor a next update.
UNKNOWN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of a calendar, in whole seconds (UTC), and what it does not say by itself."""

    start: datetime
    #: Always later than the start.
    end: datetime
    #: After the title, where only the words tell how long it lasts; empty otherwise.
    beside: str = ""
    #: What about the entry is not what was announced, in sentences.
    notes: tuple[str, ...] = ()


def span_of(notice: Notice) -> Span:
    """The entry of a revision."""
    content, window = notice.content, notice.window
    if content.all_clear_at is not None and content.stays_closed:
        return _fitted(notice, window.start, content.all_clear_at)
    if notice.status == "completed" and not (content.open_ended or content.stays_closed):
        actual = content.actual
        return _fitted(notice, actual.start or window.start, actual.end or window.end)
    return _fitted(notice, window.start, window.end, open_ended=content.open_ended)


def _fitted(
    notice: Notice, start: datetime | None, end: datetime | None, *, open_ended: bool = False
) -> Span:
    """The entry of these instants, with something sensible, and said, for what is not known."""
    notes: list[str] = []
    beside = ""
    if start is None:
        start = notice.created_at if end is None else min(notice.created_at, end - LEAST)
        notes.append("It had begun before it was announced; when is not known.")
    start = start.replace(microsecond=0)
    if end is None:
        due = notice.content.next_update_due
        end = due if due is not None and due > start else start + UNKNOWN
        beside = "no end announced"
        notes.append("No end has been announced: the outage does not end with this entry.")
    elif open_ended:
        beside = f"until further notice, not before {local(end, notice.zone)}"
        notes.append("It stays closed until further notice, at least until the end of this entry.")
    end = max(end.replace(microsecond=0), start + LEAST)
    return Span(start=start, end=end, beside=beside, notes=tuple(notes))
