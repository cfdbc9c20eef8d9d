"""Which tasks a run has proven: done, and by those who own them.

A task is proven if its owner, and every party that confirms a copy of it, is recorded as present
(`required` or `volunteered`), and nothing about it was entered by a simulated person. Of a party
whose attendance nobody recorded, nobody knows whether it was there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from rehearsals.core import events as e
from rehearsals.core.gates.checking import not_looked_at, shown
from rehearsals.core.tasks.copies import copies_of
from reports.figures.material import Material, once
from runbooks.tasks import Task

#: Why a task that is done is not proven, the gravest first.
NotProven = Literal["simulated", "absent", "attendance not recorded"]


@once
def proven_tasks(material: Material) -> frozenset[str]:
    """The ids of the tasks that the run has proven."""
    return frozenset(_done(material)) - unproven_tasks(material).keys()


@once
def unproven_tasks(material: Material) -> Mapping[str, NotProven]:
    """The tasks that are done and not proven, in runbook order, and the gravest reason of each."""
    simulated = _touched_by_simulated_people(material)
    tasks = material.forward
    reasons = {
        key: "simulated" if key in simulated else _reason(material, tasks[key])
        for key in _done(material)
    }
    return {key: reason for key, reason in reasons.items() if reason is not None}


def criteria_not_looked_at(material: Material) -> tuple[str, ...]:
    """`GATE CRITERION` of those whose check had nothing to look at, and for which nobody showed."""
    return tuple(
        f"{gate.id} {criterion.id}"
        for gate in material.runbook.gates
        if gate.meeting in material.forward
        for criterion in gate.criteria
        if not_looked_at(shown(criterion, material.state.gate(gate.id)))
    )


def _done(material: Material) -> list[str]:
    state = material.state
    return [key for key in material.forward if state.task(key).progress == "done"]


def _reason(material: Material, task: Task) -> NotProven | None:
    if material.state.mode == "simulation":
        return "simulated"
    parties = (material.state.owner(task.id), *copies_of(material.state, task.id))
    found = {_missing(material.state.attendance.get(party)) for party in parties}
    return next((reason for reason in get_args(NotProven) if reason in found), None)


def _missing(attendance: e.Attendance | None) -> NotProven | None:
    match attendance:
        case "required" | "volunteered":
            return None
        case "simulated" | "absent":
            return attendance
        case None:
            return "attendance not recorded"


def _touched_by_simulated_people(material: Material) -> set[str]:
    return {
        fact.event.task
        for fact in material.facts
        if fact.channel == "simulation"
        and isinstance(fact.event, e.TaskStarted | e.TaskFinished | e.CopyConfirmed)
    }
