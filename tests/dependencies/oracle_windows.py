"""Which windows a task stands still in: blackouts, and outages of what it uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runbooks.blackouts import Blackout
from runbooks.outages import Edge
from runbooks.tasks import Task
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_placing import Window


@dataclass(frozen=True, slots=True)
class Hold:
    """A task that waits out an outage of tasks; an opening task out of scope is None."""

    task: str
    outage: str
    opens: Edge | None
    closes: Edge

    @property
    def before(self) -> set[str]:
        """The tasks whose dates must be known before the held one's."""
        return {edge.task for edge in (self.opens, self.closes) if edge is not None}


def clock_windows(asked: Asked, task: Task) -> list[Window]:
    """The blackouts that a task is under, and the outages by the clock that hold it."""
    windows = [
        Window(asked.at(span.from_), asked.at(span.to), "blackout")
        for blackout in asked.runbook.blackouts.values()
        if is_under(blackout, task)
        for span in blackout.windows
    ]
    outages = asked.runbook.outages.items()
    return windows + [
        Window(asked.at(outage.from_), asked.at(outage.to), "outage", key)
        for key, outage in outages
        if key in hindering(asked, task) and outage.from_ is not None and outage.to is not None
    ]


def is_under(blackout: Blackout, task: Task) -> bool:
    """Whether a blackout holds a task: by name, by party, by a system, or since it holds all."""
    if not blackout.tasks and not blackout.parties and not blackout.systems:
        return True
    touched = set(task.uses) | set(task.works_on)
    return (
        task.id in blackout.tasks
        or task.party in blackout.parties
        or any(system in touched for system in blackout.systems)
    )


def hindering(asked: Asked, task: Task) -> list[str]:
    """The outages that take away a system which a task uses and does not work on."""
    needed = set(task.uses) - set(task.works_on)
    return [
        key
        for key, outage in asked.runbook.outages.items()
        if outage.impact == "unavailable" and outage.system in needed
    ]


def holds(asked: Asked) -> list[Hold]:
    """Who waits out which outage of tasks: where the outage's dates can be known first.

    Not if a task of the outage comes after the one to be held, nor if all such waits together
    would make it wait for itself.
    """
    links = {key: {link.task for link in asked.links(key)} for key in asked.tasks}
    wanted = [hold for hold in _candidates(asked) if not _needs(links, hold.before, hold.task)]
    whole = {
        key: before.union(*(hold.before for hold in wanted if hold.task == key))
        for key, before in links.items()
    }
    return [hold for hold in wanted if not _needs(whole, hold.before, hold.task)]


def _candidates(asked: Asked) -> Iterable[Hold]:
    for task in asked.tasks.values():
        for key in hindering(asked, task):
            outage = asked.runbook.outages[key]
            if outage.opens and outage.closes and outage.closes.task in asked.tasks:
                opens = outage.opens if outage.opens.task in asked.tasks else None
                yield Hold(task.id, key, opens, outage.closes)


def _needs(before: dict[str, set[str]], tasks: set[str], wanted: str) -> bool:
    """Whether some tasks are, or come after, a wanted one."""
    seen: set[str] = set()
    ahead = list(tasks)
    while ahead:
        task = ahead.pop()
        if task not in seen:
            seen.add(task)
            ahead += before[task]
    return wanted in seen
