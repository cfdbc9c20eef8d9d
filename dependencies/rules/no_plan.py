"""A runbook that cannot be planned: above all one with a task for which there is no room."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.errors import NoRoom
from runbooks.findings import Finding, Path, error

RULE = "no-plan"


def check(order: Order) -> Iterator[Finding]:
    """The first task that fits nowhere, or whatever else keeps the runbook from being planned."""
    failure = order.failure
    if failure is None:
        return
    hint = failure.hint or "Correct the times and lengths of the tasks."
    yield error(RULE, _path(order), f"There is no plan: {failure.message}", hint)


def _path(order: Order) -> Path:
    if isinstance(order.failure, NoRoom):
        for number, task in enumerate(order.runbook.tasks):
            if task.id == order.failure.task:
                return "tasks", number
    return ("tasks",)
