"""When the people and teams of a runbook are on duty, and how many of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from dependencies.working.hours import spans
from runbooks.calendars import ALWAYS
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.moments import YEARS
from runbooks.resources import Resource

#: A stretch of time `[from, to)` in UTC.
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """The duty of everybody in a runbook between two instants (aware)."""

    runbook: Runbook
    begins: datetime
    ends: datetime
    #: By resource: its own stretches of duty, joined where they touch.
    stretches: Mapping[str, tuple[Stretch, ...]]
    #: By resource: its capacity from each instant on, in order; the first is `begins`.
    steps: Mapping[str, tuple[tuple[datetime, int], ...]] = field(default_factory=dict)

    def capacity(self, name: str, at: datetime) -> int:
        """How many of a resource are on duty at an instant."""
        found = 0
        for since, many in self.steps[name]:
            if since > at:
                break
            found = many
        return found

    def off_at(self, name: str, at: datetime) -> datetime | None:
        """When the duty ends that a resource has at an instant; None if it has none then."""
        return next((end for begin, end in self.stretches[name] if begin <= at < end), None)


def duty_of(runbook: Runbook, begins: datetime, ends: datetime) -> Duty:
    """The duty of all resources of a runbook; raises TimeError for a shift that has no instant.

    A team without a capacity of its own has as many as its members who are on duty with it.
    """
    stretches = {name: _stretches(runbook, name, begins, ends) for name in runbook.resources}
    steps = {name: _steps(runbook, name, stretches, begins) for name in runbook.resources}
    return Duty(runbook=runbook, begins=begins, ends=ends, stretches=stretches, steps=steps)


def is_limited(resource: Resource) -> bool:
    """Whether shifts or a calendar say when a resource itself is on duty."""
    return bool(resource.shifts) or resource.calendar not in {None, ALWAYS}


def shifts_of(runbook: Runbook, name: str) -> tuple[Stretch, ...]:
    """The shifts of a resource one by one, in order; raises TimeError."""
    return tuple(
        sorted(
            (instant_of(shift.from_, runbook), instant_of(shift.to, runbook))
            for shift in runbook.resources[name].shifts
        )
    )


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, those that touch or overlap made one; empty ones left out."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def common(one: Iterable[Stretch], other: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What two rows of stretches have in common; both in order."""
    mine, theirs, found = list(one), list(other), list[Stretch]()
    here = there = 0
    while here < len(mine) and there < len(theirs):
        begin = max(mine[here][0], theirs[there][0])
        end = min(mine[here][1], theirs[there][1])
        if begin < end:
            found.append((begin, end))
        if mine[here][1] <= theirs[there][1]:
            here += 1
        else:
            there += 1
    return tuple(found)


def _stretches(
    runbook: Runbook, name: str, begins: datetime, ends: datetime
) -> tuple[Stretch, ...]:
    resource = runbook.resources[name]
    found: tuple[Stretch, ...] = ((begins, ends),)
    if resource.shifts:
        found = common(found, joined(shifts_of(runbook, name)))
    if resource.calendar and resource.calendar != ALWAYS:
        found = common(found, _open(runbook, resource.calendar, begins, ends))
    return found


def _open(runbook: Runbook, name: str, begins: datetime, ends: datetime) -> tuple[Stretch, ...]:
    calendar = runbook.calendar_by_id(name)
    years = range(max(YEARS.start, begins.year - 1), min(YEARS.stop, ends.year + 2))
    return joined(
        (datetime.fromtimestamp(opens, UTC), datetime.fromtimestamp(closes, UTC))
        for year in years
        for opens, closes in spans(calendar, runbook.timezone, year)
    )


def _steps(
    runbook: Runbook, name: str, stretches: Mapping[str, tuple[Stretch, ...]], begins: datetime
) -> tuple[tuple[datetime, int], ...]:
    resource = runbook.resources[name]
    rows = [stretches[name]]
    size = resource.capacity or 1
    if resource.capacity is None and resource.members:
        size = 1
        there = [stretches[member] for member in resource.members if member in stretches]
        rows = [common(stretches[name], each) for each in there]
    changes: dict[datetime, int] = {begins: 0}
    for begin, end in (stretch for row in rows for stretch in row):
        changes[begin] = changes.get(begin, 0) + size
        changes[end] = changes.get(end, 0) - size
    return _summed(changes)


def _summed(changes: Mapping[datetime, int]) -> tuple[tuple[datetime, int], ...]:
    steps, many = list[tuple[datetime, int]](), 0
    for at in sorted(changes):
        many += changes[at]
        steps.append((at, many))
    kept = [steps[0], *(after for before, after in pairwise(steps) if before[1] != after[1])]
    return tuple(kept)
