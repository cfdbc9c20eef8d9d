"""Shared by the rules on times: every moment of a runbook, and its instant if it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from runbooks.errors import TimeError
from runbooks.findings import Path
from runbooks.model import Runbook
from runbooks.moments import LocalTime, Moment
from runbooks.rules.references import tasks_of_both_legs

#: Years in which clocks and sums of durations are sure to work.
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def moments_of(runbook: Runbook) -> Iterator[tuple[Path, str, Moment]]:
    """Every moment of the runbook with its path and how a message names it."""
    yield ("start",), "`start`", runbook.start
    if runbook.restore_by:
        yield ("restore_by",), "`restore_by`", runbook.restore_by
    for path, who, task in tasks_of_both_legs(runbook):
        if task.not_before:
            yield (*path, "not_before"), f"`not_before` of {who}", task.not_before
    for key, outage in runbook.outages.items():
        for name, moment in (("from", outage.from_), ("to", outage.to)):
            if moment:
                yield ("outages", key, name), f"`{name}` of outage {key}", moment
    for number, instruction in enumerate(runbook.instructions):
        for name, end in (("from", instruction.from_), ("until", instruction.until)):
            if not isinstance(end, str):
                place = ("instructions", number, name)
                yield place, f"`{name}` of instruction {number + 1}", end


def placed(moment: Moment, runbook: Runbook) -> datetime:
    """The instant of a moment, in UTC; raises TimeError, also outside 1970 to 2199."""
    try:
        if isinstance(moment, LocalTime):
            instant = moment.instant(runbook.timezone)
        else:
            instant = placed(runbook.start, runbook) + timedelta(seconds=moment.seconds)
    except (OverflowError, ValueError) as error:
        raise _out_of_range(moment) from error
    if not EARLIEST <= instant < LATEST:
        raise _out_of_range(moment)
    return instant


def _out_of_range(moment: Moment) -> TimeError:
    return TimeError(f"{moment} lies outside the years 1970 to 2199.", hint="Correct the date.")
