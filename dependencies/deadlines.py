"""The fixed dates of a plan: which it keeps, with how much to spare, and what drives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from dependencies.chains import driving_chain
from dependencies.plan import Deadline, DeadlineKind, PlannedOutage, PlannedTask
from dependencies.way_back_length import last_rollback_gate, rollback_with_margin
from runbooks.instants import instant_of
from runbooks.model import Runbook

Tasks = Mapping[str, PlannedTask]


class FixedDate(NamedTuple):
    """A fixed date, when the plan has it, and the task that it hangs on."""

    id: str
    kind: DeadlineKind
    task: str | None
    at: datetime
    expected: datetime


def plan_deadlines(
    runbook: Runbook, tasks: Tasks, outages: Mapping[str, PlannedOutage]
) -> tuple[Deadline, ...]:
    """The deadlines of a plan by their dates; raises TimeError."""
    found = (
        *_of_tasks(runbook, tasks),
        *_of_outages(runbook, outages),
        *_of_the_way_back(runbook, tasks),
    )
    return tuple(_deadline(runbook, tasks, date) for date in sorted(found, key=_by_date))


def _by_date(date: FixedDate) -> datetime:
    return date.at


def _of_tasks(runbook: Runbook, tasks: Tasks) -> Iterator[FixedDate]:
    for task in runbook.tasks:
        dates = tasks.get(task.id)
        if dates is None:
            continue
        if task.fixed:
            at = instant_of(task.fixed, runbook)
            yield FixedDate(task.id, "fixed", task.id, at, dates.early_start)
        if task.not_after:
            at = instant_of(task.not_after, runbook)
            yield FixedDate(task.id, "not_after", task.id, at, dates.early_finish)


def _of_outages(runbook: Runbook, outages: Mapping[str, PlannedOutage]) -> Iterator[FixedDate]:
    for key, planned in outages.items():
        outage = runbook.outages[key]
        if outage.hard_limit and planned.opens_in_scope and planned.closes_in_scope:
            at = planned.start + timedelta(seconds=outage.hard_limit.likely)
            closes = outage.closes.task if outage.closes else None
            yield FixedDate(key, "hard_limit", closes, at, planned.end)


def _of_the_way_back(runbook: Runbook, tasks: Tasks) -> Iterator[FixedDate]:
    """Whether turning back at the last gate where it may be decided would be over in time."""
    gate, seconds = last_rollback_gate(runbook, tasks), rollback_with_margin(runbook)
    if gate is None or seconds is None or runbook.restore_by is None:
        return
    at = instant_of(runbook.restore_by, runbook)
    expected = tasks[gate.meeting].early_finish + timedelta(seconds=seconds)
    yield FixedDate("restore_by", "restore_by", gate.meeting, at, expected)


def _deadline(runbook: Runbook, tasks: Tasks, date: FixedDate) -> Deadline:
    margin, limit = (date.at - date.expected).total_seconds(), runbook.float_limit
    steps = driving_chain(tasks, date.task) if date.task is not None and date.task in tasks else ()
    return Deadline(
        id=date.id,
        kind=date.kind,
        task=date.task,
        at=date.at,
        expected=date.expected,
        chain=tuple(step.task for step in steps),
        near=limit is not None and date.kind != "fixed" and 0 <= margin < limit,
    )
