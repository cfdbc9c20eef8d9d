"""A system cannot be affected and not be affected by the same outage."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject, systems_of

RULE = "both-ways"


def check(subject: Subject) -> Iterator[Problem]:
    """Systems that are named twice, or among those that are not affected as well."""
    seen: set[str] = set()
    for path, code in systems_of(subject.content):
        if code in seen:
            yield error(RULE, path, f"{code} is named twice.", "Name it once, where it belongs.")
        seen.add(code)
