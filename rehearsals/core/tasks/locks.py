"""Participant locks: tasks that stay shut until their participant's service activation is done.

The lock is derived: a task says that it is locked, and the run knows who is activated.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import events as e
from rehearsals.core.commands import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import copies_of, missing_copies


def unlocked_at(state: RunState, task_id: str) -> datetime | None:
    """When (UTC) the lock of a task opened: at the run's opening if it has none, None while shut.

    A task with a copy for each party opens with the first of them that is activated.
    """
    task = state.index.tasks[task_id]
    if not task.locked_until_activated:
        return state.opened_at
    parties = copies_of(state, task_id) if task.for_each else (state.owner(task_id),)
    moments = [state.activated[party] for party in parties if party in state.activated]
    if task.for_each and not parties:
        return state.opened_at
    return min(moments, default=None)


def locked_parties(state: RunState, task_id: str) -> tuple[str, ...]:
    """The parties without service activation that keep a task, or their copies of it, locked."""
    task = state.index.tasks[task_id]
    if not task.locked_until_activated:
        return ()
    parties = missing_copies(state, task_id) if task.for_each else (state.owner(task_id),)
    return tuple(party for party in parties if party not in state.activated)


def check_unlocked(state: RunState, task_id: str) -> Refusal | None:
    """A locked task does not start, in whatever sequence."""
    if unlocked_at(state, task_id) is not None:
        return None
    return _locked(state, task_id, locked_parties(state, task_id))


def check_copies_unlocked(
    state: RunState, task_id: str, parties: tuple[str, ...], moment: datetime
) -> Refusal | None:
    """A party confirms its copy of a locked task only once it is activated itself."""
    if not state.index.tasks[task_id].locked_until_activated:
        return None
    shut = [p for p in parties if p not in state.activated or state.activated[p] > moment]
    return _locked(state, task_id, tuple(shut)) if shut else None


def check_has_lock(state: RunState, party: str) -> Refusal | None:
    """An activation opens something: a task that is locked for the party."""
    shut = {key: locked_parties(state, key) for key in state.index.tasks}
    if any(party in parties for parties in shut.values()):
        return None
    others = list(dict.fromkeys(each for parties in shut.values() for each in parties))
    return refuse(
        "nothing-locked",
        f"No task is locked until {party} is activated.",
        f"Locked are tasks of {', '.join(others)}."
        if others
        else f"Nothing is locked in run {state.run}; see `callboard show {state.run}`.",
    )


def activations(
    state: RunState, task_id: str, parties: tuple[str, ...]
) -> tuple[e.ParticipantActivated, ...]:
    """What follows when a task that is a service activation is done for some parties."""
    if not state.index.tasks[task_id].activates:
        return ()
    return tuple(
        e.ParticipantActivated(party=party, evidence=f"{task_id} is done.")
        for party in parties
        if party not in state.activated
    )


def begun_behind_lock(state: RunState, task_id: str, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Locked tasks of some parties that have begun since a task activated them."""
    if not state.index.tasks[task_id].activates:
        return ()
    shown = set(parties)
    return tuple(
        task.id
        for task in state.index.tasks.values()
        if task.locked_until_activated and shown & _at_work(state, task.id)
    )


def _at_work(state: RunState, task_id: str) -> set[str]:
    record = state.task(task_id)
    if state.index.tasks[task_id].for_each:
        return set(record.confirmations)
    return {state.owner(task_id)} if record.progress not in ("open", "skipped") else set()


def _locked(state: RunState, task_id: str, parties: tuple[str, ...]) -> Refusal:
    one = parties[0] if parties else "PARTY"
    return refuse(
        "locked",
        f"{task_id} is locked: {', '.join(parties)} has no service activation.",
        f"Record it once it is done: `callboard activate {state.run} {one} --evidence ...`.",
    )
