"""What turning back amounts to as a run stands: what is given up, and what of the leg is run.

Only branches that were touched, by work done, running, failed or of unknown outcome, and the tasks
that always run. The leg's own links give their order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from dependencies.legs import links_among
from rehearsals.core.plan.events import TurnedBack
from rehearsals.core.plan.leg_index import returned_outages
from rehearsals.core.plan.turning_rules import behind, touched
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.tasks import Task, WayBackTask


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What turning back would come to; task ids in the order of the runbook."""

    #: Tasks of the way forward that will not be done.
    given_up: tuple[str, ...]
    #: What runs and is stopped: of the way forward, and of a leg that has to wait for more.
    stopped: tuple[str, ...]
    #: Tasks of the way back that are to be done.
    leg: tuple[str, ...]
    #: Touched tasks that the leg undoes.
    undone: tuple[str, ...]
    #: Outages open now that the leg ends.
    returned: tuple[str, ...]
    #: Tasks of the leg that end those.
    ending: tuple[str, ...]
    #: Touched tasks that only the other way back undoes.
    out_of_reach: tuple[str, ...]


def choose(state: RunState, kind: WayBackKind, gate: str, systems: Collection[str] = ()) -> Choice:
    """What turning back comes to: of some systems, or with none named of the whole."""
    given_up = _given_up(state, systems)
    turning = TurnedBack(
        kind=kind, gate=gate, decided_by="", reason="", systems=tuple(systems), given_up=given_up
    )
    undone = _undone_by(state, kind, systems)
    returned = _returned(state, turning)
    undone_at_all = {task_id for task_ids in undone.values() for task_id in task_ids}
    ending = _closing(state, kind, returned)
    leg, waiting = _leg(state, kind, undone, ending)
    return Choice(
        given_up=given_up,
        stopped=tuple(t for t in (*given_up, *waiting) if state.task(t).progress == "running"),
        leg=leg,
        undone=tuple(t for t in state.index.forward if t in undone_at_all),
        returned=returned,
        ending=tuple(task.id for task in state.runbook.way_back(kind).tasks if task.id in ending),
        out_of_reach=_out_of_reach(state, kind, systems),
    )


def works_on(task: Task, systems: Collection[str]) -> bool:
    """Whether a task works on any of some systems; on any at all if none is named."""
    return not systems or any(system in systems for system in task.works_on)


def _given_up(state: RunState, systems: Collection[str]) -> tuple[str, ...]:
    tasks, forward = state.index.tasks, state.index.forward
    left = [t for t in forward if not state.task(t).settled and t not in state.given_up]
    if not systems:
        return tuple(left)
    first = tuple(t for t in left if works_on(tasks[t], systems))
    lost = {*state.given_up, *first, *behind(state, first)}
    while openers := _open_for_ever(state, left, lost):
        lost |= {*openers, *behind(state, openers)}
    return tuple(t for t in left if t in lost)


def _open_for_ever(state: RunState, left: Iterable[str], lost: Collection[str]) -> tuple[str, ...]:
    """Tasks that would open an outage which nothing on the way forward closes any more."""
    outages = state.runbook.outages.items()
    openers = {
        outage.opens.task
        for key, outage in outages
        if outage.opens and outage.closes and outage.closes.task in lost
        if state.outage(key).opened_at is None
    }
    return tuple(task_id for task_id in left if task_id in openers and task_id not in lost)


def _leg(
    state: RunState,
    kind: WayBackKind,
    undone: Mapping[str, Collection[str]],
    closing: Collection[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is to be done of the leg; and of that, what waits for something that undoes."""
    runbook = state.runbook
    leg = runbook.way_back(kind).tasks
    chosen = {task.id for task in leg if task.always or task.id in closing or task.id in undone}
    earlier = {t for t in runbook.way_back_of if t in state.index.tasks}
    always = {task.id for task in leg if task.always}
    undoing = {
        task.id
        for task in leg
        if task.id in chosen - always
        and not _still_good(state, task, undone.get(task.id, ()), closing)
    }
    waiting = behind_in_leg(leg, chosen | earlier, undoing)
    todo = always | undoing | waiting
    ids = [task.id for task in leg]
    return tuple(t for t in ids if t in todo), tuple(t for t in ids if t in waiting)


def _undone_by(
    state: RunState, kind: WayBackKind, systems: Collection[str]
) -> dict[str, list[str]]:
    """The touched tasks that each task of the leg undoes, of those that matter."""
    leg = state.runbook.way_back(kind)
    own = {task.id: task for task in leg.tasks}
    undone: dict[str, list[str]] = {}
    for task_id in state.index.forward:
        if touched(state, task_id) is None:
            continue
        task = state.index.tasks[task_id]
        for back in leg.undoing(task):
            if works_on(own[back], systems) or works_on(task, systems):
                undone.setdefault(back, []).append(task_id)
    return undone


def _returned(state: RunState, turning: TurnedBack) -> tuple[str, ...]:
    decided = [e.what for e in state.turned_back if e.what.kind == turning.kind]
    outages = state.runbook.outages
    return tuple(
        key
        for key in returned_outages(state.runbook, [*decided, turning])
        if state.outage(key).is_open and outages[key].closed_on_way_back(turning.kind)
    )


def _closing(state: RunState, kind: WayBackKind, returned: Iterable[str]) -> set[str]:
    """The tasks of the leg that end an outage which is open now."""
    edges = (state.runbook.outages[key].closed_on_way_back(kind) for key in returned)
    return {edge.task for edge in edges if edge}


def _still_good(
    state: RunState, task: WayBackTask, undone: Collection[str], closing: Collection[str]
) -> bool:
    """Whether a task of the leg was done before, and nothing that it undoes was touched since."""
    settled_at = state.task(task.id).settled_at
    if settled_at is None or task.id in closing:
        return False
    return all(state.task(each).attempts[-1].started_at <= settled_at for each in undone)


def behind_in_leg(
    leg: tuple[WayBackTask, ...], among: Collection[str], first: Collection[str]
) -> set[str]:
    """What waits in the leg for something that is (again) to be done, and so is done (again)."""
    links = links_among(leg, among).items()
    before = {key: {link.task for link in ahead} for key, ahead in links}
    found: set[str] = set()
    for key in TopologicalSorter(before).static_order():
        if not before[key].isdisjoint(found.union(first)):
            found.add(key)
    return found


def _out_of_reach(state: RunState, kind: WayBackKind, systems: Collection[str]) -> tuple[str, ...]:
    other: WayBackKind = "rollback" if kind == "stand_down" else "stand_down"
    this, that = state.runbook.way_back(kind), state.runbook.way_back(other)
    tasks = state.index.tasks
    return tuple(
        task_id
        for task_id in state.index.forward
        if touched(state, task_id) is not None
        and works_on(tasks[task_id], systems)
        and that.undoing(tasks[task_id])
        and not this.undoing(tasks[task_id])
    )
