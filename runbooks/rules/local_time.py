"""A wall-clock time must name one instant: not none and not two, as where the clocks change."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.errors import AmbiguousTime, NonExistentTime, TimeError
from runbooks.findings import Finding, error
from runbooks.moments import LocalTime
from runbooks.rules.moments import moments_of, placed
from runbooks.rules.subject import Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Every time that is ambiguous, does not exist, or lies in no sensible year."""
    zone_is_known = not subject.gaps.hide((), "timezone")
    for path, who, moment in moments_of(subject.runbook):
        if not isinstance(moment, LocalTime):
            continue
        try:
            placed(moment, subject.runbook)
        except TimeError as problem:
            rule = _rule_of(problem)
            if zone_is_known or rule == "bad-time":
                message = f"{who}: {problem.message}"
                yield error(rule, path, message, problem.hint or "Correct it.")


def _rule_of(problem: TimeError) -> str:
    if isinstance(problem, AmbiguousTime):
        return "ambiguous-time"
    return "non-existent-time" if isinstance(problem, NonExistentTime) else "bad-time"
