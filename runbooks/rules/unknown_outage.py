"""The outages that a `notify` task waits to be told of must be outages of the runbook."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-outage"


def check(subject: Subject) -> Iterator[Finding]:
    """Every outage of a `notify` task that is not declared."""
    references = (
        ((*path, "run", "notify", "outages", number), f"`notify` of {who}", name)
        for path, who, task in tasks_of_all_legs(subject.runbook)
        if task.run and task.run.notify
        for number, name in enumerate(task.run.notify.outages)
    )
    known = subject.names.outages
    hint = "Declare it under `outages`."
    yield from unknown_ids(subject, RULE, "outage", known, references, otherwise=hint)
