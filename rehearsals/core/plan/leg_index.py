"""The structure of a run that was turned back.

The chosen tasks of the way back stand beside the others, so that they are started, done, failed and
held like any task.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from dependencies.legs import links_among
from rehearsals.core.index import (
    RunIndex,
    behind_by,
    blackouts_of,
    calendars_of,
    earliest_of,
    index_runbook,
)
from rehearsals.core.night.state import TurningBack
from rehearsals.core.outage_holds import kept_by
from rehearsals.core.plan.events import TurnedBack
from runbooks.model import Runbook
from runbooks.tasks import WayBackTask
from runbooks.ways_back import WAYS_BACK, WayBackKind


def index_run(
    runbook: Runbook, forward: tuple[str, ...], turned_back: Sequence[TurningBack] = ()
) -> RunIndex:
    """The structure of the tasks in scope and of the legs that run; raises as `index_runbook`.

    No task of a leg is ready before the decision that (last) asked for it.
    """
    index = index_runbook(runbook, forward)
    for kind in WAYS_BACK:
        turnings = [each for each in turned_back if each.what.kind == kind]
        if turnings:
            index = _with_leg(index, runbook, kind, turnings)
    return index


def _with_leg(
    index: RunIndex, runbook: Runbook, kind: WayBackKind, turnings: Sequence[TurningBack]
) -> RunIndex:
    asked = {task: each.asked_at.get(task, each.at) for each in turnings for task in each.what.leg}
    tasks = [task for task in runbook.way_back(kind).tasks if task.id in asked]
    legs_links = links_among(runbook.way_back(kind).tasks, asked)
    everything = {**index.tasks, **{task.id: task for task in tasks}}
    before = {**index.before, **legs_links}
    closes = _closing(index, runbook, kind, turnings)
    return replace(
        index,
        tasks=everything,
        order={task_id: place for place, task_id in enumerate(everything)},
        before=before,
        behind={**index.behind, **behind_by(legs_links)},
        not_before={
            **index.not_before,
            **{task.id: _earliest(task, asked[task.id], runbook) for task in tasks},
        },
        calendars={**index.calendars, **calendars_of(tasks, runbook)},
        blackouts={**index.blackouts, **blackouts_of(tasks, runbook)},
        closes=closes,
        kept_by=kept_by(runbook, everything, before, index.opens, closes),
    )


def _earliest(task: WayBackTask, decided: datetime, runbook: Runbook) -> datetime:
    own = earliest_of(task, runbook)
    return decided if own is None else max(decided, own)


def _closing(
    index: RunIndex, runbook: Runbook, kind: WayBackKind, turnings: Sequence[TurningBack]
) -> dict[tuple[str, str], tuple[str, ...]]:
    closes = dict(index.closes)
    for key in returned_outages(runbook, [each.what for each in turnings]):
        edge = runbook.outages[key].closed_on_way_back(kind)
        if edge is not None:
            place = (edge.task, edge.at)
            closes[place] = (*closes.get(place, ()), key)
    return closes


def returned_outages(runbook: Runbook, turnings: Iterable[TurnedBack]) -> tuple[str, ...]:
    """The outages that the way back ends: all of them, or those of what was turned back.

    Those are the outages of the systems named, and those that nothing on the way forward will end
    any more.
    """
    decided = list(turnings)
    if any(not each.systems for each in decided):
        return tuple(runbook.outages)
    systems = {system for each in decided for system in each.systems}
    given_up = {task for each in decided for task in each.given_up}
    return tuple(
        key
        for key, outage in runbook.outages.items()
        if outage.system in systems or (outage.closes and outage.closes.task in given_up)
    )
