"""Waiting and work of a task, apart: people waiting is never counted as work.

    work    = sum of (ended - started) over the attempts, failed ones included
    waiting = (first start - ready) + sum of the gaps between one attempt and the next

So ready + waiting + work is the finish, without remainder. All in minutes.
"""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from rehearsals.core.state import TaskRecord
from reports.figures.material import minutes, minutes_between


def work_minutes(record: TaskRecord) -> float | None:
    """Minutes in which somebody worked on a task; None until it is done."""
    if record.progress != "done":
        return None
    return sum(minutes(a.ended_at - a.started_at) for a in record.attempts if a.ended_at)


def waiting_minutes(record: TaskRecord, ready: datetime | None) -> float | None:
    """Minutes in which a task could have gone on and did not; None until it is started."""
    before = minutes_between(ready, record.started_at)
    return None if before is None else before + between_attempts_minutes(record)


def between_attempts_minutes(record: TaskRecord) -> float:
    """The part of the waiting that lies between a failed attempt and the next start."""
    gaps = (
        minutes_between(before.ended_at, after.started_at)
        for before, after in pairwise(record.attempts)
    )
    return sum(gap for gap in gaps if gap is not None)
