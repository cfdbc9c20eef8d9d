"""What a run asks of machines: automated tasks, outages that the clock moves, checks of gates.

After a crash a started, unfinished attempt has an unknown outcome: it is marked so, and started
again where its task says `on_unknown: retry`. Machines keep to the working time of their tasks and
begin nothing that would meet a blackout (`core/working.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rehearsals.clocks import speed
from rehearsals.core import commands as c
from rehearsals.core.agenda import Agenda
from rehearsals.core.events import Fact
from rehearsals.core.plan.turning_rules import turned_back_whole
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState, TaskRecord
from rehearsals.core.tasks.starting import barred
from rehearsals.core.working import opens_at
from rehearsals.engine.executor import Executor, Job, JobOutcome
from rehearsals.engine.gate_checks import GateChecks
from rehearsals.engine.outcomes import Outcomes, by_engine
from runbooks.tasks import Task


def is_automated(task: Task) -> bool:
    """Whether a machine does the task."""
    return task.run is not None


def retries_itself(task: Task) -> bool:
    """Whether an attempt of unknown outcome is followed by another.

    A wait has done nothing yet; nor has one for notices, which sends none.
    """
    if task.run is None:
        return task.on_unknown == "retry"
    waits = task.run.wait is not None or task.run.notify is not None
    return waits or task.on_unknown == "retry"


class Automation:
    """Decides what the engine must ask for next; hands started attempts to the executor."""

    def __init__(self, state: RunState, executor: Executor) -> None:
        self._executor = executor
        self._agenda = Agenda(state, is_automated)
        self._checks = GateChecks()
        self._outcomes = Outcomes()
        self._handed_over: set[tuple[str, int]] = set()

    def adopt(self, state: RunState) -> tuple[c.AnyCommand, ...]:
        """Mark attempts that an engine before this one left running: nobody knows their outcome."""
        return tuple(
            _mark_unknown(task_id, record.attempts[-1].number)
            for task_id, record in state.tasks.items()
            if record.progress == "running" and is_automated(state.index.tasks[task_id])
        )

    def due(
        self, state: RunState, facts: Iterable[Fact], now: datetime
    ) -> tuple[tuple[c.AnyCommand, ...], datetime | None]:
        """Commands that are due now, and when the next one will be, if that is known."""
        commands: list[c.AnyCommand] = []
        later: list[datetime] = []
        for task_id in self._agenda.due(state, facts):
            self._look_at(state, task_id, now, commands, later)
        self._look_at_outages(state, now, commands, later)
        commands.extend(self._checks.due(state, now))
        if (held := self._outcomes.next_at(state, now)) is not None:
            later.append(held)
        return tuple(commands), min(later, default=None)

    def hand_over(self, state: RunState) -> tuple[Job, ...]:
        """Give every attempt that the journal says is started to the executor, once."""
        jobs = []
        for task_id in self._agenda.due(state, ()):
            record = state.task(task_id)
            if record.progress != "running":
                continue
            attempt = record.attempts[-1].number
            if (task_id, attempt) not in self._handed_over:
                self._handed_over.add((task_id, attempt))
                job = Job(
                    run=state.run,
                    task=state.index.tasks[task_id],
                    attempt=attempt,
                    waited=_waited(record),
                    speed=speed(state.clock),
                    simulated=state.mode == "simulation",
                )
                self._executor.submit(job)
                jobs.append(job)
        return tuple(jobs)

    def outcome_commands(
        self, state: RunState, outcomes: Sequence[JobOutcome], now: datetime
    ) -> tuple[c.AnyCommand, ...]:
        """What to say of attempts that have ended, unless somebody has said it already.

        What another task keeps from being done yet is said once it may be.
        """
        self._outcomes.take(state, outcomes)
        return self._outcomes.sayable(state, now)

    def _look_at(
        self,
        state: RunState,
        task_id: str,
        now: datetime,
        commands: list[c.AnyCommand],
        later: list[datetime],
    ) -> None:
        record = state.task(task_id)
        again = record.progress == "unknown" and retries_itself(state.index.tasks[task_id])
        if record.progress != "open" and not again:
            return
        ready = ready_at(state, task_id)
        if ready is None or barred(state, task_id):
            return
        begins = opens_at(state, task_id, max(ready, now))
        if begins > now:
            later.append(begins)
            return
        attempt = len(record.attempts) + 1
        commands.append(c.StartTask(task=task_id, **by_engine(f"{task_id}:{attempt}:start")))

    def _look_at_outages(
        self,
        state: RunState,
        now: datetime,
        commands: list[c.AnyCommand],
        later: list[datetime],
    ) -> None:
        for key, (start, end) in state.index.fixed_outages.items():
            record = state.outage(key)
            if record.opened_at is None and end > state.opened_at:
                if turned_back_whole(state):
                    # What it was for is not done: nobody is to be told that the system goes.
                    continue
                if start > now:
                    later.append(start)
                else:
                    commands.append(c.OpenOutage(outage=key, **by_engine(f"{key}:open")))
            elif record.is_open:
                if end > now:
                    later.append(end)
                else:
                    commands.append(c.CloseOutage(outage=key, **by_engine(f"{key}:close")))


def _waited(record: TaskRecord) -> float:
    """Seconds from the first of the attempts that were cut off to the present one."""
    first = last = record.attempts[-1]
    for attempt in reversed(record.attempts[:-1]):
        if attempt.outcome != "unknown":
            break
        first = attempt
    return (last.started_at - first.started_at).total_seconds()


def _mark_unknown(task_id: str, attempt: int) -> c.MarkUnknown:
    return c.MarkUnknown(task=task_id, attempt=attempt, **by_engine(f"{task_id}:{attempt}:unknown"))
