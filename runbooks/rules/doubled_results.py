"""A result or criterion is recorded by its id, so a task's results and a gate's criteria differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.findings import Finding, Path, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "doubled-result"


def check(subject: Subject) -> Iterator[Finding]:
    """Every result of a task, and every criterion of a gate, whose id stands there before."""
    for path, who, task in tasks_of_all_legs(subject.runbook):
        yield from _doubled((*path, "results"), f"{who} has a result", (r.id for r in task.results))
    for number, gate in enumerate(subject.runbook.gates):
        ids = (criterion.id for criterion in gate.criteria)
        yield from _doubled(("gates", number, "criteria"), f"gate {gate.id} has a criterion", ids)


def _doubled(path: Path, who: str, ids: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            place = (*path, number, "id")
            yield error(RULE, place, f"The {who} {name} twice.", "Rename or remove one of them.")
        seen.add(name)
