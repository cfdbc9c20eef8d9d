"""A run as it will stand at a later instant if the rest goes by plan: what is touched by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rehearsals.core.state import Attempt, OutageRecord, RunState, TaskRecord
from rehearsals.outlook.dates import Dates
from rehearsals.outlook.outages import outage_of
from rehearsals.outlook.rest import Rest


def projected(rest: Rest, at: datetime) -> RunState:
    """The state with what will have begun before an instant (aware), and what will be over by it.

    As far as turning back looks at it: work on tasks, and outages. Now, it is the state itself.
    """
    state = rest.state
    if at <= rest.now:
        return state
    return replace(
        state,
        tasks={**state.tasks, **dict(_tasks(rest, at))},
        outages={**state.outages, **dict(_outages(rest, at))},
    )


def _tasks(rest: Rest, at: datetime) -> Iterator[tuple[str, TaskRecord]]:
    for task, dates in rest.dates.items():
        record = rest.state.task(task)
        if not record.settled and dates.start < at:
            yield task, _worked_on(record, dates, at)


def _worked_on(record: TaskRecord, dates: Dates, at: datetime) -> TaskRecord:
    attempts = record.attempts
    if record.progress == "open":
        fresh = Attempt(number=len(attempts) + 1, started_at=dates.start, started_by="")
        attempts = (*attempts, fresh)
    over = dates.finish <= at
    return replace(
        record,
        attempts=attempts,
        progress="done" if over else "running",
        settled_at=dates.finish if over else None,
    )


def _outages(rest: Rest, at: datetime) -> Iterator[tuple[str, OutageRecord]]:
    for key in rest.state.runbook.outages:
        out = outage_of(rest, key)
        if out.opens_at is not None and out.opens_at < at:
            ends_at = out.ends_at if out.ends_at and out.ends_at <= at else None
            yield key, OutageRecord(opened_at=out.opens_at, closed_at=ends_at)
