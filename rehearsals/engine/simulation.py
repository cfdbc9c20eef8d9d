"""The engine on a virtual clock: the same run, leaping from one due moment to the next.

At each instant one loop steps its parts in a fixed order (participants, automated tasks, followers)
until none has work due. It then awaits every effect in flight, files each outcome at its drawn
finish, and leaps to the earliest moment that is due. So the journal depends on the runbook, the run
id and the seed alone, however the threads of the executor ran.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rehearsals.core.commands import AnyCommand, StartTask
from rehearsals.core.events import Fact
from rehearsals.core.readiness import may_start
from rehearsals.core.state import RunState
from rehearsals.core.working import finish_of
from rehearsals.engine.automation import Automation
from rehearsals.engine.clock import VirtualClock
from rehearsals.engine.driver import Driver
from rehearsals.engine.executor import Job, JobOutcome
from rehearsals.engine.lease import Hold
from runbooks.errors import EngineError

#: What simulated people ask for at an instant, and when they will next want something.
People = Callable[
    [RunState, Sequence[Fact], datetime], tuple[tuple[AnyCommand, ...], datetime | None]
]
#: How long a simulated job takes, in seconds: working seconds if its task has a calendar.
DrawWork = Callable[[Job], int]


class Simulation(Driver):
    """Drives a run together with its simulated people."""

    def __init__(
        self, *, clock: VirtualClock, people: People, draw_work: DrawWork, **driver: Any
    ) -> None:
        super().__init__(**driver)
        self._clock = clock
        self._people = people
        self._draw_work = draw_work
        self._finishes: dict[tuple[str, int], datetime] = {}
        self._outcomes: list[JobOutcome] = []

    def _drive(self, automation: Automation, hold: Hold) -> None:
        state = self._desk.state(self._run)
        self._clock.leap(state.last_at or state.opened_at)
        self._ask(automation.adopt(state), hold)
        seen = 0
        while not self._stopping.is_set():
            facts = self._desk.facts(self._run, after=seen)
            seen += len(facts)
            state = self._desk.state(self._run)
            follow_up = self._follow()
            if state.status != "open":
                return
            now = self._clock.now()
            commands, later = self._people(state, facts, now)
            ended = automation.outcome_commands(state, self._take_ended(), now)
            machine, machine_later = automation.due(state, facts, now)
            # One person at a time: what the next one wants may depend on it.
            if self._ask((*commands[:1], *ended, *machine), hold):
                self._note_jobs(automation)
                continue
            self._await_jobs()
            self._leap([follow_up, later, machine_later, *self._finishes.values()])

    def _ask(self, commands: Sequence[AnyCommand], hold: Hold) -> bool:
        for command in commands:
            if not self._comes_too_late(command):
                self._desk.submit(self._run, command, fence=hold.keep())
        return bool(commands)

    def _comes_too_late(self, command: AnyCommand) -> bool:
        """Whether a task may not be started any more after what else happened at this instant.

        An outage of its system may have opened, or a predecessor failed on whose end it counted.
        """
        if not isinstance(command, StartTask):
            return False
        return not may_start(self._desk.state(self._run), command.task, self._clock.now())

    def _note_jobs(self, automation: Automation) -> None:
        state = self._desk.state(self._run)
        for job in automation.hand_over(state):
            started, drawn = state.task(job.task.id).attempts[-1].started_at, self._draw_work(job)
            finish = finish_of(state, job.task.id, started, drawn)
            self._finishes[job.task.id, job.attempt] = finish

    def _await_jobs(self) -> None:
        while self._executor.in_flight() and not self._stopping.is_set():
            outcomes = super()._take_ended()
            self._outcomes.extend(outcomes)
            if not outcomes:
                self._wake.wait()
            self._wake.clear()

    def _take_ended(self) -> tuple[JobOutcome, ...]:
        """Outcomes whose drawn finish has come, in runbook order within an instant.

        One whose finish lies ahead is not filed early, also when the simulation is stopped: it is
        left unknown, as a real one would be.
        """
        self._outcomes.extend(super()._take_ended())
        now = self._clock.now()
        order = self._desk.state(self._run).index.order
        ended = [o for o in self._outcomes if self._finishes[o.task, o.attempt] <= now]
        self._outcomes = [o for o in self._outcomes if o not in ended]
        for outcome in ended:
            del self._finishes[outcome.task, outcome.attempt]
        return tuple(sorted(ended, key=lambda o: order[o.task]))

    def _leap(self, moments: Sequence[datetime | None]) -> None:
        due = [moment for moment in moments if moment is not None]
        if not due:
            raise EngineError(
                f"Run {self._run} stands still: nobody has anything to do, and it is not over.",
                hint="Look for failed or held tasks with `callboard show`.",
            )
        self._clock.leap(min(due))
