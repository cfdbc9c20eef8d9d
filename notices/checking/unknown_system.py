"""A code that nobody subscribes to reaches nobody."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject, systems_of
from runbooks.findings import shown
from runbooks.near_miss import near_miss

RULE = "unknown-system"


def check(subject: Subject) -> Iterator[Problem]:
    """Every system that is not among those that there are, if those are known."""
    known = subject.known_systems
    if known is None:
        return
    for path, code in systems_of(subject.content):
        if code not in known:
            near = near_miss(code, tuple(sorted(known)))
            hint = f"Did you mean {near}?" if near else "Correct the code, or declare it."
            yield error(RULE, path, f"There is no system {shown(code)}.", hint)
