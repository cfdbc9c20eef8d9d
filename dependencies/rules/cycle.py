"""Tasks that wait for each other in a circle would all wait for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dependencies.graph import cycle_among
from dependencies.rules.subject import Order
from runbooks.findings import Finding, Path, error
from runbooks.tasks import Task

RULE = "cycle"


def check(order: Order) -> Iterator[Finding]:
    """One circle of each leg, named from its first task as written."""
    runbook = order.runbook
    yield from _circle(runbook.tasks, ("tasks",))
    yield from _circle(runbook.rollback.tasks, ("rollback", "tasks"))


def _circle(tasks: Sequence[Task], path: Path) -> Iterator[Finding]:
    cycle = cycle_among(tasks)
    if cycle is None:
        return
    number = next(n for n, task in reversed(list(enumerate(tasks))) if task.id == cycle[0])
    links = [link.task for link in tasks[number].after]
    link = links.index(cycle[-1])
    shown = " -> ".join((*cycle, cycle[0]))
    yield error(
        RULE,
        (*path, number, "after", link),
        f"Tasks wait for each other in a circle: {shown}.",
        "Remove one of these links.",
    )
