"""Which tasks a run has proven: done, and by those who own them.

A task is not proven if the run was a simulation, if anything about it was entered by a simulated
person, or if its owner (or a party that confirms a copy) was simulated or absent.
"""

from __future__ import annotations

from rehearsals.core import events as e
from reports.figures.material import Material

_NOT_THERE = ("simulated", "absent")


def proven_tasks(material: Material) -> frozenset[str]:
    """The ids of the tasks that the run has proven."""
    state = material.state
    if state.mode == "simulation":
        return frozenset()
    simulated = _touched_by_simulated_people(material)
    return frozenset(
        task_id
        for task_id, task in state.index.tasks.items()
        if state.task(task_id).progress == "done"
        and task_id not in simulated
        and not any(
            state.attendance.get(party) in _NOT_THERE
            for party in (task.party, *material.runbook.groups.get(task.for_each or "", ()))
        )
    )


def _touched_by_simulated_people(material: Material) -> set[str]:
    return {
        fact.event.task
        for fact in material.facts
        if fact.channel == "simulation"
        and isinstance(fact.event, e.TaskStarted | e.TaskFinished | e.CopyConfirmed)
    }
