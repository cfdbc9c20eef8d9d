"""How a deadline went: which date counted in the end, when it was reached, and whether in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from dependencies.plan import Deadline
from reports.figures.material import Material
from reports.figures.outages import build_outages
from reports.figures.way_back import build_way_back

#: `not_reached`: by the journal's last fact, and there was time; `not_measured`: the outage was
#: open before the run; `given_up`: the run was turned back before it.
DeadlineStanding = Literal["kept", "missed", "not_reached", "not_measured", "given_up"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineOutcome:
    """The date that counted, and when it was reached (UTC)."""

    limit: datetime
    at: datetime | None
    standing: DeadlineStanding


def outcome_of(material: Material, deadline: Deadline) -> DeadlineOutcome:
    """How a deadline of the plan went in the run."""
    if deadline.kind == "hard_limit":
        return _of_outage(material, deadline)
    if deadline.kind == "restore_by" and material.state.turned_back:
        ended = build_way_back(material.exactly).turned_back[-1].ended_at
        return _outcome(material, deadline.at, ended)
    reached = _reached(material, deadline)
    if reached is None and deadline.task in material.state.given_up:
        return DeadlineOutcome(limit=deadline.at, at=None, standing="given_up")
    return _outcome(material, deadline.at, reached)


def _reached(material: Material, deadline: Deadline) -> datetime | None:
    """When a task began or ended; or when turning back at a gate would have been over."""
    record = material.state.task(deadline.task or "")
    if deadline.kind == "fixed":
        return record.started_at or record.settled_at
    if deadline.kind == "not_after" or record.settled_at is None:
        return record.settled_at
    planned = material.plan.tasks[deadline.task or ""].early_finish
    return record.settled_at + (deadline.expected - planned)


def _of_outage(material: Material, deadline: Deadline) -> DeadlineOutcome:
    """From its real opening; one that was open before the run was not measured whole."""
    planned = material.plan.outages[deadline.id]
    found = {one.id: one for one in build_outages(material.exactly).outages}[deadline.id]
    opened = found.opened_at or planned.start
    limit = opened + (deadline.at - planned.start)
    if found.open_before and found.limit_kept is None:
        return DeadlineOutcome(limit=limit, at=found.closed_at, standing="not_measured")
    if found.opened_at is None and deadline.task in material.state.given_up:
        return DeadlineOutcome(limit=limit, at=None, standing="given_up")
    return _outcome(material, limit, found.closed_at)


def _outcome(material: Material, limit: datetime, at: datetime | None) -> DeadlineOutcome:
    # Plans count whole seconds: what a fixed time lets go is not late by a part of one.
    missed = (at or material.as_of).replace(microsecond=0) > limit
    standing: DeadlineStanding = "missed" if missed else "not_reached" if at is None else "kept"
    return DeadlineOutcome(limit=limit, at=at, standing=standing)


def margin_of(outcome: DeadlineOutcome) -> timedelta | None:
    """What was to spare; below 0 it was missed."""
    return None if outcome.at is None else outcome.limit - outcome.at
