"""A calendar that is named must be declared or built in, or nobody knows when its work happens."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.calendars import BUILT_IN
from runbooks.findings import Finding, Path
from runbooks.moments import Offset
from runbooks.rules.moments import moments_of
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-calendar"


def check(subject: Subject) -> Iterator[Finding]:
    """Every calendar of a task, a party, a resource, an offset or notices that nobody knows."""
    declared = subject.names.calendars
    known = None if declared is None else declared | BUILT_IN.keys()
    hint = f"Declare it under `calendars`, or name one of {', '.join(BUILT_IN)}."
    references = _references(subject)
    yield from unknown_ids(subject, RULE, "calendar", known, references, otherwise=hint)


def _references(subject: Subject) -> Iterator[tuple[Path, str, str]]:
    runbook = subject.runbook
    for path, who, task in tasks_of_all_legs(runbook):
        if task.calendar:
            yield (*path, "calendar"), who, task.calendar
    for key, party in runbook.parties.items():
        if party.calendar:
            yield ("parties", key, "calendar"), f"party {key}", party.calendar
    for key, resource in runbook.resources.items():
        if resource.calendar:
            yield ("resources", key, "calendar"), f"resource {key}", resource.calendar
    yield ("notices", "calendar"), "`calendar` of `notices`", runbook.notices.calendar
    for path, who, moment in moments_of(runbook):
        if isinstance(moment, Offset) and moment.working_days:
            yield path, who, moment.calendar
