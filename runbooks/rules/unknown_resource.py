"""The people and teams that tasks compete for must be declared, with how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.model import Runbook
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-resource"


def check(subject: Subject) -> Iterator[Finding]:
    """Every resource under `needs` or `members` that is not declared."""
    hint = "Declare it under `resources`, with its capacity."
    references = _references(subject.runbook)
    yield from unknown_ids(
        subject, RULE, "resource", subject.names.resources, references, otherwise=hint
    )


def _references(runbook: Runbook) -> Iterator[tuple[Path, str, str]]:
    for path, who, task in tasks_of_all_legs(runbook):
        for name in task.needs:
            yield (*path, "needs", name), f"`needs` of {who}", name
    for key, resource in runbook.resources.items():
        for number, name in enumerate(resource.members):
            yield ("resources", key, "members", number), f"`members` of {key}", name
