"""Driving chains: the tasks and fixed times that really decide when something can happen.

A chain is traced back from its end, at each task through the predecessor that lets it go last.
Where a not-before time holds a task longer than that, the chain goes on through the same
predecessor and shows the wait. Zero float would not do: fixed times swallow it.

Only a gate has slack: its meeting waits for its hour. An outage ends with the task that closes it;
what a delay would meet on the way there are the waits in the chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from dependencies.plan import Chain, ChainStep, PlannedOutage, PlannedTask
from runbooks.model import Runbook

Tasks = Mapping[str, PlannedTask]


def driving_chain(tasks: Tasks, task_id: str) -> tuple[ChainStep, ...]:
    """The chain that ends with a task, first task first."""
    steps = []
    current: str | None = task_id
    while current is not None:
        task = tasks[current]
        steps.append(
            ChainStep(
                task=task.id,
                start=task.early_start,
                finish=task.early_finish,
                wait=task.wait,
                driven_by=task.driven_by,
            )
        )
        current = task.driver
    return tuple(reversed(steps))


def critical_path(tasks: Tasks) -> tuple[str, ...]:
    """The driving chain to the task that finishes last (ties: the first written)."""
    if not tasks:
        return ()
    last = max(tasks.values(), key=lambda task: task.early_finish)
    return tuple(step.task for step in driving_chain(tasks, last.id))


def plan_chains(
    runbook: Runbook, tasks: Tasks, outages: Mapping[str, PlannedOutage]
) -> dict[str, Chain]:
    """The chain to each gate's meeting and to each outage's end, as far as they are planned."""
    gates = {
        gate.id: _gate_chain(tasks, gate.id, gate.meeting)
        for gate in runbook.gates
        if gate.meeting in tasks
    }
    return gates | {
        key: _outage_chain(runbook, tasks, key, outage)
        for key, outage in outages.items()
        if outage.closes_in_scope
    }


def _gate_chain(tasks: Tasks, gate: str, meeting: str) -> Chain:
    at, slack = tasks[meeting].early_start, tasks[meeting].wait
    return Chain(
        target=gate,
        ready_at=at - timedelta(seconds=slack),
        at=at,
        slack=slack,
        steps=driving_chain(tasks, meeting),
    )


def _outage_chain(runbook: Runbook, tasks: Tasks, key: str, outage: PlannedOutage) -> Chain:
    closes = runbook.outages[key].closes
    steps = driving_chain(tasks, closes.task) if closes else ()
    return Chain(target=key, ready_at=outage.end, at=outage.end, slack=0, steps=steps)
