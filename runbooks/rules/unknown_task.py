"""Whatever names a task must name one that exists, on the right leg.

Links stay within their leg; `undo` and `rollback_closes` cross over to the rollback leg.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.rules.references import tasks_of_both_legs, unknown_ids
from runbooks.rules.subject import Subject

RULE = "unknown-task"
_Reference = tuple[Path, str, str]


def check(subject: Subject) -> Iterator[Finding]:
    """Every link, meeting, edge of an outage, undo and instruction that names an unknown task."""
    names = subject.names
    hint = "Declare it under `tasks`; tasks of the rollback leg cannot stand here."
    yield from unknown_ids(subject, RULE, "task", names.tasks, _forward(subject), otherwise=hint)
    hint = "Declare it under `rollback: tasks`; tasks of the way forward cannot stand here."
    known = names.rollback_tasks
    yield from unknown_ids(
        subject, RULE, "rollback task", known, _backward(subject), otherwise=hint
    )


def _forward(subject: Subject) -> Iterator[_Reference]:
    runbook = subject.runbook
    for path, who, task in tasks_of_both_legs(runbook):
        if path[0] == "tasks":
            for number, link in enumerate(task.after):
                yield (*path, "after", number, "task"), f"`after` of {who}", link.task
    for number, gate in enumerate(runbook.gates):
        yield ("gates", number, "meeting"), f"`meeting` of gate {gate.id}", gate.meeting
    for key, outage in runbook.outages.items():
        for name, edge in (("opens", outage.opens), ("closes", outage.closes)):
            if edge:
                yield ("outages", key, name, "task"), f"`{name}` of outage {key}", edge.task
    yield from _instructions(subject)


def _instructions(subject: Subject) -> Iterator[_Reference]:
    for number, instruction in enumerate(subject.runbook.instructions):
        for name, end in (("from", instruction.from_), ("until", instruction.until)):
            if isinstance(end, str):
                yield ("instructions", number, name), f"`{name}` of instruction {number + 1}", end


def _backward(subject: Subject) -> Iterator[_Reference]:
    runbook = subject.runbook
    for path, who, task in tasks_of_both_legs(runbook):
        if task.undo:
            yield (*path, "undo"), f"`undo` of {who}", task.undo
        if path[0] == "rollback":
            for number, link in enumerate(task.after):
                yield (*path, "after", number, "task"), f"`after` of {who}", link.task
    for key, outage in runbook.outages.items():
        if outage.rollback_closes:
            place = ("outages", key, "rollback_closes", "task")
            yield place, f"`rollback_closes` of outage {key}", outage.rollback_closes.task
