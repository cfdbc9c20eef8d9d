"""How a fact about a task changes the draft of a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.state import Attempt, Confirmation
from rehearsals.core.tasks.apply_blocks import left_blocked, take_block
from rehearsals.core.tasks.apply_rework import take_rework


def take_task_event(draft: Draft, event: e.TaskEvent, fact: e.Fact) -> None:
    """Change the draft by one event on a task."""
    match event:
        case e.TaskStarted():
            _started(draft, event, fact)
        case e.CopyConfirmed():
            _confirmed(draft, event, fact.at)
        case e.TaskFinished():
            _settled(draft, event, fact.at)
        case e.TaskFailed() | e.TaskOutcomeUnknown():
            _ended(draft, event, fact.at)
        case e.RetryAsked():
            draft.tasks[event.task] = replace(draft.task(event.task), progress="open")
        case e.TaskSkipped():
            _skipped(draft, event, fact.at)
        case e.TaskReassigned():
            draft.tasks[event.task] = replace(draft.task(event.task), owner=event.party)
        case e.TaskBlocked() | e.TaskUnblocked():
            take_block(draft, event, fact)
        case e.CopyWithdrawn() | e.TaskReopened() | e.EntryUndone():
            take_rework(draft, event)
        case _:
            _held_or_released(draft, event)


def _held_or_released(
    draft: Draft, event: e.TaskHeld | e.TaskReleased | e.BranchHeld | e.BranchReleased
) -> None:
    match event:
        case e.TaskHeld():
            _hold(draft, (event.task,), event.reason, branch=None)
        case e.BranchHeld():
            _hold(draft, event.held, event.reason, branch=event.task)
        case e.TaskReleased():
            _hold(draft, (event.task,), None, branch=None)
        case e.BranchReleased():
            _hold(draft, event.released, None, branch=None)
        case _:
            assert_never(event)


def _hold(draft: Draft, tasks: tuple[str, ...], reason: str | None, *, branch: str | None) -> None:
    for task in tasks:
        draft.tasks[task] = replace(draft.task(task), held=reason, held_for=branch)


def _started(draft: Draft, event: e.TaskStarted, fact: e.Fact) -> None:
    record = draft.task(event.task)
    attempt = Attempt(
        number=event.attempt,
        started_at=fact.at,
        started_by=fact.actor,
        out_of_sequence=event.out_of_sequence,
        after_failure=record.progress == "failed",
    )
    draft.tasks[event.task] = replace(
        record,
        progress="running",
        attempts=(*record.attempts, attempt),
        blocks=left_blocked(record, since=fact.at),
        out_of_sequence=record.out_of_sequence or event.out_of_sequence,
    )


def _confirmed(draft: Draft, event: e.CopyConfirmed, at: datetime) -> None:
    record = draft.task(event.task)
    copy = Confirmation(at=at, results=event.results)
    draft.tasks[event.task] = replace(
        record,
        confirmations={**record.confirmations, event.party: copy},
        blocks=left_blocked(record, without=(event.party,)),
    )


def _skipped(draft: Draft, event: e.TaskSkipped, at: datetime) -> None:
    record = draft.task(event.task)
    draft.tasks[event.task] = replace(
        record,
        progress="skipped",
        skipped_from=record.progress,
        settled_at=at,
        skip_reason=event.reason,
        blocks=(),
    )
    draft.settled_count += 1


def _settled(draft: Draft, event: e.TaskFinished, at: datetime) -> None:
    record = draft.task(event.task)
    last = replace(record.attempts[-1], ended_at=at, outcome="done")
    draft.tasks[event.task] = replace(
        record,
        progress="done",
        attempts=(*record.attempts[:-1], last),
        results=event.results,
        settled_at=at,
        blocks=(),
    )
    draft.settled_count += 1
    if event.task in draft.given_up:
        # Entered late: it had been done before the run was turned back.
        draft.given_up -= {event.task}


def _ended(draft: Draft, event: e.TaskFailed | e.TaskOutcomeUnknown, at: datetime) -> None:
    record = draft.task(event.task)
    outcome: e.EndedBadly = "failed" if isinstance(event, e.TaskFailed) else "unknown"
    reason = event.reason if isinstance(event, e.TaskFailed) else ""
    last = replace(record.attempts[-1], ended_at=at, outcome=outcome, reason=reason)
    draft.tasks[event.task] = replace(
        record, progress=outcome, attempts=(*record.attempts[:-1], last), blocks=()
    )
