"""An outage that affects no system cannot lose data."""

from __future__ import annotations

from collections.abc import Iterator

from notices.checking.problems import Problem, error
from notices.checking.subject import Subject

RULE = "impact-none"


def check(subject: Subject) -> Iterator[Problem]:
    """Data rejected or lost by systems that all work as usual."""
    content = subject.content
    unhurt = content.systems and all(system.impact == "none" for system in content.systems)
    if unhurt and content.data_handling in ("rejected", "lost"):
        message = f"No system is affected, and yet data is {content.data_handling}."
        yield error(RULE, ("data_handling",), message, "Correct the impact, or this.")
