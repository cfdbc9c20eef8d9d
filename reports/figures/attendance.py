"""Attendance: who took part, and which tasks are therefore proven or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rehearsals.core.events import Attendance
from rehearsals.core.tasks.copies import copies_of
from reports.figures.material import Material, once
from reports.figures.proof import NotProven, criteria_not_looked_at, proven_tasks, unproven_tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyFigures:
    """A party that owns tasks in scope, or confirms copies of them."""

    party: str
    name: str
    #: None if nobody recorded it.
    attendance: Attendance | None
    #: Tasks it owns, how many of them are done, and how many are proven.
    owns: int
    done: int
    proven: int
    #: Copies of `for_each` tasks that it confirms, and has confirmed.
    copies: int
    confirmed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceFigures:
    """The parties in the order of the runbook, and the tasks done but not proven."""

    attendance: tuple[PartyFigures, ...]
    not_proven: tuple[str, ...]
    #: The same tasks by reason.
    not_proven_because: Mapping[NotProven, tuple[str, ...]]
    #: Criteria whose check had nothing to look at in the scope, as `GATE CRITERION`.
    not_looked_at: tuple[str, ...]


@once
def build_attendance(material: Material) -> AttendanceFigures:
    """The attendance of every party with a part in the scope."""
    proven = proven_tasks(material)
    parties = (_measure(material, party, proven) for party in _involved(material))
    unproven = unproven_tasks(material)
    return AttendanceFigures(
        attendance=tuple(parties),
        not_proven=tuple(unproven),
        not_proven_because={
            reason: tuple(key for key, found in unproven.items() if found == reason)
            for reason in dict.fromkeys(unproven.values())
        },
        not_looked_at=criteria_not_looked_at(material),
    )


def _involved(material: Material) -> list[str]:
    names: dict[str, None] = {}
    for task in material.forward.values():
        names[material.state.owner(task.id)] = None
        names.update(dict.fromkeys(copies_of(material.state, task.id)))
    order = {party: place for place, party in enumerate(material.runbook.parties)}
    return sorted(names, key=lambda party: order.get(party, len(order)))


def _measure(material: Material, party: str, proven: frozenset[str]) -> PartyFigures:
    state = material.state
    tasks = material.forward.values()
    owned = [task.id for task in tasks if state.owner(task.id) == party]
    copied = [task.id for task in tasks if party in copies_of(state, task.id)]
    return PartyFigures(
        party=party,
        name=material.party_name(party),
        attendance=state.attendance.get(party),
        owns=len(owned),
        done=sum(state.task(key).progress == "done" for key in owned),
        proven=sum(key in proven for key in owned),
        copies=len(copied),
        confirmed=sum(party in state.task(key).confirmations for key in copied),
    )
