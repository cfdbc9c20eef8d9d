"""Resources and calendars are kept, but the planner does not use them yet: say so in time."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, warning
from runbooks.rules.subject import Subject

RULE = "not-planned-yet"


def check(subject: Subject) -> Iterator[Finding]:
    """One warning for each of the two sections that is there."""
    runbook = subject.runbook
    if runbook.resources:
        users = sum(bool(task.needs) for task in runbook.tasks)
        message = f"The planner does not use resources yet (tasks with `needs`: {users})."
        yield warning(RULE, ("resources",), message, "Link tasks that compete for the same people.")
    if runbook.calendars:
        users = sum(bool(task.calendar) for task in runbook.tasks)
        message = f"The planner does not use calendars yet (tasks with one: {users})."
        yield warning(
            RULE, ("calendars",), message, "Its durations are elapsed time; use `not_before`."
        )
