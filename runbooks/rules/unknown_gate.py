"""The gates at which turning back may be decided must be gates of the runbook."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-gate"


def check(subject: Subject) -> Iterator[Finding]:
    """Every gate under `rollback: gates` that is not declared."""
    references = (
        (("rollback", "gates", number), "`gates` of the rollback", name)
        for number, name in enumerate(subject.runbook.rollback.gates)
    )
    hint = "Declare it under `gates`."
    yield from unknown_ids(subject, RULE, "gate", subject.names.gates, references, otherwise=hint)
