"""The working calendar of a task must be declared, or nobody knows when its work happens."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-calendar"


def check(subject: Subject) -> Iterator[Finding]:
    """Every `calendar` of a task that is not declared."""
    references = (
        ((*path, "calendar"), who, task.calendar)
        for path, who, task in tasks_of_all_legs(subject.runbook)
        if task.calendar
    )
    hint = "Declare it under `calendars`."
    yield from unknown_ids(
        subject, RULE, "calendar", subject.names.calendars, references, otherwise=hint
    )
