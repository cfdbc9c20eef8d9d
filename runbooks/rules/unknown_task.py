"""Whatever names a task must name one that exists, on the right leg.

Links stay within their leg; `undo`, `rollback_closes` and `stand_down_closes` cross over to a way
back, `undoes` from there to the way forward. Blackouts hold tasks of all legs.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.rules.references import tasks_of_all_legs, tasks_of_way_back, unknown_ids
from runbooks.rules.subject import Subject
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK, WayBackKind

RULE = "unknown-task"
_Reference = tuple[Path, str, str]


def check(subject: Subject) -> Iterator[Finding]:
    """Every link, meeting, edge of an outage, undo and instruction that names an unknown task."""
    hint = "Declare it under `tasks`; tasks of a way back cannot stand here."
    known = subject.names.tasks
    yield from unknown_ids(subject, RULE, "task", known, _forward(subject), otherwise=hint)
    for kind in WAYS_BACK:
        noun, known = f"{WAY_BACK_NAMES[kind]} task", subject.names.legs[kind]
        hint = f"Declare it under `{kind}: tasks`; tasks of the way forward cannot stand here."
        named = _backward(subject, kind)
        yield from unknown_ids(subject, RULE, noun, known, named, otherwise=hint)
    yield from _undo(subject)
    yield from _held(subject)


def _held(subject: Subject) -> Iterator[Finding]:
    """A blackout may hold tasks of any leg."""
    sections = (subject.names.tasks, *subject.names.legs.values())
    known = frozenset[str]().union(*(ids for ids in sections if ids is not None))
    named = (
        (("blackouts", key, "tasks", number), f"blackout {key}", name)
        for key, blackout in subject.runbook.blackouts.items()
        for number, name in enumerate(blackout.tasks)
    )
    hint = "Declare it under `tasks`, or among the tasks of a way back."
    every = None if None in sections else known
    yield from unknown_ids(subject, RULE, "task", every, named, otherwise=hint)


def _undo(subject: Subject) -> Iterator[Finding]:
    """A task of either way back may undo one of the way forward."""
    legs = subject.names.legs.values()
    known = frozenset[str]().union(*(leg for leg in legs if leg is not None))
    runbook = subject.runbook
    named = (
        ((*path, "undo"), f"`undo` of {who}", task.undo)
        for path, who, task in tasks_of_all_legs(runbook)
        if task.undo
    )
    yield from unknown_ids(
        subject,
        RULE,
        "rollback task" if not runbook.stand_down.tasks else "task of a way back",
        None if None in legs else known,
        named,
        otherwise="Declare it under `rollback: tasks`; tasks of the way forward cannot stand here.",
    )


def _forward(subject: Subject) -> Iterator[_Reference]:
    runbook = subject.runbook
    for path, who, task in tasks_of_all_legs(runbook):
        if path[0] == "tasks":
            for number, link in enumerate(task.after):
                yield (*path, "after", number, "task"), f"`after` of {who}", link.task
    for number, gate in enumerate(runbook.gates):
        yield ("gates", number, "meeting"), f"`meeting` of gate {gate.id}", gate.meeting
    for key, outage in runbook.outages.items():
        for name, edge in (("opens", outage.opens), ("closes", outage.closes)):
            if edge:
                yield ("outages", key, name, "task"), f"`{name}` of outage {key}", edge.task
    yield from _undone(subject)
    yield from _instructions(subject)


def _undone(subject: Subject) -> Iterator[_Reference]:
    for kind in WAYS_BACK:
        for path, who, task in tasks_of_way_back(subject.runbook, kind):
            for number, name in enumerate(task.undoes):
                yield (*path, "undoes", number), f"`undoes` of {who}", name


def _instructions(subject: Subject) -> Iterator[_Reference]:
    for number, instruction in enumerate(subject.runbook.instructions):
        for name, end in (("from", instruction.from_), ("until", instruction.until)):
            if isinstance(end, str):
                yield ("instructions", number, name), f"`{name}` of instruction {number + 1}", end


def _backward(subject: Subject, kind: WayBackKind) -> Iterator[_Reference]:
    runbook = subject.runbook
    for path, who, task in tasks_of_way_back(runbook, kind):
        for number, link in enumerate(task.after):
            yield (*path, "after", number, "task"), f"`after` of {who}", link.task
    for key, outage in runbook.outages.items():
        if edge := outage.closed_on_way_back(kind):
            name = f"{kind}_closes"
            yield ("outages", key, name, "task"), f"`{name}` of outage {key}", edge.task
