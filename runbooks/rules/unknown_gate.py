"""The gates that allow turning back, or make notices firm, must be gates of the runbook."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.rules.references import unknown_ids
from runbooks.rules.subject import Subject
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK

RULE = "unknown-gate"


def check(subject: Subject) -> Iterator[Finding]:
    """Every gate of a way back, and the one of `firm_at`, that is not declared."""
    references: list[tuple[Path, str, str]] = [
        ((kind, "gates", number), f"`gates` of the {WAY_BACK_NAMES[kind]}", name)
        for kind in WAYS_BACK
        for number, name in enumerate(subject.runbook.way_back(kind).gates)
    ]
    if firm_at := subject.runbook.notices.firm_at:
        references.append((("notices", "firm_at"), "`firm_at` of `notices`", firm_at))
    hint = "Declare it under `gates`."
    yield from unknown_ids(subject, RULE, "gate", subject.names.gates, references, otherwise=hint)
