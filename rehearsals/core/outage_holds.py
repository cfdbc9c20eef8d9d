"""Which outages keep a task from starting, read off the structure of a run.

A task that uses a system waits until it is back, unless it works on it. An outage that tasks open
and close holds it only if neither of them comes behind it, by links or by other such waits: nobody
may wait for what waits for them. It is the planner's rule, without the planner's libraries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from runbooks.model import Runbook
from runbooks.outages import Outage
from runbooks.tasks import Link, Task

#: Outages opened or closed at a task's start or finish: (task, "start"|"finish") -> outage ids.
Edges = Mapping[tuple[str, str], tuple[str, ...]]
Before = Mapping[str, tuple[Link, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hold:
    """An outage that a task would wait for, and the tasks that move it."""

    task: str
    outage: str
    movers: frozenset[str]


def outage_edges(runbook: Runbook, in_scope: Collection[str]) -> tuple[Edges, Edges]:
    """The outages that the starts and finishes of tasks in scope open, and those they close."""
    opens: dict[tuple[str, str], tuple[str, ...]] = {}
    closes: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, outage in runbook.outages.items():
        for edge, table in ((outage.opens, opens), (outage.closes, closes)):
            if edge and edge.task in in_scope:
                place = (edge.task, edge.at)
                table[place] = (*table.get(place, ()), key)
    return opens, closes


def kept_by(
    runbook: Runbook, tasks: Mapping[str, Task], before: Before, opens: Edges, closes: Edges
) -> dict[str, tuple[str, ...]]:
    """The outages that keep each task from starting while they last; no entry for none.

    One that only tasks out of scope close holds nothing: it would hold for ever.
    """
    found: list[_Hold] = []
    for key, outage in runbook.outages.items():
        users = [task.id for task in tasks.values() if _uses(task, outage)]
        closers = _movers(closes, key) & tasks.keys()
        if outage.from_ and outage.to:
            found += [_Hold(task=user, outage=key, movers=frozenset()) for user in users]
        elif users and closers:
            movers = closers | (_movers(opens, key) & tasks.keys())
            ahead = _ahead_of(movers, before)
            found += [
                _Hold(task=user, outage=key, movers=movers) for user in users if user not in ahead
            ]
    kept: dict[str, tuple[str, ...]] = {}
    for hold in _without_circles(found, before):
        kept[hold.task] = (*kept.get(hold.task, ()), hold.outage)
    return kept


def _uses(task: Task, outage: Outage) -> bool:
    """Whether a task needs the system of an outage; a degraded or read-only one is in service."""
    hindered = outage.system in task.uses and outage.system not in task.works_on
    return hindered and outage.impact == "unavailable"


def _movers(edges: Edges, outage: str) -> frozenset[str]:
    return frozenset(task for (task, _), keys in edges.items() if outage in keys)


def _ahead_of(tasks: Iterable[str], before: Before) -> set[str]:
    """Some tasks, and all that come before them by links."""
    found = set(tasks)
    frontier = list(found)
    while frontier:
        fresh = {link.task for link in before[frontier.pop()]} - found
        found |= fresh
        frontier += fresh
    return found


def _without_circles(holds: list[_Hold], before: Before) -> Iterator[_Hold]:
    """The holds that do not lie in a circle of links and holds; each of one in a circle falls."""
    waits: dict[str, set[str]] = {}
    if any(hold.movers for hold in holds):
        waits = {task: {link.task for link in links} for task, links in before.items()}
    for hold in holds:
        if hold.movers:
            waits[hold.task] |= hold.movers
    behind = _turned_round(waits) if _has_circle(waits) else {}
    for hold in holds:
        if not behind or hold.movers.isdisjoint(_reached(hold.task, behind)):
            yield hold


def _has_circle(waits: Mapping[str, set[str]]) -> bool:
    try:
        TopologicalSorter(waits).prepare()
    except CycleError:
        return True
    return False


def _turned_round(waits: Mapping[str, set[str]]) -> dict[str, list[str]]:
    behind: dict[str, list[str]] = {task: [] for task in waits}
    for task, ahead in waits.items():
        for one in ahead:
            behind[one].append(task)
    return behind


def _reached(task: str, behind: Mapping[str, Iterable[str]]) -> set[str]:
    """What waits for a task, near and far; itself if it waits for itself."""
    found: set[str] = set()
    frontier = [task]
    while frontier:
        fresh = set(behind[frontier.pop()]) - found
        found |= fresh
        frontier += fresh
    return found
