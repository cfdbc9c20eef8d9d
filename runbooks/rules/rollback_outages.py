"""What the way forward takes out of service, the way back must return."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "outage-rollback"


def check(subject: Subject) -> Iterator[Finding]:
    """Outages that no rollback task closes, in a runbook that has rollback tasks.

    One that is fixed by the clock ends by itself.
    """
    if not subject.runbook.rollback.tasks:
        return
    for key, outage in subject.runbook.outages.items():
        if subject.gaps.hide(("outages", key), "rollback_closes", "to"):
            continue
        if outage.rollback_closes is None and outage.to is None:
            yield error(
                RULE,
                ("outages", key),
                f"No rollback task closes outage {key}.",
                "Add `rollback_closes: {task: ID, at: finish}`.",
            )
