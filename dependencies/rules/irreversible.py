"""What cannot be undone must wait for the decision that there is no way back."""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error

RULE = "irreversible-too-early"


def check(order: Order) -> Iterator[Finding]:
    """Irreversible tasks that follow no point of no return."""
    gaps = order.subject.gaps
    if order.has_hidden_links or gaps.hide_in(("gates",), "meeting", "point_of_no_return"):
        return
    meetings = [gate.meeting for _, gate in order.points_of_no_return()]
    allowed = frozenset[str]().union(*(order.after(meeting) for meeting in meetings))
    for number, task in enumerate(order.runbook.tasks):
        if task.irreversible and task.id not in allowed:
            where = "after the point of no return" if meetings else "and no gate stands before it"
            yield error(
                RULE,
                ("tasks", number, "irreversible"),
                f"Task {task.id} is irreversible, "
                f"{'but does not come ' if meetings else ''}{where}.",
                "Link it after the meeting of a gate with `point_of_no_return: true`.",
            )
