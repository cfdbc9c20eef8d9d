"""Anchoring: a run of a shipped plan, or of a part of it, on other days than the night."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import pendulum

from dependencies.mismatches import Move, list_mismatches
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.scoping import meeting_of, scope_between
from dependencies.shifting import rebuilt, shift_runbook, wall_clock
from runbooks.clocktime import local
from runbooks.errors import AnchorError
from runbooks.model import Runbook
from runbooks.moments import YEARS


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchored:
    """A runbook moved to the days of a run, and what the run covers."""

    runbook: Runbook
    #: The tasks that are run, in the order of the runbook.
    scope: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    #: How many days later than written; negative is earlier.
    shift_days: int
    #: How the new dates differ from the written ones, a line for people each.
    mismatches: tuple[str, ...]
    #: Outages that are open already when the scope begins.
    open_outages: tuple[str, ...]


def anchor(
    runbook: Runbook,
    date: date | None,
    from_gate: str | None = None,
    to_gate: str | None = None,
) -> Anchored:
    """The runbook with all its wall-clock times moved by whole days, and the scope of the run.

    The meeting of `from_gate` (without one, the runbook's start) falls on `date`; without a date
    nothing moves. The meeting is given its planned time as not-before, since what it waited for is
    out of scope. Raises AnchorError, and what `plan` raises.
    """
    if date is not None and date.year not in YEARS:
        raise AnchorError(
            f"{date} lies outside the years {YEARS[0]} to {YEARS[-1]}.",
            hint="Choose a date within them.",
        )
    written = plan(runbook)
    scope = scope_between(runbook, written, from_gate, to_gate)
    held = runbook if from_gate is None else _held(runbook, written, meeting_of(runbook, from_gate))
    try:
        days = _days_to(date, runbook, written, from_gate)
        moved, gave_way = shift_runbook(held, days)
        anchored = plan(moved, scope)
        written_scope = plan(held, scope)
        move = Move(written=written_scope, anchored=anchored, days=days, zone=runbook.timezone)
        mismatches = list_mismatches(move) + gave_way
    except (OverflowError, ValueError) as error:
        raise AnchorError(
            f"{runbook.runbook} cannot be moved to {date}: its times leave the calendar.",
            hint="Choose a date nearer to the written one.",
        ) from error
    inside = set(scope)
    return Anchored(
        runbook=moved,
        scope=scope,
        out_of_scope=tuple(task.id for task in runbook.tasks if task.id not in inside),
        shift_days=days,
        mismatches=mismatches,
        open_outages=tuple(
            key for key, outage in anchored.outages.items() if not outage.opens_in_scope
        ),
    )


def refuse_past(runbook: Runbook, scope: Collection[str], now: datetime) -> None:
    """Raise AnchorError if the planned start of a scope is past, and what `plan` raises."""
    start = plan(runbook, scope).start
    if start < now:
        raise AnchorError(
            f"The plan of {runbook.runbook} starts on {local(start, runbook.timezone)}, "
            "which is past.",
            hint="Give the day of the run with --anchor DATE; a rehearsal may be played with "
            "--scale or --simulate instead.",
        )


def _days_to(day: date | None, runbook: Runbook, written: Plan, from_gate: str | None) -> int:
    zone = runbook.timezone
    if day is None:
        return 0
    first = runbook.start.instant(zone)
    if from_gate is not None:
        first = written.tasks[meeting_of(runbook, from_gate)].early_start
    return (day - pendulum.instance(first).in_timezone(zone).date()).days


def _held(runbook: Runbook, written: Plan, meeting: str) -> Runbook:
    """The runbook with a meeting held until its planned time, whatever it used to wait for."""
    if written.tasks[meeting].driven_by == "not_before":
        return runbook
    at = wall_clock(written.tasks[meeting].early_start, runbook.timezone)
    tasks = tuple(
        task.model_copy(update={"not_before": at, "fixed": None}) if task.id == meeting else task
        for task in runbook.tasks
    )
    return rebuilt(runbook, tasks=tasks)
