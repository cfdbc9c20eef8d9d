"""Simulated people: they take up tasks after a while, work, now and then fail, vote and decide.

Where a task has working hours they keep to them, begin nothing that would meet a blackout, and wait
with the last word on what another task keeps from being done.

Nothing is remembered between calls: what somebody does next follows from the state of the run and
the draws alone, so that an interrupted simulation goes on as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rehearsals.core import commands as c
from rehearsals.core.agenda import Agenda
from rehearsals.core.events import Fact
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.core.tasks.finish_held import finish_from
from rehearsals.core.tasks.locks import locked_parties
from rehearsals.core.tasks.starting import barred
from rehearsals.core.working import finish_of, opens_at
from rehearsals.engine.automation import is_automated, retries_itself
from rehearsals.engine.executor import Job
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent, by
from rehearsals.participants.meetings import meeting_intents
from runbooks.durations import Duration
from runbooks.tasks import ExpectedResult, Task

#: How long a person takes to pick up a task that is ready for them (illustrative).
HAND_OVER = Duration(low=60, likely=240, high=900)
#: The share of first attempts that fail (illustrative), and when: as a share of the work.
FAILS = 0.03
FAILS_AFTER = 0.6


@dataclass(slots=True)
class SimulatedPeople:
    """All the people of all the parties of one run."""

    draws: Draws
    _agenda: Agenda | None = None

    def __call__(
        self, state: RunState, facts: Sequence[Fact], now: datetime
    ) -> tuple[tuple[c.AnyCommand, ...], datetime | None]:
        """Commands that are due now, in runbook order, and the next moment somebody wants one."""
        due: list[c.AnyCommand] = []
        later: list[datetime] = []
        for intent in self.intents(state, facts, now):
            if intent.at <= now:
                due.append(intent.command)
            else:
                later.append(intent.at)
        return tuple(due), min(later, default=None)

    def intents(self, state: RunState, facts: Sequence[Fact], now: datetime) -> Iterator[Intent]:
        """What everybody means to do from now on (UTC), in runbook order.

        `facts` are those since the last call.
        """
        if self._agenda is None:
            self._agenda = Agenda(state, lambda _: True)
        for task_id in self._agenda.due(state, facts):
            yield from self._intents(state, state.index.tasks[task_id], now)

    def draw_work(self, job: Job) -> int:
        """Seconds that an automated task takes in the simulation."""
        wait = job.task.run.wait if job.task.run else None
        if wait is not None and wait.seconds is not None:
            return round(wait.seconds)
        return self.draws.seconds(job.task.duration, job.task.id, job.attempt, "work")

    def _intents(self, state: RunState, task: Task, now: datetime) -> Iterator[Intent]:
        record = state.task(task.id)
        match record.progress:
            case "open" | "running" if is_automated(task):
                return
            case "unknown" if is_automated(task) and retries_itself(task):
                return
            case "open":
                yield from self._take_up(state, task, state.opened_at, now)
            case "failed" | "unknown":
                ended_at = record.attempts[-1].ended_at
                assert ended_at is not None
                yield from self._take_up(state, task, ended_at, now)
            case "running" if task.id in state.index.meeting_of:
                yield from meeting_intents(state, state.index.meeting_of[task.id], self.draws)
            case "running":
                yield from self._work(state, task)

    def _take_up(
        self, state: RunState, task: Task, since: datetime, now: datetime
    ) -> Iterator[Intent]:
        owner, ready = state.owner(task.id), ready_at(state, task.id)
        if ready is None or owner in state.left or barred(state, task.id):
            return
        attempt = len(state.task(task.id).attempts) + 1
        wait = self.draws.seconds(HAND_OVER, task.id, attempt, "hand-over")
        command = c.StartTask(task=task.id, **by(owner, f"{task.id}:{attempt}:start"))
        at = max(since, ready) + timedelta(seconds=wait)
        if _keeps_hours(state, task):
            at = opens_at(state, task.id, max(at, now))
        yield Intent(at=at, command=command)

    def _work(self, state: RunState, task: Task) -> Iterator[Intent]:
        attempt, owner = state.task(task.id).attempts[-1], state.owner(task.id)
        if task.for_each:
            yield from self._copies(state, task, attempt.started_at)
            return
        seconds = self.draws.seconds(task.duration, task.id, attempt.number, "work")
        fails = self.draws.uniform(task.id, attempt.number, "fails") < FAILS
        if attempt.number == 1 and fails:
            yield Intent(
                at=finish_of(state, task.id, attempt.started_at, round(seconds * FAILS_AFTER)),
                command=c.FailTask(
                    task=task.id,
                    reason="Simulated failure of the first attempt.",
                    **by(owner, f"{task.id}:{attempt.number}:fail"),
                ),
            )
            return
        let_go = finish_from(state, task.id)
        if let_go is None:
            return
        yield Intent(
            at=max(finish_of(state, task.id, attempt.started_at, seconds), let_go),
            command=c.CompleteTask(
                task=task.id,
                results={r.id: self._measure(task, r, owner) for r in task.results},
                **by(owner, f"{task.id}:{attempt.number}:done"),
            ),
        )

    def _copies(self, state: RunState, task: Task, started: datetime) -> Iterator[Intent]:
        locked, number = locked_parties(state, task.id), state.task(task.id).attempts[-1].number
        again = f"{number}:" if number > 1 else ""
        missing = missing_copies(state, task.id)
        # Links from other tasks hold the last copy, which finishes the task.
        let_go = finish_from(state, task.id) if len(missing) == 1 else started
        for party in missing:
            if party in locked or let_go is None:
                continue
            seconds = self.draws.seconds(task.duration, f"{task.id}/{party}", number, "work")
            yield Intent(
                at=max(finish_of(state, task.id, started, seconds), let_go),
                command=c.CompleteTask(
                    task=task.id,
                    parties=(party,),
                    results={r.id: self._measure(task, r, party) for r in task.results},
                    **by(party, f"{task.id}:{again}{party}:done"),
                ),
            )

    def _measure(self, task: Task, result: ExpectedResult, party: str) -> float:
        """A value within tolerance: whole where the expectation is."""
        u = self.draws.uniform(f"{task.id}/{party}", 1, f"measure {result.id}")
        if result.expected is None:
            return float(round(u * 100))
        # Just inside, so that the rounding of floats does not carry it out.
        measured = result.expected + (2 * u - 1) * result.tolerance * 0.99
        whole = result.expected.is_integer() and result.tolerance.is_integer()
        return float(round(measured)) if whole else measured


def _keeps_hours(state: RunState, task: Task) -> bool:
    """Whether there are times at which nobody simulated begins a task."""
    index = state.index
    return any(task.id in limits for limits in (index.calendars, index.blackouts, index.kept_by))
