"""What can be said by hand behind what was said last; pure."""

from __future__ import annotations

from collections.abc import Mapping

from notices.core.fitting import check_kind
from notices.core.state import Thread
from notices.core.words import Kind

#: What somebody may write of an outage of the runbook, whose beginning and end follow from the run.
_OF_OUTAGE: Mapping[Kind, str] = {
    "updated": "Update: something else is new",
    "rescheduled": "Moved: it will be at another time",
    "extended": "It lasts longer",
    "all_clear": "All-clear: work may resume",
    "cancelled": "Cancelled: there will be no such outage",
}
_BY_HAND: Mapping[Kind, str] = {
    "updated": _OF_OUTAGE["updated"],
    "rescheduled": _OF_OUTAGE["rescheduled"],
    "started": "It has begun",
    "extended": _OF_OUTAGE["extended"],
    "completed": "It has ended",
    "all_clear": _OF_OUTAGE["all_clear"],
    "cancelled": _OF_OUTAGE["cancelled"],
}


def kinds_by_hand(thread: Thread) -> tuple[tuple[Kind, str], ...]:
    """The kinds of updates that fit now, with their words; none before the first revision."""
    newest = thread.newest
    if newest is None:
        return ()
    offered = _OF_OUTAGE if newest.outage else _BY_HAND
    return tuple(
        (kind, words)
        for kind, words in offered.items()
        if check_kind(newest, kind, thread.id) is None
    )
