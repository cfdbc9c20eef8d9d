"""A check of a gate looks at what is declared: tasks, parties, systems, targets of a forecast."""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.checks import FINISH, Check
from runbooks.findings import Finding, Path
from runbooks.rules.references import unknown_ids
from runbooks.rules.subject import Subject

RULE = "check-names"
_Reference = tuple[Path, str, str]


def check(subject: Subject) -> Iterator[Finding]:
    """Every task, party or group, system and target that a check names and that is not declared."""
    names = subject.names
    hint = "Declare it under `tasks`; tasks of a way back cannot be checked."
    references = _tasks(subject)
    yield from unknown_ids(subject, RULE, "task", names.tasks, references, otherwise=hint)
    both = None
    if names.parties is not None and names.groups is not None:
        both = names.parties | names.groups
    hint = "Declare it under `parties` or `groups`."
    references = _parties(subject)
    yield from unknown_ids(subject, RULE, "party or group", both, references, otherwise=hint)
    hint = "Declare it under `systems`."
    references = _systems(subject)
    yield from unknown_ids(subject, RULE, "system", names.systems, references, otherwise=hint)
    yield from _unknown_targets(subject)


def checks_of(subject: Subject) -> Iterator[tuple[Path, str, Check]]:
    """Every check, with its path and how a message names it."""
    for number, gate in enumerate(subject.runbook.gates):
        for place, criterion in enumerate(gate.criteria):
            if criterion.check is not None:
                path = ("gates", number, "criteria", place, "check")
                yield path, f"the check of {criterion.id} of gate {gate.id}", criterion.check


def _unknown_targets(subject: Subject) -> Iterator[Finding]:
    """What a forecast looks at: a gate, an outage, a task or the finish of the run."""
    sections = (subject.names.gates, subject.names.outages, subject.names.tasks)
    known = frozenset({FINISH}).union(*(ids for ids in sections if ids is not None))
    named = (
        ((*path, "forecast_p80_before", "target"), who, made.forecast_p80_before.target)
        for path, who, made in checks_of(subject)
        if made.forecast_p80_before is not None
    )
    hint = f"Name a gate, an outage, a task, or `{FINISH}`."
    every = None if None in sections else known
    yield from unknown_ids(subject, RULE, "target", every, named, otherwise=hint)


def _tasks(subject: Subject) -> Iterator[_Reference]:
    for path, who, made in checks_of(subject):
        if made.tasks_done is not None:
            for number, task in enumerate(made.tasks_done.tasks):
                yield (*path, "tasks_done", "tasks", number), who, task
        if made.result_within is not None:
            yield (*path, "result_within", "task"), who, made.result_within.task


def _parties(subject: Subject) -> Iterator[_Reference]:
    for path, who, made in checks_of(subject):
        if made.returns_complete is not None:
            for number, party in enumerate(made.returns_complete.parties):
                yield (*path, "returns_complete", "parties", number), who, party


def _systems(subject: Subject) -> Iterator[_Reference]:
    for path, who, made in checks_of(subject):
        if made.incidents_closed is not None:
            for number, system in enumerate(made.incidents_closed.systems):
                yield (*path, "incidents_closed", "systems", number), who, system
