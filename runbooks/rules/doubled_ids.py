"""An id stands for one thing: tasks of both legs share one name space, gates and outages another.

The chains of a plan are named by what they lead to, a gate or an outage. Parties and groups share
one too, because members of a gate may be either. Doubled keys of a mapping are refused where the
document is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runbooks.findings import Finding, Path, error
from runbooks.rules.references import tasks_of_all_legs
from runbooks.rules.subject import Subject

RULE = "doubled-id"


def check(subject: Subject) -> Iterator[Finding]:
    """Every id after the first of its kind, outages named like a gate, groups like a party."""
    runbook = subject.runbook
    tasks = ((path, task.id) for path, _, task in tasks_of_all_legs(runbook))
    yield from _doubled("task", tasks, subject)
    gates = ((("gates", number), gate.id) for number, gate in enumerate(runbook.gates))
    yield from _doubled("gate", gates, subject)
    for name in runbook.outages:
        if name in (subject.names.gates or ()):
            message = f"{name} is a gate and an outage."
            yield error(RULE, ("outages", name), message, "Give the outage another name.")
    for name in runbook.groups:
        if name in (subject.names.parties or ()):
            message = f"{name} is a party and a group."
            yield error(RULE, ("groups", name), message, "Give the group another name.")


def _doubled(noun: str, ids: Iterable[tuple[Path, str]], subject: Subject) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in ids:
        if name in seen and not subject.gaps.hide(path, "id"):
            message = f"A second {noun} has the id {name}."
            hint = "Give each its own id; links cannot tell them apart."
            yield error(RULE, (*path, "id"), message, hint)
        seen.add(name)
