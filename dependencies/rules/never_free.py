"""A task whose people are never free for as long as it takes can never be done."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.people.unfree import never_free
from dependencies.rules.subject import Order
from runbooks.clocktime import minutes_text
from runbooks.errors import TimeError
from runbooks.findings import Finding, error

RULE = "never-free"


def check(order: Order) -> Iterator[Finding]:
    """Each task that fits in no shift of those it needs, within its own calendar and windows."""
    if order.plan is None or not order.runbook.resources:
        return
    try:
        found = dict(never_free(order.plan))
    except TimeError:
        # The rules on moments and calendars say where it stands.
        return
    for number, task in enumerate(order.runbook.tasks):
        if task.id in found:
            name, path = found[task.id], ("tasks", number, "needs")
            yield error(
                RULE,
                (*path, name) if name in task.needs else path,
                f"Task {task.id} needs {name} for {minutes_text(task.duration.likely)}, "
                "which no shift leaves room for.",
                "Lengthen or move the shifts, cut the task in two, or give it to others.",
            )
