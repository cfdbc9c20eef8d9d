"""What has happened of a run, as far as planning the rest needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dependencies.progress import Progress
from rehearsals.core.gates.events import GateDecided
from rehearsals.core.state import RunState, TaskRecord


def facts_of(state: RunState, now: datetime) -> Mapping[str, Progress]:
    """The progress of every task that has begun or is over, at an instant (aware).

    A task that failed has begun and must be tried again: its whole length lies ahead from now on.
    One of unknown outcome counts as running, a task of many copies as running until the last. What
    is held or blocked has no progress by that: it is assumed to go on now. Tasks that were given up
    are left out.
    """
    facts = {
        task: fact
        for task, record in state.tasks.items()
        if task in state.index.tasks and task not in state.given_up
        if (fact := _progress(record, now)) is not None
    }
    for task, until in _deferred(state):
        if task in facts and facts[task].finished is not None:
            continue
        begun = facts.get(task, _NOTHING)
        facts[task] = Progress(started=begun.started, since=begun.since, not_before=until)
    return facts


_NOTHING = Progress()


def _progress(record: TaskRecord, now: datetime) -> Progress | None:
    if record.settled and record.settled_at is not None:
        return Progress(started=record.started_at, finished=record.settled_at)
    if record.progress not in ("running", "unknown", "failed") or record.started_at is None:
        return None
    since = now if record.progress == "failed" else record.attempts[-1].started_at
    return Progress(started=record.started_at, since=since)


def _deferred(state: RunState) -> list[tuple[str, datetime]]:
    """The meetings whose decision was put off, with when it is taken up again."""
    found = []
    for task, gate in state.index.meeting_of.items():
        last = state.gate(gate.id).last
        if last and isinstance(last.what, GateDecided) and last.what.outcome == "deferred":
            found.append((task, last.what.until or state.opened_at))
    return [(task, until) for task, until in found if task not in state.given_up]
