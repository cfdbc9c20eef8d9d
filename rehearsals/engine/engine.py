"""The engine on real time: looks at a run, does what it asks of machines, waits, looks again.

It is woken by the journal (somebody acted), by an outcome, or by the next thing that is due; a slow
tick is the belt. It can be killed at any moment: what it knows stands in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from threading import Event

from rehearsals.core.commands import AnyCommand, CompleteTask, Refusal
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.automation import Automation, refused_outcome
from rehearsals.engine.executor import Executor
from rehearsals.engine.followers import Follower
from rehearsals.engine.lease import Hold

#: Seconds between looks at the journal's change counter, and the longest wait without a look.
POLL = 0.010
TICK = 1.0


class Engine:
    """Drives one run until it is closed, or until it is told to stop."""

    def __init__(
        self, *, desk: Desk, run: str, executor: Executor, followers: Sequence[Follower] = ()
    ) -> None:
        self._desk = desk
        self._run = run
        self._executor = executor
        self._followers = tuple(followers)
        self._wake = Event()
        self._stopping = Event()
        executor.on_outcome(self._wake.set)

    def stop(self) -> None:
        """Have `run` return soon; may be called from any thread or signal handler."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> RunState:
        """Drive the run; the state it was left in.

        Raises LeaseHeld if another engine drives it, Fenced if another one took over.
        """
        hold = Hold(self._desk.journal, self._run)
        try:
            return self._drive(hold)
        finally:
            hold.let_go()

    def _drive(self, hold: Hold) -> RunState:
        state = self._desk.state(self._run)
        automation = Automation(state, self._executor)
        self._ask(automation.adopt(state), hold)
        seen = 0
        while True:
            facts = self._desk.facts(self._run, after=seen)
            seen += len(facts)
            state = self._desk.state(self._run)
            follow_up = self._follow()
            if state.status != "open" or self._stopping.is_set():
                return state
            commands, due = automation.due(state, facts, self._desk.now())
            outcomes = automation.outcome_commands(state, self._executor.collect())
            asked = self._ask((*outcomes, *commands), hold)
            automation.hand_over(self._desk.state(self._run))
            hold.keep()
            if not asked and not facts:
                self._wait(min((t for t in (due, follow_up) if t), default=None))

    def _ask(self, commands: Sequence[AnyCommand], hold: Hold) -> bool:
        if not commands:
            return False
        answers = self._desk.submit_all(self._run, commands, fence=hold.keep())
        state = self._desk.state(self._run)
        failed = [
            refused_outcome(state, command.task, answer)
            for command, answer in zip(commands, answers, strict=True)
            if isinstance(answer, Refusal) and isinstance(command, CompleteTask)
            if state.task(command.task).progress == "running"
        ]
        if failed:
            self._desk.submit_all(self._run, failed, fence=hold.lease)
        return True

    def _follow(self) -> datetime | None:
        due = [follower.step(self._desk.now()) for follower in self._followers]
        return min((moment for moment in due if moment), default=None)

    def _wait(self, due: datetime | None) -> None:
        waited = 0.0
        while waited < TICK:
            if self._wake.wait(POLL):
                self._wake.clear()
                return
            waited += POLL
            if self._desk.journal.changed() or (due and due <= self._desk.now()):
                return
