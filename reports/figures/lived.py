"""Waiting and work of a task, apart: people waiting is never counted as work.

    work    = sum of (ended - started) over the attempts, failed ones included; not those of unknown
              outcome, of which nobody knows how long a machine was at work, nor those whose start
          was undone, because it was a mistake
    waiting = (first start - ready) + what lies between the first start and the last and is no work

So ready + waiting + work is the finish, without remainder. All in minutes. The waiting is below 0
where a task really began before it was ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rehearsals.core.state import Attempt, TaskRecord
from reports.figures.lengths import Lengths


def made(record: TaskRecord) -> tuple[Attempt, ...]:
    """The attempts that were really made."""
    return tuple(attempt for attempt in record.attempts if attempt.outcome != "undone")


def began_at(record: TaskRecord) -> datetime | None:
    """When the first of them began: waiting ends here."""
    attempts = made(record)
    return attempts[0].started_at if attempts else None


def work_minutes(record: TaskRecord, length: Lengths) -> float | None:
    """Minutes in which somebody worked on a task; None until it is done."""
    if record.progress != "done":
        return None
    return _worked(made(record), length)


def waiting_minutes(record: TaskRecord, ready: datetime | None, length: Lengths) -> float | None:
    """Minutes in which a task could have gone on and did not; None until it is started."""
    began = began_at(record)
    if ready is None or began is None:
        return None
    return length(ready, began) + between_attempts_minutes(record, length)


def between_attempts_minutes(record: TaskRecord, length: Lengths) -> float:
    """The part of the waiting that lies between an attempt that did not stand and the next."""
    attempts = made(record)
    if not attempts:
        return 0
    *earlier, last = attempts
    return length(attempts[0].started_at, last.started_at) - _worked(earlier, length)


def _worked(attempts: Sequence[Attempt], length: Lengths) -> float:
    known = (a for a in attempts if a.ended_at and a.outcome != "unknown")
    return sum(length(a.started_at, a.ended_at) for a in known if a.ended_at)
