"""How taking back what was said of a task changes the draft of a state; its history stays."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.state import Attempt, TaskRecord


def take_rework(draft: Draft, event: e.CopyWithdrawn | e.TaskReopened | e.EntryUndone) -> None:
    """Change the draft by one event that takes back what was said of a task."""
    match event:
        case e.CopyWithdrawn():
            _copy_withdrawn(draft, event)
        case e.TaskReopened():
            _reopened(draft, event)
        case e.EntryUndone():
            _entry_undone(draft, event)
        case _:
            assert_never(event)


def _reopened(draft: Draft, event: e.TaskReopened) -> None:
    """A done or skipped task is open again; what its parties confirmed counts no longer."""
    record = draft.task(event.task)
    attempts = record.attempts
    if record.progress == "done":
        attempts = (*attempts[:-1], replace(attempts[-1], outcome="reopened"))
    draft.tasks[event.task] = replace(
        record,
        progress="open",
        attempts=attempts,
        confirmations={},
        results={},
        settled_at=None,
        skip_reason="",
    )
    draft.settled_count -= 1
    _deactivate(draft, event.task, record, tuple(record.confirmations))


def _copy_withdrawn(draft: Draft, event: e.CopyWithdrawn) -> None:
    """A party's copy is not done after all; a task that was done with it goes on."""
    record = draft.task(event.task)
    left = {party: copy for party, copy in record.confirmations.items() if party != event.party}
    draft.tasks[event.task] = replace(record, confirmations=left)
    if record.progress == "done":
        _run_on(draft, event.task)
    _deactivate(draft, event.task, record, (event.party,))


def _entry_undone(draft: Draft, event: e.EntryUndone) -> None:
    """The task stands as it stood before the entry that was a mistake."""
    match event.what:
        case "started":
            _never_started(draft, event.task)
        case "finished":
            record = draft.task(event.task)
            _run_on(draft, event.task)
            _deactivate(draft, event.task, record, ())
        case "failed":
            record = draft.task(event.task)
            draft.tasks[event.task] = replace(
                record, progress="running", attempts=_running_again(record)
            )
        case "skipped":
            record = draft.task(event.task)
            draft.tasks[event.task] = replace(
                record, progress=record.skipped_from, settled_at=None, skip_reason=""
            )
            draft.settled_count -= 1


def _never_started(draft: Draft, task: str) -> None:
    record = draft.task(task)
    *earlier, last = record.attempts
    # A task that had failed has failed still, for the same reason; unless it was reopened since.
    failed = _standing(tuple(earlier)) if last.after_failure else None
    undone = replace(
        last,
        ended_at=last.started_at,
        outcome="undone",
        reason=failed.reason if failed else last.reason,
    )
    marks = (attempt.out_of_sequence for attempt in earlier)
    draft.tasks[task] = replace(
        record,
        progress="failed" if failed else "open",
        attempts=(*earlier, undone),
        out_of_sequence=next((mark for mark in marks if mark), None),
    )


def _run_on(draft: Draft, task: str) -> None:
    """A done task is running again, in the same attempt."""
    record = draft.task(task)
    draft.tasks[task] = replace(
        record,
        progress="running",
        attempts=_running_again(record),
        results={},
        settled_at=None,
    )
    draft.settled_count -= 1


def _running_again(record: TaskRecord) -> tuple[Attempt, ...]:
    *earlier, last = record.attempts
    return (*earlier, replace(last, ended_at=None, outcome="running", reason=""))


def _standing(attempts: tuple[Attempt, ...]) -> Attempt | None:
    """The newest attempt that was really made."""
    return next((one for one in reversed(attempts) if one.outcome != "undone"), None)


def _deactivate(draft: Draft, task_id: str, before: TaskRecord, parties: tuple[str, ...]) -> None:
    """A service activation that is not done after all locks its participant's tasks again.

    One that was recorded by hand, with evidence of its own, stands: only what came with the task,
    at the same instant, goes with it.
    """
    task = draft.index.tasks[task_id]
    if not task.activates:
        return
    came = {party: before.confirmations[party].at for party in parties}
    if not task.for_each and before.settled_at is not None:
        came[draft.task(task_id).owner or task.party] = before.settled_at
    for party, moment in came.items():
        if draft.activated.get(party) == moment:
            del draft.activated[party]
