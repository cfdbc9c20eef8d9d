"""The people and teams that tasks compete for must be declared, with how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-resource"


def check(subject: Subject) -> Iterator[Finding]:
    """Every resource under `needs` that is not declared."""
    references = (
        ((*path, "needs", name), f"`needs` of {who}", name)
        for path, who, task in tasks_of_all_legs(subject.runbook)
        for name in task.needs
    )
    hint = "Declare it under `resources`, with its capacity."
    yield from unknown_ids(
        subject, RULE, "resource", subject.names.resources, references, otherwise=hint
    )
