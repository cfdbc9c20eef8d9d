"""Outages, planned against actual: when, how long, what their end meant, and the hard limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dependencies.plan import PlannedOutage
from rehearsals.core.plan.returned import ended_by_way_back
from reports.figures.basis import BasisFigures, basis_of
from reports.figures.material import Material, once
from runbooks.outages import Outage

Standing = Literal["not opened", "open", "closed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageFigures:
    """One outage; instants in UTC."""

    id: str
    title: str
    system: str
    system_name: str
    standing: Standing
    #: None if it opens before the scope of the run.
    planned_start: datetime | None
    #: None if it closes after the scope of the run.
    planned_end: datetime | None
    planned_minutes: float | None
    #: The run's opening if it was open already.
    opened_at: datetime | None
    closed_at: datetime | None
    #: Whether it was open when the run began.
    open_before: bool
    #: Its length; up to the journal's last fact while it is open.
    actual_minutes: float | None
    #: Actual less planned length, once closed as planned and if both ends are in scope.
    difference_minutes: float | None
    start_variance_minutes: float | None
    end_variance_minutes: float | None
    returns: str
    replaced_by: str | None
    still_closed_for: tuple[str, ...]
    hard_limit_minutes: float | None
    #: Whether it kept its hard limit, so far if it is open. None without one, if not opened, and if
    #: it was open before the run and has not broken the limit within it: nobody measured the rest.
    limit_kept: bool | None
    basis: BasisFigures | None
    #: Whether the way back ended it: the system is as it was, not what the cutover meant.
    turned_back: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OutagesFigures:
    """The outages that touch the scope of the run, in order of their planned start."""

    outages: tuple[OutageFigures, ...]


@once
def build_outages(material: Material) -> OutagesFigures:
    """The figures of every outage planned or opened in the run."""
    found = [
        _measure(material, key, outage, material.plan.outages.get(key))
        for key, outage in material.runbook.outages.items()
        if key in material.plan.outages or key in material.state.outages
    ]
    first = material.state.opened_at
    found.sort(key=lambda outage: outage.planned_start or outage.opened_at or first)
    return OutagesFigures(outages=tuple(found))


def _measure(
    material: Material, key: str, outage: Outage, planned: PlannedOutage | None
) -> OutageFigures:
    record = material.state.outage(key)
    start = planned.start if planned and planned.opens_in_scope else None
    end = planned.end if planned and planned.closes_in_scope else None
    open_before = key in material.opened.open_outages
    planned_minutes = material.between(start, end)
    until = record.closed_at or material.as_of
    actual = material.between(record.opened_at, until)
    limit = outage.hard_limit.likely / 60 if outage.hard_limit else None
    system = material.runbook.systems.get(outage.system)
    back = record.closed_at is not None and ended_by_way_back(material.state, key)
    comparable = record.closed_at is not None and not open_before and not back
    return OutageFigures(
        id=key,
        title=outage.title or key,
        system=outage.system,
        system_name=system.name if system else outage.system,
        standing=_standing(record.opened_at, record.closed_at),
        planned_start=start,
        planned_end=end,
        planned_minutes=planned_minutes,
        opened_at=record.opened_at,
        closed_at=record.closed_at,
        open_before=open_before,
        actual_minutes=actual,
        difference_minutes=(
            actual - planned_minutes
            if comparable and actual is not None and planned_minutes is not None
            else None
        ),
        start_variance_minutes=None if open_before else material.between(start, record.opened_at),
        end_variance_minutes=None if back else material.between(end, record.closed_at),
        returns="restored" if back else outage.returns,
        replaced_by=None if back else outage.replaced_by,
        still_closed_for=() if back else outage.still_closed_for,
        hard_limit_minutes=limit,
        limit_kept=_kept(outage, record.opened_at, until, open_before=open_before),
        basis=basis_of(outage.basis),
        turned_back=back,
    )


def _kept(
    outage: Outage, opened: datetime | None, until: datetime, *, open_before: bool
) -> bool | None:
    """The verdict on the hard limit, to the second."""
    if outage.hard_limit is None or opened is None:
        return None
    if (until - opened).total_seconds() > outage.hard_limit.likely:
        return False
    return None if open_before else True


def _standing(opened_at: datetime | None, closed_at: datetime | None) -> Standing:
    if opened_at is None:
        return "not opened"
    return "open" if closed_at is None else "closed"
