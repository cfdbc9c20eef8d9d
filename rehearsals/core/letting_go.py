"""When a link lets its task go: from an end of the predecessor, after a lag or before it by a lead.

A link from a finish (FS, FF) counts from when the predecessor was done or skipped, one from a start
(SS, SF) from when it began, or was skipped. FS and SS hold the start of a task, FF and SF its
finish. A fact is never expected back in time: a lead on a finish counts from the likely finish of
the predecessor's running attempt, never from before it began, and comes with the predecessor's real
finish at the latest, if that is earlier than expected. It does not move once that is over. There is
no lead on a start, nor on the finish of a gate's meeting, which a go alone brings about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rehearsals.core.state import RunState
from rehearsals.core.working import likely_finish
from runbooks.tasks import Link, LinkKind

_FROM_START = (LinkKind.START_START, LinkKind.START_FINISH)
_HOLD_START = (LinkKind.FINISH_START, LinkKind.START_START)


def from_start(link: Link) -> bool:
    """Whether a link counts from the start of the predecessor."""
    return link.link in _FROM_START


def holds_start(link: Link) -> bool:
    """Whether a link holds the start of its task; else it holds the finish."""
    return link.link in _HOLD_START


def holding_start(state: RunState, task_id: str) -> Iterator[Link]:
    """The links that hold the start of a task."""
    return (link for link in state.index.before[task_id] if holds_start(link))


def holding_finish(state: RunState, task_id: str) -> Iterator[Link]:
    """The links that hold the finish of a task."""
    return (link for link in state.index.before[task_id] if not holds_start(link))


def lets_go_at(state: RunState, link: Link) -> datetime | None:
    """The instant (UTC) from which a link holds its task no longer; None while nobody can say."""
    settled_at = state.task(link.task).settled_at
    if is_expected(state, link):
        expected = _expected(state, link)
        known = [each for each in (expected, settled_at) if each is not None]
        return min(known, default=None)
    happened = happened_at(state, link)
    return None if happened is None else happened + timedelta(seconds=max(link.lag, 0))


def happened_at(state: RunState, link: Link) -> datetime | None:
    """When the end of the predecessor was reached from which a link counts; None if it was not."""
    record = state.task(link.task)
    if from_start(link):
        return record.started_at or record.settled_at
    return record.settled_at


def is_expected(state: RunState, link: Link) -> bool:
    """Whether a link has a lead that counts: it lets go before the predecessor has ended."""
    return link.lag < 0 and not from_start(link) and link.task not in state.index.meeting_of


def _expected(state: RunState, link: Link) -> datetime | None:
    """When a lead lets go by the predecessor's likely finish; None if it neither runs nor is done.

    What holds that finish must be over: then it is likely no earlier than that allows.
    """
    record = state.task(link.task)
    if record.progress not in ("running", "done"):
        return None
    began = record.attempts[-1].started_at
    likely, known = likely_finish(state, link.task, began), began
    for hold in holding_finish(state, link.task):
        happened = happened_at(state, hold)
        if happened is None:
            return None
        likely = max(likely, happened + timedelta(seconds=hold.lag))
        known = max(known, happened)
    return max(known, likely + timedelta(seconds=link.lag))


def let_go_words(state: RunState, link: Link) -> str:
    """What has happened when a link lets go: `A was done and the lag of 15 minutes was over`."""
    record = state.task(link.task)
    if is_expected(state, link):
        if record.settled_at is not None and lets_go_at(state, link) == record.settled_at:
            return f"{link.task} was {record.progress}"
        return f"{link.task} was likely to be done in {-link.lag // 60} minutes"
    begun = from_start(link) and record.started_at is not None
    lag = f" and the lag of {link.lag // 60} minutes was over" if link.lag > 0 else ""
    return f"{link.task} was {'started' if begun else record.progress}{lag}"
