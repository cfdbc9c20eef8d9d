"""When a run can be turned back, from which gate, and by whose decision: read off its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rehearsals.core.gates.speakers import deciders
from rehearsals.core.night.state import TurningBack
from rehearsals.core.presence import standing_in
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.ways_back import WAYS_BACK


def touched(state: RunState, task_id: str) -> datetime | None:
    """When work on a task really began (UTC); None if it did not, or only by a mistaken entry."""
    attempts = state.task(task_id).attempts
    return next((each.started_at for each in attempts if each.outcome != "undone"), None)


def passed_no_return(state: RunState) -> tuple[str, datetime] | None:
    """The irreversible task that began first, and when (UTC): from there on nothing turns back."""
    begun = (
        (moment, task_id)
        for task_id in state.index.forward
        if state.index.tasks[task_id].irreversible and (moment := touched(state, task_id))
    )
    first = min(begun, default=None)
    return None if first is None else (first[1], first[0])


def way_back_at(runbook: Runbook, gate: Gate) -> WayBackKind | None:
    """The way back that a gate has: the one it asks for on a no-go, else whichever there is."""
    kinds = [kind for kind in WAYS_BACK if gate.id in runbook.way_back(kind).gates]
    return next((kind for kind in kinds if kind == gate.on_no_go), next(iter(kinds), None))


def turned_back_whole(state: RunState) -> bool:
    """Whether the whole run was turned back, and not only some systems."""
    return any(not each.what.systems for each in state.turned_back)


def turning_of(turned_back: Sequence[TurningBack], task: str) -> TurningBack:
    """The decision whose way back undoes a task that was given up: of the whole, if there is one.

    Raises StopIteration for a task that no decision gave up.
    """
    whole = [each for each in turned_back if not each.what.systems]
    return next(
        each for each in (*whole, *turned_back) if each in whole or task in each.what.given_up
    )


def gates_from_here(state: RunState, kind: WayBackKind) -> tuple[Gate, ...]:
    """The gates of a way back from which it can be taken as the run stands now.

    A gate's meeting has begun, and that of no gate behind it.
    """
    allowed = state.runbook.way_back(kind).gates
    return tuple(
        gate
        for gate in state.index.meeting_of.values()
        if gate.id in allowed and is_at(state, gate)
    )


def ways_from_here(state: RunState) -> tuple[tuple[WayBackKind, Gate], ...]:
    """The ways back that can be taken as the run stands now, each with its gate."""
    if passed_no_return(state) or turned_back_whole(state):
        return ()
    return tuple((kind, gate) for kind in WAYS_BACK for gate in gates_from_here(state, kind))


def is_at(state: RunState, gate: Gate) -> bool:
    """Whether a run stands at a gate or behind it, and not yet at one that comes later."""
    if touched(state, gate.meeting) is None:
        return False
    return not any(touched(state, later.meeting) for later in gates_behind(state, gate))


def gates_behind(state: RunState, gate: Gate) -> Iterator[Gate]:
    """The gates in scope that wait for a gate, near and far."""
    for task_id in behind(state, (gate.meeting,)):
        if task_id in state.index.meeting_of:
            yield state.index.meeting_of[task_id]


def behind(state: RunState, task_ids: tuple[str, ...]) -> frozenset[str]:
    """All tasks that wait for any of some tasks, near and far."""
    found: set[str] = set()
    frontier = list(task_ids)
    while frontier:
        fresh = [t for t in state.index.behind[frontier.pop()] if t not in found]
        found.update(fresh)
        frontier += fresh
    return frozenset(found)


def authorities(state: RunState, kind: WayBackKind, gate: Gate) -> tuple[str, ...]:
    """The parties any one of which may decide to turn back from a gate; those still there.

    The one that the way back names; else the gate's decider, or, where many decide the gate, the
    party that runs its meeting: no single one of many turns everybody back.
    """
    named = state.runbook.way_back(kind).authority
    if named is None and gate.rule == "decider":
        return deciders(state, gate)
    party = standing_in(state, named or state.owner(gate.meeting))
    return (party,) if party else ()
