"""What tasks need of every resource, with what a person takes from the teams she is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from runbooks.model import Runbook
from runbooks.tasks import Task

#: How many of each resource, by name.
Needs = Mapping[str, int]


def needs_of(runbook: Runbook, tasks: Iterable[Task]) -> dict[str, Needs]:
    """How many of each resource tasks take, by task id; those that need nobody are left out.

    Who needs a person by name takes a place of each team that person is in; a person who is named
    beside her team is one of those whom the team sends. Unknown names are left out.
    """
    teams = teams_by_person(runbook)
    found = {task.id: _needs(runbook, teams, task) for task in tasks if task.needs}
    return {task: needs for task, needs in found.items() if needs}


def teams_by_person(runbook: Runbook) -> dict[str, tuple[str, ...]]:
    """The teams that each person is in, in the order of the runbook."""
    found: dict[str, tuple[str, ...]] = {}
    for team, resource in runbook.resources.items():
        for member in dict.fromkeys(resource.members):
            found[member] = (*found.get(member, ()), team)
    return found


def _needs(runbook: Runbook, teams: Mapping[str, tuple[str, ...]], task: Task) -> Needs:
    needs = {name: many for name, many in task.needs.items() if name in runbook.resources}
    sent: dict[str, int] = {}
    for name in needs:
        for team in teams.get(name, ()):
            sent[team] = sent.get(team, 0) + 1
    for team, many in sent.items():
        needs[team] = max(needs.get(team, 0), many)
    return needs
