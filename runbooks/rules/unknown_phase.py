"""A runbook that declares its phases means them to be all: another one is a typing error."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-phase"


def check(subject: Subject) -> Iterator[Finding]:
    """Every phase of a task that is not declared, if any phases are."""
    if not subject.names.phases:
        return
    references = (
        (("tasks", number, "phase"), f"task {task.id}", task.phase)
        for number, task in enumerate(subject.runbook.tasks)
    )
    hint = "Declare it under `phases`, with its title."
    yield from unknown_ids(subject, RULE, "phase", subject.names.phases, references, otherwise=hint)
