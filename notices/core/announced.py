"""The announced ends of outages: what was told, whatever a forecast says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from notices.core.state import NoticeBook


def announced_ends(book: NoticeBook) -> Mapping[str, datetime]:
    """The announced end (UTC) of each outage that was told of and is not cancelled, by outage.

    Where audiences were told different ends, the earliest: whoever relies on that one is the first
    to be let down. A notice whose system stays closed is left out once the outage itself has ended.
    """
    ends: dict[str, datetime] = {}
    for thread in book.threads.values():
        newest = thread.newest
        if newest is None or not thread.outage or newest.status == "cancelled":
            continue
        if newest.content.stays_closed and newest.content.actual.end is not None:
            continue
        if (end := newest.window.end) is not None:
            ends[thread.outage] = min(end, ends.get(thread.outage, end))
    return ends
