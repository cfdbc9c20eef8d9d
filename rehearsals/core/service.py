"""Whether the systems that a task uses are in service, as far as their outages are known.

An outage keeps a task that uses its system from starting while it is open: opened by a task until
another closes it, or between two times of the clock. What runs when it opens goes on running.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.commands import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.clocktime import local


@dataclass(frozen=True, kw_only=True, slots=True)
class Out:
    """A time in which a task cannot start, since a system that it uses is out of service."""

    outage: str
    since: datetime
    #: When the system is, or will be, back (UTC); None if only a task can tell.
    until: datetime | None
    #: Whether it has really opened, and does not only stand in the plan.
    opened: bool

    def covers(self, moment: datetime) -> bool:
        """Whether it lasts at an instant (aware)."""
        return self.since <= moment and (self.until is None or moment < self.until)


def outs(state: RunState, task_id: str) -> tuple[Out, ...]:
    """The times in which a task cannot start for the outages that keep it, by their beginning."""
    keys = state.index.kept_by.get(task_id, ())
    return tuple(sorted(_outs(state, keys), key=lambda out: out.since)) if keys else ()


def in_service_from(state: RunState, task_id: str, moment: datetime) -> datetime | None:
    """From when on a task may start that is let go at a moment (UTC); None while nobody can say.

    That is the moment itself, or the end of the outage that kept the task from starting then, or
    that came before it had started. What runs, or is over, was kept by nothing that opened later.
    """
    record = state.task(task_id)
    begun = record.started_at if record.settled or record.progress == "running" else None
    for out in outs(state, task_id):
        if begun is not None and begun < out.since:
            break
        if out.opened or out.covers(moment):
            if out.until is None:
                return None
            moment = max(moment, out.until)
    return moment


def check_in_service(state: RunState, task_id: str, moment: datetime) -> Refusal | None:
    """A task does not start at a moment (UTC) at which a system that it uses is out of service."""
    out = next((out for out in outs(state, task_id) if out.covers(moment)), None)
    if out is None:
        return None
    system = state.runbook.outages[out.outage].system
    return refuse(
        "outage-open",
        f"{task_id} uses {system}, which outage {out.outage} keeps out of service "
        f"{_until(state, out)}.",
        "Start it once the system is back; if it has really begun all the same, the manager "
        f"records that: `callboard start {state.run} {task_id} --out-of-sequence --reason ...`.",
    )


def _outs(state: RunState, keys: tuple[str, ...]) -> Iterator[Out]:
    for key in keys:
        record, fixed = state.outage(key), state.index.fixed_outages.get(key)
        if record.opened_at is not None:
            until = record.closed_at or (fixed[1] if fixed else None)
            if until is not None or closing_end(state, key) is not None:
                yield Out(outage=key, since=record.opened_at, until=until, opened=True)
        elif fixed is not None and not _called_off(state):
            yield Out(outage=key, since=fixed[0], until=fixed[1], opened=False)


def _called_off(state: RunState) -> bool:
    """Whether what the outages of the clock were for is not done: the whole is turned back."""
    return any(not back.what.systems for back in state.turned_back)


def closing_end(state: RunState, outage: str) -> tuple[str, str] | None:
    """The task that is still to come to the end, "start" or "finish", at which it closes an outage.

    None if no task will: then nothing should wait for it.
    """
    for (task_id, end), keys in state.index.closes.items():
        record = state.task(task_id)
        past = record.settled or (end == "start" and record.progress == "running")
        lost = task_id in state.given_up or task_id not in state.index.tasks
        if outage in keys and not past and not lost:
            return task_id, end
    return None


def _until(state: RunState, out: Out) -> str:
    if out.until is not None:
        return f"until {local(out.until, state.runbook.timezone)}"
    closing = closing_end(state, out.outage)
    assert closing is not None
    task_id, end = closing
    return f"until {task_id} {'has begun' if end == 'start' else 'is done'}"
