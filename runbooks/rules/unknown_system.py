"""A system that is used, worked on, held or taken out of service must be declared, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.model import Runbook
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-system"


def check(subject: Subject) -> Iterator[Finding]:
    """Every system that is named but not declared."""
    references = _references(subject.runbook)
    hint = "Declare it under `systems`."
    yield from unknown_ids(
        subject, RULE, "system", subject.names.systems, references, otherwise=hint
    )


def _references(runbook: Runbook) -> Iterator[tuple[Path, str, str]]:
    for path, who, task in tasks_of_all_legs(runbook):
        for key, names in (("uses", task.uses), ("works_on", task.works_on)):
            for number, name in enumerate(names):
                yield (*path, key, number), f"`{key}` of {who}", name
    for key, blackout in runbook.blackouts.items():
        for number, name in enumerate(blackout.systems):
            yield ("blackouts", key, "systems", number), f"blackout {key}", name
    for outage_id, outage in runbook.outages.items():
        yield ("outages", outage_id, "system"), f"outage {outage_id}", outage.system
        if outage.replaced_by:
            place = ("outages", outage_id, "replaced_by")
            yield place, f"`replaced_by` of outage {outage_id}", outage.replaced_by
        for number, name in enumerate(outage.unaffected):
            path = ("outages", outage_id, "unaffected", number)
            yield path, f"`unaffected` of outage {outage_id}", name
