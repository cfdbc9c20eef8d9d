"""Who takes part in a run: each party, who plays it, and who could act for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.web.reading import Look
from console.web.visitor import Visitor
from rehearsals.core.state import RunState
from rehearsals.core.words import Attendance
from rehearsals.people.register import Held, Register

#: What each word means, for people, and the shape it is shown with.
WORDS: Mapping[Attendance | None, tuple[str, str]] = {
    "required": ("takes part", "present"),
    "volunteered": ("takes part, unasked", "present"),
    "absent": ("absent", "missing"),
    "simulated": ("simulated", "running"),
    None: ("acts for itself", "waiting"),
}
#: People who are named for a party.
_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyRow:
    """A party of the run."""

    id: str
    name: str
    word: str
    shape: str
    #: Tasks that it still has to do, and all of its own.
    ahead: int
    tasks: int
    #: The names of who could act for it.
    people: str
    #: Whether the visitor could.
    mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceView:
    """The page."""

    rows: tuple[PartyRow, ...]
    simulated: int
    #: Whether the visitor may change it, and what there is to choose.
    may: bool
    choices: tuple[tuple[str, str, str], ...]
    #: What holds for everybody here.
    note: str


def attendance_view(look: Look, visitor: Visitor) -> AttendanceView:
    """Who takes part, the parties with tasks first; whether the visitor may say otherwise."""
    state = look.state
    mine = {party for held in _held(visitor) for party in held.parties}
    rows = sorted(
        (_row(state, visitor, party, mine) for party in state.runbook.parties),
        key=lambda row: (not row.mine, not row.tasks),
    )
    rehearsal = state.mode == "rehearsal"
    may = (
        state.status == "open"
        and state.mode != "simulation"
        and visitor.has(
            {"cutover_manager", "rehearsal_controller"} if rehearsal else {"cutover_manager"}
        )
    )
    return AttendanceView(
        rows=tuple(row for row in rows if row.tasks or row.id in state.attendance),
        simulated=sum(word == "simulated" for word in state.attendance.values()),
        may=may,
        choices=tuple(_choices(rehearsal=rehearsal)) if may else (),
        note=_note(state),
    )


def _choices(*, rehearsal: bool) -> list[tuple[str, str, str]]:
    found = [("required", "They take part", "primary"), ("absent", "They are absent", "")]
    return [*found, ("simulated", "Simulated people play them", "")] if rehearsal else found


def _note(state: RunState) -> str:
    if state.mode == "simulation":
        return "This is a simulation: simulated people play every party, and nobody acts beside."
    if state.mode == "live":
        return "This is the real cutover: nobody is simulated."
    return (
        "Whoever takes over a party finds its tasks as they stand; simulated people let go of them "
        "at once. Given back, they go on from there. What they do is marked, and not proven."
    )


def _held(visitor: Visitor) -> tuple[Held, ...]:
    if visitor.person is None:
        return ()
    return visitor.register.roles_of(visitor.person.id, visitor.now)


def _row(state: RunState, visitor: Visitor, party: str, mine: set[str]) -> PartyRow:
    word, shape = WORDS[state.attendance.get(party)]
    tasks = [task for task in state.index.tasks if _is_of(state, task, party)]
    return PartyRow(
        id=party,
        name=state.runbook.parties[party].name,
        word=word,
        shape=shape,
        ahead=sum(state.task(task).settled_at is None for task in tasks),
        tasks=len(tasks),
        people=_people(visitor.register, visitor, party),
        mine=party in mine,
    )


def _is_of(state: RunState, task: str, party: str) -> bool:
    """Whether a task is the party's, by itself or as one of its copies."""
    if state.owner(task) == party:
        return True
    group = state.index.tasks[task].for_each
    return group is not None and party in state.runbook.members_of((group,))


def _people(register: Register, visitor: Visitor, party: str) -> str:
    found = register.holders("task_owner", visitor.now, party)
    names = [register.people[one].name for one in found[:_MOST_NAMED]]
    more = len(found) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
