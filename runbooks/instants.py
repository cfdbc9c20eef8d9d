"""The instants of a runbook's moments: local times in its zone, and offsets from its start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pendulum

from runbooks.clocktime import zone_named
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment, Offset
from runbooks.working_days import add_working_days


def instant_of(moment: Moment, runbook: Runbook) -> datetime:
    """The instant (UTC) of a moment of a runbook; raises TimeError for one that is not single.

    An offset in working days is the start's wall-clock time on another day: where the clocks skip
    it there, it moves forward over the gap; where it comes twice, it is the first.
    """
    if isinstance(moment, LocalTime):
        return moment.instant(runbook.timezone)
    start = runbook.start.instant(runbook.timezone)
    if moment.working_days:
        return _working_days_from(start, moment, runbook)
    return start + timedelta(seconds=moment.seconds)


def _working_days_from(start: datetime, offset: Offset, runbook: Runbook) -> datetime:
    wall = pendulum.instance(start).in_timezone(runbook.timezone).naive()
    calendar = runbook.calendar_by_id(offset.calendar)
    day = add_working_days(wall.date(), offset.working_days, calendar)
    zone = zone_named(runbook.timezone)
    return datetime.combine(day, wall.time(), tzinfo=zone).astimezone(UTC)
