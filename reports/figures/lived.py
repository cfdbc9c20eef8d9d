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
from reports.figures.material import minutes, minutes_between


def work_minutes(record: TaskRecord) -> float | None:
    """Minutes in which somebody worked on a task; None until it is done."""
    if record.progress != "done":
        return None
    return _worked(record.attempts)


def waiting_minutes(record: TaskRecord, ready: datetime | None) -> float | None:
    """Minutes in which a task could have gone on and did not; None until it is started."""
    before = minutes_between(ready, record.started_at)
    return None if before is None else before + between_attempts_minutes(record)


def between_attempts_minutes(record: TaskRecord) -> float:
    """The part of the waiting that lies between a failed attempt and the next start."""
    if not record.attempts:
        return 0
    *earlier, last = record.attempts
    return minutes(last.started_at - record.attempts[0].started_at) - _worked(earlier)


def _worked(attempts: Sequence[Attempt]) -> float:
    known = (a for a in attempts if a.ended_at and a.outcome != "unknown")
    return sum(minutes(a.ended_at - a.started_at) for a in known if a.ended_at)
