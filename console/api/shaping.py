"""From a look at a run to plain data, in the shapes of `answers.py`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from console.standing_data import task_data
from console.telling import sentence
from console.web.reading import Look
from console.web.views.expected import expected
from rehearsals.core.events import Fact
from rehearsals.core.history import HistoryEntry
from rehearsals.journal.codec import to_entry
from rehearsals.journal.port import Entry, Head
from runbooks.clocktime import rfc3339


def head_data(head: Head) -> dict[str, Any]:
    """The end of a stream."""
    return {"seq": head.seq, "hash": head.hash}


def frame_data(look: Look) -> dict[str, Any]:
    """What every answer about a run begins with."""
    return {
        "run": look.run,
        "timezone": look.state.runbook.timezone,
        "now": rfc3339(look.now),
    }


def summary_data(look: Look) -> dict[str, Any]:
    """A run, in short."""
    state, book = look.state, look.state.runbook
    return {
        **frame_data(look),
        "runbook": book.runbook,
        "title": book.title,
        "version": book.version,
        "mode": state.mode,
        "status": state.status,
        "opened_at": rfc3339(state.opened_at),
        "closed_at": rfc3339(state.closed_at) if state.closed_at else None,
        "tasks": len(look.standing.states),
        "settled": state.settled_count,
        "driven": look.driven,
        "speed": look.speed,
        "head": head_data(look.head),
    }


def entry_data(seq: int, entry: Entry) -> dict[str, Any]:
    """An event of a journal."""
    return {
        "seq": seq,
        "type": entry.type,
        "data": entry.data,
        "at": entry.at,
        "recorded_at": entry.recorded_at,
        "actor": entry.actor,
        "channel": entry.channel,
        "command": entry.command,
        "on_behalf_of": entry.on_behalf_of,
    }


def event_data(seq: int, fact: Fact) -> dict[str, Any]:
    """An event of a run."""
    return entry_data(seq, to_entry(fact))


def told_data(look: Look, seq: int, fact: Fact) -> dict[str, Any]:
    """An event of a run, with the sentence that says it."""
    return {**event_data(seq, fact), "text": sentence(fact.event, look.state)}


def history_data(look: Look, entries: Iterable[HistoryEntry]) -> list[dict[str, Any]]:
    """The history of a task or a gate."""
    return [
        {**told_data(look, one.seq, one.fact), "late": one.late, "taken_back": one.taken_back}
        for one in entries
    ]


def task_in_full(look: Look, task_id: str, history: Iterable[HistoryEntry]) -> dict[str, Any]:
    """One task; it is one of the run."""
    state = look.state
    task = state.index.tasks[task_id]
    return {
        **frame_data(look),
        "task": task_data(look.standing, task),
        "runbook": task.model_dump(mode="json", by_alias=True),
        "predecessors": list(state.index.predecessors(task_id)),
        "successors": list(state.index.behind.get(task_id, ())),
        "history": history_data(look, history),
    }


def plan_data(look: Look) -> dict[str, Any]:
    """The plan, and what is expected now."""
    stands = look.standing
    ahead = expected(stands)
    last = ahead.last
    return {
        **frame_data(look),
        "start": rfc3339(stands.plan.start),
        "finish": rfc3339(stands.plan.finish),
        "expected_finish": rfc3339(ahead.dates[last].finish) if last else None,
        "driving_chain": list(ahead.chain(last)),
        "tasks": [_planned(look, task, ahead.dates) for task in look.state.index.tasks],
    }


def _planned(look: Look, task: str, dates: Mapping[str, Any]) -> dict[str, Any]:
    planned, written = look.standing.planned(task), look.standing.plan.tasks.get(task)
    seen = dates.get(task)
    return {
        "id": task,
        "planned_start": rfc3339(planned.start),
        "planned_finish": rfc3339(planned.finish),
        "float_seconds": written.total_float if written else None,
        "critical": written.critical if written else False,
        "driver": written.driver if written else None,
        "expected_start": rfc3339(seen.start) if seen else None,
        "expected_finish": rfc3339(seen.finish) if seen else None,
    }
