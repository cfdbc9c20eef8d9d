"""Shared by the rules on times: every moment of a runbook, and its instant if it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from runbooks.errors import TimeError
from runbooks.findings import Path
from runbooks.model import Runbook
from runbooks.moments import YEARS, Moment, Offset
from runbooks.rules.references import tasks_of_all_legs


def moments_of(runbook: Runbook) -> Iterator[tuple[Path, str, Moment]]:
    """Every moment of the runbook with its path and how a message names it."""
    yield ("start",), "`start`", runbook.start
    if runbook.restore_by:
        yield ("restore_by",), "`restore_by`", runbook.restore_by
    for path, who, task in tasks_of_all_legs(runbook):
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
    """The instant of a moment, in UTC; raises TimeError, also for local times beyond `YEARS`."""
    if isinstance(moment, Offset):
        return placed(runbook.start, runbook) + timedelta(seconds=moment.seconds)
    if moment.year not in YEARS:
        message = f"{moment} lies outside the years {YEARS[0]} to {YEARS[-1]}."
        raise TimeError(message, hint="Correct the date.")
    return moment.instant(runbook.timezone)
