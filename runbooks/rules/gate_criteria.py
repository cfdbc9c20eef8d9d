"""Every gate says what must be shown before it is passed, or its decision rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, error
from runbooks.rules.subject import Subject

RULE = "gate-criteria"


def check(subject: Subject) -> Iterator[Finding]:
    """Gates without criteria."""
    for number, gate in enumerate(subject.runbook.gates):
        if not gate.criteria and not subject.gaps.hide(("gates", number), "criteria"):
            message = f"Gate {gate.id} has no criteria."
            yield error(RULE, ("gates", number), message, "Add `criteria:`, each with an owner.")
