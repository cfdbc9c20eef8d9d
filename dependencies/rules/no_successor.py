"""A task that nothing waits for may be forgotten: its end is declared, or a link is missing."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, warning

RULE = "no-successor"


def check(order: Order) -> Iterator[Finding]:
    """Tasks without a successor that are not marked `end: true`."""
    waited_for = {link.task for task in order.runbook.tasks for link in task.after}
    waited_for |= order.subject.mentioned
    for number, task in enumerate(order.runbook.tasks):
        if task.end or task.id in waited_for:
            continue
        if not order.subject.gaps.hide(("tasks", number), "id", "end"):
            message = f"Nothing comes after task {task.id}."
            hint = "Link what waits for it, or mark it `end: true`."
            yield warning(RULE, ("tasks", number, "id"), message, hint)
