"""A task cannot use a system that is out of service, unless it is there to work on it.

The plan lets such a task wait until the system is back; some cannot, and those are found here.
"""

from __future__ import annotations

from collections.abc import Iterator

from dependencies.rules.subject import Order
from runbooks.clocktime import local_short
from runbooks.findings import Finding, error
from runbooks.outages import Outage

RULE = "outage-use"


def check(order: Order) -> Iterator[Finding]:
    """Every use of a system that the plan places within its outage.

    A degraded or read-only system is still in service.
    """
    if order.plan is None:
        return
    by_system: dict[str, list[tuple[str, Outage]]] = {}
    for key, outage in order.runbook.outages.items():
        if outage.impact == "unavailable":
            by_system.setdefault(outage.system, []).append((key, outage))
    for number, task in enumerate(order.runbook.tasks):
        for place, system in enumerate(task.uses):
            if system in task.works_on:
                continue
            for key, _ in by_system.get(system, ()):
                if _overlaps(order, task.id, key):
                    yield _finding(order, (number, place), system, key)


def _overlaps(order: Order, task_id: str, key: str) -> bool:
    assert order.plan is not None
    task, outage = order.plan.tasks[task_id], order.plan.outages.get(key)
    return outage is not None and task.early_start < outage.end and outage.start < task.early_finish


def _finding(order: Order, place: tuple[int, int], system: str, key: str) -> Finding:
    assert order.plan is not None
    task = order.runbook.tasks[place[0]]
    zone, outage = order.runbook.timezone, order.plan.outages[key]
    window = f"{local_short(outage.start, zone)} to {local_short(outage.end, zone)}"
    start = local_short(order.plan.tasks[task.id].early_start, zone)
    return error(
        RULE,
        ("tasks", place[0], "uses", place[1]),
        f"Task {task.id} uses {system} at {start}, during outage {key} ({window}), and cannot "
        f"wait for its end: {_why(order, task.id, key)}.",
        f"Link the task before the outage or behind it, or add `works_on: [{system}]` if the "
        "outage does not hinder it.",
    )


def _why(order: Order, task: str, key: str) -> str:
    """Why a task does not wait until an outage has ended."""
    outage, later = order.runbook.outages[key], {task, *order.after(task)}
    for edge, verb in ((outage.closes, "closes"), (outage.opens, "opens")):
        if edge is not None and edge.task in later:
            behind = "is that task" if edge.task == task else f"comes behind {task}"
            return f"what {verb} it, {edge.task}, {behind}"
    return "its end waits in a circle for tasks that wait for an outage"
