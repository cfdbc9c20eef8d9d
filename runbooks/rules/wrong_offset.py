"""An offset of a time must be one that the zone has then: else time or offset is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pendulum

from runbooks.findings import Finding, error
from runbooks.moments import YEARS, LocalTime, offset_text
from runbooks.rules.moments import moments_of
from runbooks.rules.subject import Subject

RULE = "wrong-offset"


def check(subject: Subject) -> Iterator[Finding]:
    """Every offset that the zone of the runbook does not have at that wall-clock time.

    Where the clocks go back, either of the two will do; where they go forward, none.
    """
    if subject.gaps.hide((), "timezone"):
        return
    zone = subject.runbook.timezone
    for path, who, moment in moments_of(subject.runbook):
        if not isinstance(moment, LocalTime) or moment.offset is None or moment.year not in YEARS:
            continue
        right = moment.offsets_in(zone)
        if moment.offset not in right:
            message = f"{who}: {_problem(moment, right, zone)}"
            yield error(RULE, path, message, _hint(moment, right, zone))


def _problem(moment: LocalTime, right: tuple[int, ...], zone: str) -> str:
    if not right:
        return f"{moment} does not exist in {zone}: the clocks go forward over it."
    choices = " or ".join(map(offset_text, right))
    return f"{zone} is at {choices} then, so there is no {moment}."


def _hint(moment: LocalTime, right: tuple[int, ...], zone: str) -> str:
    plain = LocalTime(wall=moment.wall)
    choices = " or ".join(f"{plain}{offset_text(minutes)}" for minutes in right)
    there = f"{_same_instant(moment, zone)} if that instant is meant."
    return f"Write {choices}; or {there}" if choices else f"Write {there}"


def _same_instant(moment: LocalTime, zone: str) -> str:
    """The instant that the offset gives, as the zone's clocks show it."""
    local = pendulum.instance(moment.instant(zone)).in_timezone(zone)
    shown = LocalTime(wall=local.naive().isoformat())
    return f"{shown}{offset_text((local.offset or 0) // 60)}"
