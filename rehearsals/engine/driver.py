"""What drives a run, on real time or virtual: the lease, the followers, and the order of stopping.

A driver lets go of the run only after its jobs have ended and what they did is in the journal, so
that the next one never works beside them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from threading import Event

from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.automation import Automation
from rehearsals.engine.executor import Executor, JobOutcome
from rehearsals.engine.followers import Follower, Guarded
from rehearsals.engine.lease import Hold


class Driver(ABC):
    """Drives one run until it is closed, or until it is told to stop."""

    def __init__(
        self, *, desk: Desk, run: str, executor: Executor, followers: Sequence[Follower] = ()
    ) -> None:
        self._desk = desk
        self._run = run
        self._executor = executor
        self._followers = tuple(Guarded(follower) for follower in followers)
        self._stopping = Event()
        #: Set when an outcome has come in, or the driver is to stop.
        self._wake = Event()
        executor.on_outcome(self._wake.set)

    def stop(self) -> None:
        """Have `run` return soon; may be called from any thread."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> RunState:
        """Drive the run, then close the executor; the state the run was left in.

        Raises LeaseHeld if another engine drives it, Fenced if another one took over.
        """
        hold = Hold(self._desk.journal, self._run)
        try:
            automation = Automation(self._desk.state(self._run), self._executor)
            self._drive(automation, hold)
            self._wind_up(automation, hold)
        finally:
            self._executor.close()
            hold.let_go()
        return self._desk.state(self._run)

    @abstractmethod
    def _drive(self, automation: Automation, hold: Hold) -> None:
        """Do what the run asks until it is closed or the driver is to stop."""

    def _wind_up(self, automation: Automation, hold: Hold) -> None:
        """End the jobs that are still running, and file what the others did meanwhile."""
        hold.keep()
        self._executor.close()
        state = self._desk.state(self._run)
        now = self._desk.now_in(self._run)
        ended = automation.outcome_commands(state, self._take_ended(), now)
        if ended and state.status == "open":
            self._desk.submit_all(self._run, ended, fence=hold.keep())
        self._follow()

    def _take_ended(self) -> tuple[JobOutcome, ...]:
        """Outcomes that have come in and are to be filed now."""
        return self._executor.collect()

    def _follow(self) -> datetime | None:
        due = [follower.step(self._desk.now_in(self._run)) for follower in self._followers]
        return min((moment for moment in due if moment), default=None)
