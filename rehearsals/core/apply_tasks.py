"""How a fact about a task changes the draft of a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from rehearsals.core import events as e
from rehearsals.core.draft import Draft
from rehearsals.core.state import Attempt, Confirmation


def take_task_event(draft: Draft, event: e.TaskEvent, fact: e.Fact) -> None:
    """Change the draft by one event on a task."""
    match event:
        case e.TaskStarted():
            _started(draft, event, fact)
        case e.CopyConfirmed():
            record = draft.task(event.task)
            copy = Confirmation(at=fact.at, results=event.results)
            draft.tasks[event.task] = replace(
                record, confirmations={**record.confirmations, event.party: copy}
            )
        case e.TaskFinished():
            _settled(draft, event, fact.at)
        case e.TaskFailed():
            _ended(draft, event, fact.at, event.reason)
        case e.TaskOutcomeUnknown():
            _ended(draft, event, fact.at, "")
        case e.RetryAsked():
            draft.tasks[event.task] = replace(draft.task(event.task), progress="open")
        case e.TaskSkipped():
            record = draft.task(event.task)
            draft.tasks[event.task] = replace(
                record, progress="skipped", settled_at=fact.at, skip_reason=event.reason
            )
            draft.settled_count += 1
        case e.TaskHeld():
            draft.tasks[event.task] = replace(draft.task(event.task), held=event.reason)
        case e.TaskReleased():
            draft.tasks[event.task] = replace(draft.task(event.task), held=None)
        case _:
            assert_never(event)


def _started(draft: Draft, event: e.TaskStarted, fact: e.Fact) -> None:
    record = draft.task(event.task)
    attempt = Attempt(number=event.attempt, started_at=fact.at, started_by=fact.actor)
    draft.tasks[event.task] = replace(
        record, progress="running", attempts=(*record.attempts, attempt)
    )


def _settled(draft: Draft, event: e.TaskFinished, at: datetime) -> None:
    record = draft.task(event.task)
    last = replace(record.attempts[-1], ended_at=at, outcome="done")
    draft.tasks[event.task] = replace(
        record,
        progress="done",
        attempts=(*record.attempts[:-1], last),
        results=event.results,
        settled_at=at,
    )
    draft.settled_count += 1


def _ended(
    draft: Draft, event: e.TaskFailed | e.TaskOutcomeUnknown, at: datetime, reason: str
) -> None:
    record = draft.task(event.task)
    outcome: e.EndedBadly = "failed" if isinstance(event, e.TaskFailed) else "unknown"
    last = replace(record.attempts[-1], ended_at=at, outcome=outcome, reason=reason)
    draft.tasks[event.task] = replace(
        record, progress=outcome, attempts=(*record.attempts[:-1], last)
    )
