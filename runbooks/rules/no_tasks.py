"""A runbook without tasks has nothing to plan, rehearse or report."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "no-tasks"


def check(subject: Subject) -> Iterator[Finding]:
    """A finding if the list of tasks is there, and empty."""
    if subject.whole and not subject.runbook.tasks:
        yield error(RULE, ("tasks",), "The runbook has no tasks.", "Write at least one.")
