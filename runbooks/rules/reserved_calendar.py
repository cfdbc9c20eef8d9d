"""`always` is elapsed time, whatever a runbook says: a calendar of that name would be in vain."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.calendars import ALWAYS
from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "reserved-calendar"


def check(subject: Subject) -> Iterator[Finding]:
    """A declared calendar with the name of elapsed time."""
    if ALWAYS in subject.runbook.calendars:
        message = f"The name {ALWAYS} stands for elapsed time; no calendar can have it."
        yield error(RULE, ("calendars", ALWAYS), message, "Give the calendar another name.")
