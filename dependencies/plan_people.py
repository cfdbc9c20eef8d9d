"""What a plan asks of people: who is booked twice, who hands over, and who is awake for long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.people.awake import Awake, awake
from dependencies.people.bookings import Dates, bookings, early_dates, levelled_dates
from dependencies.people.duty import duty_of
from dependencies.people.handovers import Handover, handovers
from dependencies.people.levelled import Levelled
from dependencies.people.overbooked import Overbooked, overbooked
from dependencies.plan import Plan
from runbooks.model import Runbook

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanPeople:
    """What the dates of a plan ask of people; nothing of a runbook that names nobody."""

    #: By their starts.
    overbooked: tuple[Overbooked, ...] = ()
    #: By their instants.
    handovers: tuple[Handover, ...] = ()
    #: By persons, then by times.
    awake: tuple[Awake, ...] = ()


def people_of_plan(runbook: Runbook, plan: Plan) -> PlanPeople:
    """What a plan that counts nobody asks of people; raises TimeError."""
    return _people_of(runbook, early_dates(plan))


def people_of_levelled(runbook: Runbook, levelled: Levelled) -> PlanPeople:
    """What a levelled plan asks of people; raises TimeError."""
    return _people_of(runbook, levelled_dates(levelled))


def _people_of(runbook: Runbook, dates: Dates) -> PlanPeople:
    booked = bookings(runbook, dates) if runbook.resources else {}
    if not booked:
        return PlanPeople()
    instants = [instant for stretch in dates.values() for instant in stretch]
    duty = duty_of(runbook, min(instants) - _DAY, max(instants) + _DAY)
    return PlanPeople(
        overbooked=_by_start(overbooked(duty, booked)),
        handovers=handovers(duty, booked),
        awake=awake(duty, booked),
    )


def _by_start(found: Mapping[str, tuple[Overbooked, ...]]) -> tuple[Overbooked, ...]:
    stretches = (one for of_resource in found.values() for one in of_resource)
    return tuple(sorted(stretches, key=_start))


def _start(stretch: Overbooked) -> datetime:
    return stretch.start
