"""A task that waits for a notice stands behind what that notice tells, or it waits for ever.

A notice says that an outage has started or is completed once the task is done that opens or closes
it, and that it is firm once the gate has let it become so.
"""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.findings import Finding, error
from runbooks.model import Runbook
from runbooks.outages import Edge
from runbooks.tasks import NotifyRun

RULE = "notify-order"
_VERBS = {"firm": "makes it firm", "started": "opens it", "completed": "closes it"}


def check(order: Order) -> Iterator[Finding]:
    """`notify` tasks of the way forward that hold up, or are, what they wait to be told of."""
    for number, task in enumerate(order.runbook.tasks):
        notify = task.run.notify if task.run else None
        if notify is None:
            continue
        later = {task.id, *order.after(task.id)}
        for key in notify.outages or order.runbook.outages:
            awaited = _awaited(order.runbook, notify, key, task.id)
            if awaited in later:
                path = ("tasks", number, "run", "notify", "told")
                message = (
                    f"Task {task.id} waits until it is told that outage {key} is {notify.told}, "
                    f"and holds up the task that {_VERBS[notify.told]}, {awaited}."
                )
                yield error(RULE, path, message, f"Link it behind {awaited}.")
                break


def _awaited(runbook: Runbook, notify: NotifyRun, key: str, by: str) -> str | None:
    """The task that must be done before the notice can say so; None if none is known."""
    outage = runbook.outages.get(key)
    if outage is None:
        return None
    if notify.told == "firm":
        gate = runbook.gate_by_id.get(runbook.notices.firm_at or "")
        return gate.meeting if gate else None
    edges: dict[str, Edge | None] = {"started": outage.opens, "completed": outage.closes}
    edge = edges.get(notify.told)
    if edge is None or (edge.at == "start" and edge.task == by):
        # It is told as soon as the waiting task itself has started.
        return None
    return edge.task
