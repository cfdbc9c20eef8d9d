"""A notice is about systems, and people subscribe by them."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "no-systems"


def check(subject: Subject) -> Iterator[Problem]:
    """A notice that names no system would reach nobody who asked for some."""
    if not subject.content.systems:
        yield error(RULE, ("systems",), "No system is named.", "Name each one that is affected.")
