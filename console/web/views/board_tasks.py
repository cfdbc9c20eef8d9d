"""The tasks on the board: what is stuck, held, running, ready, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.naming import party_name
from console.web.reading import Look
from console.web.views.moments import WORTH_TELLING, Shown, clock_time, late_text
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import TaskState
from rehearsals.core.tasks.copies import copies_of
from runbooks.clocktime import local_short, minutes_text
from runbooks.tasks import Task

#: Tasks of a group that are named; the table has them all.
MOST_NAMED = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """A task that somebody looks for."""

    id: str
    title: str
    href: str
    state: str
    owner: str
    #: Its planned start, or its planned finish once it runs.
    due: Shown | None
    due_word: str
    #: How long it has been as it is.
    since: Shown | None
    since_text: str
    late: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskGroup:
    """Tasks in the same state."""

    key: str
    title: str
    rows: tuple[TaskRow, ...]
    count: int
    href: str


_GROUPS: tuple[tuple[str, str, tuple[TaskState, ...]], ...] = (
    ("stuck", "Failed or unknown", ("failed", "unknown")),
    ("held", "Held", ("held",)),
    ("running", "Running", ("running",)),
    ("ready", "Ready", ("ready",)),
)


def task_groups(look: Look) -> Iterator[TaskGroup]:
    """The groups that have tasks, what is stuck first; within a group the latest first."""
    stands = look.standing
    for key, title, states in _GROUPS:
        tasks = sorted(stands.those(*states), key=lambda task: -stands.late(task.id))
        if not tasks:
            continue
        stopped = key == "ready" and look.state.stopped is not None
        wanted = "&".join(f"state={state}" for state in states)
        yield TaskGroup(
            key=key,
            title=f"{title}, but starts are STOPPED" if stopped else title,
            rows=tuple(task_row(look, task) for task in tasks[:MOST_NAMED]),
            count=len(tasks),
            href=f"/runs/{look.run}/plan/table?{wanted}",
        )


def task_row(look: Look, task: Task) -> TaskRow:
    """A task as the board shows it."""
    stands, state = look.standing, look.state
    zone, now = state.runbook.timezone, look.now
    stands_as = stands.states.get(task.id, "given_up")
    dates, since = stands.planned(task.id), _since(look, task.id, stands_as)
    due = dates.finish if stands_as == "running" else dates.start
    return TaskRow(
        id=task.id,
        title=task.title,
        href=f"/runs/{state.run}/tasks/{task.id}",
        state="blocked" if state.task(task.id).blocks else stands_as,
        owner=party_name(state.runbook, state.owner(task.id)),
        due=clock_time(due, zone, now),
        due_word="due" if stands_as == "running" else "planned",
        since=clock_time(since, zone, now),
        since_text=minutes_text((now - since).total_seconds()) if since else "",
        late=_late(look, task.id),
        note=_note(look, task),
    )


def _late(look: Look, task_id: str) -> str:
    late = look.standing.late(task_id)
    if late >= WORTH_TELLING:
        return late_text(late)
    began = look.standing.began_late(task_id)
    return f"began {late_text(began)}" if began >= WORTH_TELLING else ""


def _since(look: Look, task_id: str, stands_as: TaskState) -> datetime | None:
    record = look.state.task(task_id)
    if stands_as in ("ready", "held"):
        return ready_at(look.state, task_id)
    if record.attempts:
        last = record.attempts[-1]
        return last.ended_at or last.started_at
    return None


def _note(look: Look, task: Task) -> str:
    """Why it is held, blocked or has failed; how many have confirmed; out of sequence."""
    record = look.state.task(task.id)
    words = [block.reason for block in record.blocks]
    if record.held:
        words.append(record.held)
    if record.progress == "failed" and record.attempts:
        words.append(record.attempts[-1].reason)
    if record.out_of_sequence is not None:
        words.append(f"out of sequence: {record.out_of_sequence}")
    if task.for_each:
        members = copies_of(look.state, task.id)
        words.append(f"{len(record.confirmations)} of {len(members)} confirmed")
    return "; ".join(word for word in words if word)


def next_words(look: Look) -> str:
    """What comes next, where nothing is ready; empty once the run is over."""
    state = look.state
    if state.status != "open":
        return ""
    coming = [
        (at, task_id)
        for task_id, stands_as in look.standing.states.items()
        if stands_as == "waiting" and (at := ready_at(state, task_id))
    ]
    if not coming:
        return "Nothing is ready."
    at, task_id = min(coming)
    title = state.index.tasks[task_id].title
    return (
        f"Nothing is ready. Next is {task_id} {title}, at "
        f"{local_short(at, state.runbook.timezone)}."
    )
