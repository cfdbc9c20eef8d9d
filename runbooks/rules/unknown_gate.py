"""The gates at which turning back may be decided must be gates of the runbook."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding
from runbooks.rules.references import unknown_ids
from runbooks.rules.subject import Subject
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK

RULE = "unknown-gate"


def check(subject: Subject) -> Iterator[Finding]:
    """Every gate under the `gates` of a way back that is not declared."""
    references = (
        ((kind, "gates", number), f"`gates` of the {WAY_BACK_NAMES[kind]}", name)
        for kind in WAYS_BACK
        for number, name in enumerate(subject.runbook.way_back(kind).gates)
    )
    hint = "Declare it under `gates`."
    yield from unknown_ids(subject, RULE, "gate", subject.names.gates, references, otherwise=hint)
