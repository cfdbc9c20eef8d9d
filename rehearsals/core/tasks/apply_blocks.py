"""How it changes the draft of a state that a task is blocked, or can go on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.state import Block, TaskRecord


def take_block(draft: Draft, event: e.TaskBlocked | e.TaskUnblocked, fact: e.Fact) -> None:
    """Change the draft by one event on what keeps a task from going on."""
    record = draft.task(event.task)
    if isinstance(event, e.TaskUnblocked):
        left = left_blocked(record, without=event.parties) if event.parties else ()
    else:
        by = fact.on_behalf_of or fact.actor
        whose: tuple[str | None, ...] = event.parties or (None,)
        fresh = (
            Block(reason=event.reason, needs=event.needs, at=fact.at, by=by, party=party)
            for party in whose
        )
        left = tuple(sorted((*record.blocks, *fresh), key=lambda block: block.at))
    draft.tasks[event.task] = replace(record, blocks=left)


def left_blocked(
    record: TaskRecord, *, without: Collection[str] = (), since: datetime | None = None
) -> tuple[Block, ...]:
    """What is left of a task's blocks, without those of some parties, or of before an instant.

    A start that is entered late does not answer what was said after it had happened.
    """
    return tuple(
        block
        for block in record.blocks
        if block.party not in without and (since is None or block.at > since)
    )
