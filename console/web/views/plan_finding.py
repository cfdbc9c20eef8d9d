"""Finding tasks of a run by what somebody asks for, in the order that they want."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from console.naming import party_name
from console.standing import Standing
from console.web.pictures.gantt import chain_of
from console.web.views.expected import Expected
from console.web.views.moments import WORTH_TELLING
from console.web.views.plan_query import STATES
from rehearsals.core.state import TaskState
from runbooks.tasks import Task

_DIGITS = re.compile(r"(\d+)")
#: Sorts behind everything that has a date.
_NEVER = datetime.max.replace(tzinfo=UTC)


#: Of which nothing more is to be done.
_SETTLED: frozenset[TaskState] = frozenset({"done", "skipped", "given_up"})


class Wanted(Protocol):
    """What is asked for: see `plan_table.TableQuery`."""

    @property
    def q(self) -> str:
        """Words."""

    @property
    def phase(self) -> str:
        """A phase."""

    @property
    def party(self) -> str:
        """A party that owns it or must be there."""

    @property
    def states(self) -> tuple[TaskState, ...]:
        """Any of these."""

    @property
    def chain(self) -> str:
        """On the driving chain to this."""

    @property
    def late(self) -> str:
        """`yes`, `all`, or empty."""

    @property
    def sort(self) -> str:
        """What to sort by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A task that was asked for."""

    task: Task
    state: TaskState
    #: Seconds behind the plan; 0 or less if it is not.
    late: int


def find(stands: Standing, ahead: Expected, wanted: Wanted) -> list[Found]:
    """The tasks that are asked for, in order; ties by the order of the runbook."""
    found = list(_found(stands, ahead, wanted))
    key = _key(stands, ahead, wanted.sort.removeprefix("-"))
    return sorted(found, key=key, reverse=wanted.sort.startswith("-"))


def _found(stands: Standing, ahead: Expected, wanted: Wanted) -> Iterator[Found]:
    state, book = stands.state, stands.state.runbook
    words = wanted.q.casefold().split()
    chain = wanted.chain if wanted.chain != "none" else ""
    on_chain = frozenset(chain_of(stands, ahead, chain)) if chain else None
    for task in state.index.tasks.values():
        stands_as = stands.states.get(task.id, "given_up")
        if wanted.states and stands_as not in wanted.states:
            continue
        if wanted.phase and task.phase != wanted.phase:
            continue
        if on_chain is not None and task.id not in on_chain:
            continue
        owner = state.owner(task.id)
        if wanted.party and wanted.party not in (owner, *task.with_):
            continue
        if words:
            text = f"{task.id} {task.title} {owner} {party_name(book, owner)}".casefold()
            if not all(each in text for each in words):
                continue
        late = stands.late(task.id) if task.id in stands.dates else 0
        if _is_late(wanted.late, stands_as, late):
            yield Found(task=task, state=stands_as, late=late)


def _is_late(asked: str, state: TaskState, late: int) -> bool:
    if not asked:
        return True
    return late >= WORTH_TELLING and (asked == "all" or state in ("ready", "running"))


def _key(stands: Standing, ahead: Expected, sort: str) -> Callable[[Found], Any]:
    state, book = stands.state, stands.state.runbook
    phases = {phase: place for place, phase in enumerate(book.all_phases)}
    names = {party: one.name.casefold() for party, one in book.parties.items()}

    def owner(found: Found) -> str:
        party = state.owner(found.task.id)
        return names.get(party, party.casefold())

    keys: dict[str, Callable[[Found], Any]] = {
        "id": lambda found: _natural(found.task.id),
        "state": lambda found: STATES.index(found.state),
        "expected": lambda found: (
            ahead.dates[found.task.id].start if found.task.id in ahead.dates else _NEVER
        ),
        "late": lambda found: found.late,
        "party": owner,
        # Of the way back, which lies in phases of its own, at the end.
        "phase": lambda found: (
            found.task.id in book.way_back_of,
            phases.get(found.task.phase, len(phases)),
        ),
    }

    def planned(found: Found) -> datetime:
        dates = stands.dates.get(found.task.id)
        return dates.start if dates else _NEVER

    keys["open"] = lambda found: (found.state in _SETTLED, planned(found))
    return keys.get(sort, planned)


def _natural(text: str) -> list[tuple[int, int, str]]:
    """T9 before T10: numbers within a text count as numbers."""
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(text)
        if part
    ]
