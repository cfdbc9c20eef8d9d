"""Why dates ahead are no more than the earliest: what is overdue, held or blocked, or behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np

from dependencies.kernels.arrays import FF, FS, OPEN, OVER, SS, START, Arrays
from dependencies.kernels.forward import Early
from dependencies.network import Network
from rehearsals.core.state import RunState, TaskRecord
from rehearsals.core.working import likely_finish

#: Of a task itself: past its likely end; kept from starting; somebody says that it cannot go on.
OVERDUE, HELD, BLOCKED = "overdue", "held", "blocked"
#: Before the reason of what another task in doubt lets go last.
AFTER = "after what is"


class Doubt(NamedTuple):
    """Why the start and the finish of a task are no more than the earliest; empty if they are."""

    start: str
    finish: str


class _Edge(NamedTuple):
    """A task that is let go last by one end of another, by their places in the network."""

    task: int
    by: int
    by_start: bool
    holds_start: bool


def doubts_of(
    state: RunState, network: Network, early: Early, now: datetime
) -> Mapping[str, Doubt]:
    """The doubts of the tasks that have any, by task.

    A task hangs on another if that is what lets it go last, as things stand.
    """
    found = dict(_own(state, network, early, now))
    if not found:
        return {}
    for edge in _binding(network, early):
        by = found.get(edge.by)
        why = by and (by.start if edge.by_start else by.finish)
        if why:
            behind = why if why.startswith(AFTER) else f"{AFTER} {why}"
            own = found.get(edge.task, Doubt("", ""))
            starts = edge.holds_start or network.arrays.standing[edge.task] == OPEN
            found[edge.task] = Doubt(own.start or (behind if starts else ""), own.finish or behind)
    return {network.tasks[place].id: doubt for place, doubt in found.items()}


def _own(
    state: RunState, network: Network, early: Early, now: datetime
) -> Iterator[tuple[int, Doubt]]:
    present = network.frame.seconds(now)
    for task, record in state.tasks.items():
        place = network.place.get(task)
        if place is None or record.settled:
            continue
        begun = network.arrays.standing[place] != OPEN
        why = ""
        if begun and _is_past(state, task, record, now):
            ends = int(early.finish[place])
            why = OVERDUE if record.progress == "failed" or ends <= present else ""
        elif record.held is not None and not begun:
            why = HELD
        why = why or (BLOCKED if record.blocks else "")
        if why:
            yield place, Doubt("" if begun else why, why)


def _is_past(state: RunState, task: str, record: TaskRecord, now: datetime) -> bool:
    """Whether the likely end of the last attempt at a task is past."""
    return likely_finish(state, task, record.attempts[-1].started_at) < now


def _binding(network: Network, early: Early) -> list[_Edge]:
    """What lets each task go last, each behind those of the tasks before it."""
    return sorted([*_links(network.arrays, early), *_outages(network.arrays, early)])


def _links(net: Arrays, early: Early) -> Iterator[_Edge]:
    task = np.repeat(np.arange(len(net.duration)), np.diff(net.first))
    by_finish = (net.kind == FS) | (net.kind == FF)
    holds_start = (net.kind == FS) | (net.kind == SS)
    bound = np.where(by_finish, early.finish[net.source], early.start[net.source]) + net.lag
    standing = net.standing[task]
    binds = np.where(
        holds_start,
        (standing == OPEN) & (bound == early.start[task]),
        (standing != OVER) & (bound == early.finish[task]),
    ) & (net.standing[net.source] != OVER)
    for at in np.flatnonzero(binds):
        source = int(net.source[at])
        yield _Edge(int(task[at]), source, not by_finish[at], bool(holds_start[at]))


def _outages(net: Arrays, early: Early) -> Iterator[_Edge]:
    """The outages that end just when a task begins that uses their system."""
    task = np.repeat(np.arange(len(net.duration)), np.diff(net.outage_first))
    at_start = net.closer_end == START
    ends = np.where(at_start, early.start[net.closer], early.finish[net.closer])
    binds = (net.standing[task] == OPEN) & (ends == early.start[task])
    for at in np.flatnonzero(binds & (net.standing[net.closer] != OVER)):
        yield _Edge(int(task[at]), int(net.closer[at]), bool(at_start[at]), holds_start=True)
