"""Shared by the rules on times: every moment of a runbook, and its instant if it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from runbooks.errors import TimeError
from runbooks.findings import Path
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import YEARS, Moment, Offset
from runbooks.outages import Outage
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.spans import spans_of
from runbooks.rules.subject import Subject

_Placed = tuple[Path, str, Moment]


def moments_of(runbook: Runbook) -> Iterator[_Placed]:
    """Every moment of the runbook with its path and how a message names it."""
    yield ("start",), "`start`", runbook.start
    if runbook.restore_by:
        yield ("restore_by",), "`restore_by`", runbook.restore_by
    for path, who, task in tasks_of_all_legs(runbook):
        limits = {"not_before": task.not_before, "not_after": task.not_after, "fixed": task.fixed}
        for name, moment in limits.items():
            if moment:
                yield (*path, name), f"`{name}` of {who}", moment
    for key, outage in runbook.outages.items():
        for name, moment in (("from", outage.from_), ("to", outage.to)):
            if moment:
                yield ("outages", key, name), f"`{name}` of outage {key}", moment
        yield from _in_notices(key, outage)
    for path, who, span in spans_of(runbook):
        yield (*path, "from"), f"`from` of {who}", span.from_
        yield (*path, "to"), f"`to` of {who}", span.to
    yield from _in_checks(runbook)
    yield from _in_instructions(runbook)


def _in_notices(key: str, outage: Outage) -> Iterator[_Placed]:
    path: Path = ("outages", key)
    if outage.access_cutoff and outage.access_cutoff.at:
        who = f"`access_cutoff` of outage {key}"
        yield (*path, "access_cutoff", "at"), who, outage.access_cutoff.at
    for number, submit_by in enumerate(outage.submit_by):
        if submit_by.at:
            yield (*path, "submit_by", number, "at"), f"`submit_by` of outage {key}", submit_by.at


def _in_checks(runbook: Runbook) -> Iterator[_Placed]:
    for number, gate in enumerate(runbook.gates):
        for place, criterion in enumerate(gate.criteria):
            forecast = criterion.check and criterion.check.forecast_p80_before
            if forecast:
                path = ("gates", number, "criteria", place, "check", "forecast_p80_before")
                who = f"`before` of the check of {criterion.id} of gate {gate.id}"
                yield (*path, "before"), who, forecast.before


def _in_instructions(runbook: Runbook) -> Iterator[_Placed]:
    for number, instruction in enumerate(runbook.instructions):
        for name, end in (("from", instruction.from_), ("until", instruction.until)):
            if not isinstance(end, str):
                place = ("instructions", number, name)
                yield place, f"`{name}` of instruction {number + 1}", end


def placed(moment: Moment, runbook: Runbook) -> datetime:
    """The instant of a moment, in UTC; raises TimeError, also for local times beyond `YEARS`."""
    if isinstance(moment, Offset):
        placed(runbook.start, runbook)
    elif moment.year not in YEARS:
        message = f"{moment} lies outside the years {YEARS[0]} to {YEARS[-1]}."
        raise TimeError(message, hint="Correct the date.")
    return instant_of(moment, runbook)


def known_instant(moment: Moment, subject: Subject) -> datetime | None:
    """The instant of a moment, in UTC; None if it has none, or counts from a stand-in's start."""
    if isinstance(moment, Offset) and subject.gaps.hide((), "start"):
        return None
    try:
        return placed(moment, subject.runbook)
    except TimeError:
        return None
