"""Whoever owns, attends, decides, advises or brings evidence must be a declared party.

Where several may be meant (`with`, members, advisers, observers) a group will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from runbooks.findings import Finding, Path
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.rules.references import tasks_of_all_legs, unknown_ids
from runbooks.rules.subject import Subject
from runbooks.ways_back import WAY_BACK_NAMES, WAYS_BACK

RULE = "unknown-party"
_Reference = tuple[Path, str, str]


def check(subject: Subject) -> Iterator[Finding]:
    """Every party, or party or group, that is named but not declared."""
    parties, groups = subject.names.parties, subject.names.groups
    both = None if parties is None or groups is None else parties | groups
    hint = "Declare it under `parties`."
    named = _parties(subject.runbook)
    yield from unknown_ids(subject, RULE, "party", parties, named, otherwise=hint)
    hint = "Declare it under `parties` or `groups`."
    named = _parties_or_groups(subject.runbook)
    yield from unknown_ids(subject, RULE, "party or group", both, named, otherwise=hint)


def _parties(runbook: Runbook) -> Iterator[_Reference]:
    for path, who, task in tasks_of_all_legs(runbook):
        yield (*path, "party"), f"`party` of {who}", task.party
    for kind in WAYS_BACK:
        if authority := runbook.way_back(kind).authority:
            yield (kind, "authority"), f"`authority` of the {WAY_BACK_NAMES[kind]}", authority
    yield from _at_work(runbook)
    for group, members in runbook.groups.items():
        for number, member in enumerate(members):
            yield ("groups", group, number), f"group {group}", member
    for number, gate in enumerate(runbook.gates):
        if gate.decider:
            yield ("gates", number, "decider"), f"`decider` of gate {gate.id}", gate.decider
        for place, criterion in enumerate(gate.criteria):
            path = ("gates", number, "criteria", place, "owner")
            yield path, f"criterion {criterion.id} of gate {gate.id}", criterion.owner


def _at_work(runbook: Runbook) -> Iterator[_Reference]:
    """Parties whose people a resource has, or whose tasks a blackout holds."""
    for key, resource in runbook.resources.items():
        if resource.party:
            yield ("resources", key, "party"), f"`party` of resource {key}", resource.party
    for key, blackout in runbook.blackouts.items():
        for number, party in enumerate(blackout.parties):
            yield ("blackouts", key, "parties", number), f"blackout {key}", party


def _parties_or_groups(runbook: Runbook) -> Iterator[_Reference]:
    for path, who, task in tasks_of_all_legs(runbook):
        for number, name in enumerate(task.with_):
            yield (*path, "with", number), f"`with` of {who}", name
    for number, gate in enumerate(runbook.gates):
        yield from _of_gate(number, gate)


def _of_gate(number: int, gate: Gate) -> Iterator[_Reference]:
    lists = {"members": gate.members, "advised_by": gate.advised_by, "observers": gate.observers}
    for key, names in lists.items():
        for place, name in enumerate(names):
            yield ("gates", number, key, place), f"`{key}` of gate {gate.id}", name
