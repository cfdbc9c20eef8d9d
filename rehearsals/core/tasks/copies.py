"""Whose copies a `for_each` task is made of now: of the group, without who dropped out."""

from __future__ import annotations

from rehearsals.core.presence import standing_in
from rehearsals.core.state import RunState


def copies_of(state: RunState, task_id: str) -> tuple[str, ...]:
    """The parties that confirm, or have confirmed, a copy of a `for_each` task; none for others.

    A party that left is asked for nothing: its copy stands if it was confirmed, is its stand-in's
    if another party took over, and falls away if none did. A stand-in with a copy of its own
    confirms once for both.
    """
    group = state.index.tasks[task_id].for_each
    if not group:
        return ()
    confirmed = state.task(task_id).confirmations
    asked: list[str] = []
    for member in state.runbook.groups[group]:
        party = member if member in confirmed else standing_in(state, member)
        if party is not None and party not in asked:
            asked.append(party)
    return tuple(asked)


def missing_copies(state: RunState, task_id: str) -> tuple[str, ...]:
    """The parties whose copies of a `for_each` task are still to be confirmed."""
    confirmed = state.task(task_id).confirmations
    return tuple(party for party in copies_of(state, task_id) if party not in confirmed)
