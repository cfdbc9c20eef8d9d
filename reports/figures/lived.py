"""Waiting and work of a task, apart: people waiting is never counted as work.

    work    = sum of (ended - started) over the attempts, failed ones included; not those of unknown
              outcome, of which nobody knows how long a machine was at work
    waiting = (first start - ready) + what lies between the first start and the last and is no work

So ready + waiting + work is the finish, without remainder. All in minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearsals.core.state import Attempt, TaskRecord
from reports.figures.lengths import Lengths


def work_minutes(record: TaskRecord, length: Lengths) -> float | None:
    """Minutes in which somebody worked on a task; None until it is done."""
    if record.progress != "done":
        return None
    return _worked(record.attempts, length)


def waiting_minutes(record: TaskRecord, ready: datetime | None, length: Lengths) -> float | None:
    """Minutes in which a task could have gone on and did not; None until it is started."""
    if ready is None or record.started_at is None:
        return None
    return length(ready, record.started_at) + between_attempts_minutes(record, length)


def between_attempts_minutes(record: TaskRecord, length: Lengths) -> float:
    """The part of the waiting that lies between a failed attempt and the next start."""
    if not record.attempts:
        return 0
    *earlier, last = record.attempts
    return length(record.attempts[0].started_at, last.started_at) - _worked(earlier, length)


def _worked(attempts: Sequence[Attempt], length: Lengths) -> float:
    known = (a for a in attempts if a.ended_at and a.outcome != "unknown")
    return sum(length(a.started_at, a.ended_at) for a in known if a.ended_at)
