"""The reader: every run folded once, for all who look at it, and always up to date."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from console.standing import Standing, looked_at, standing
from console.web.beside import NOTHING_BESIDE, Beside, Besides
from console.web.reading_runs import Followed, names_in
from console.web.register_reading import RegisterReader
from rehearsals.clocks import speed
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.lease import is_dead_here
from rehearsals.journal.port import Head, Journal
from rehearsals.ledger import TRIES
from rehearsals.names import run_stream
from rehearsals.people.register import Register
from rehearsals.readiness.book import readiness_ledger
from rehearsals.readiness.state import Readiness
from runbooks.errors import JournalError

#: Real time for which a standing holds if nothing happens: lateness is told in minutes.
_HOLDS = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A run as it was at one look: all parts belong together."""

    standing: Standing
    facts: Sequence[Fact]
    head: Head
    #: The instant of the look, really and in the run (UTC).
    real_now: datetime
    now: datetime
    #: Run seconds in a real one.
    speed: float
    #: Whether an engine drives it.
    driven: bool
    #: The names of people by their ids.
    names: Mapping[str, str]
    #: What its notices add.
    beside: Beside = NOTHING_BESIDE

    @property
    def state(self) -> RunState:
        """The run."""
        return self.standing.state

    @property
    def run(self) -> str:
        """Its id."""
        return self.state.run

    @property
    def seq(self) -> int:
        """The sequence number of its newest event."""
        return self.state.seq


class Reader:
    """Looks at runs and at the register of people; for many threads."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self._now = now
        #: Asked for the names of runs alone, of which it keeps nothing.
        self._names = Desk(journal, now)
        self._people = RegisterReader(journal, now)
        self._returns = readiness_ledger(journal, now)
        self._returns_lock = Lock()
        #: Held while they are looked up, and never while anything is read.
        self._lock = Lock()
        self._followed: dict[str, Followed] = {}
        self._looks: dict[str, Look] = {}
        self._besides: Besides = lambda _state, _now, _real_now: NOTHING_BESIDE

    def looks_beside(self, besides: Besides) -> None:
        """Have every look from now on hold what stands beside its run."""
        self._besides = besides

    def register(self) -> Register:
        """The register of people as it is now."""
        return self._people.register()

    def readiness(self) -> Readiness:
        """The register of returns as it is now."""
        with self._returns_lock:
            return self._returns.state()

    def runs(self) -> tuple[str, ...]:
        """The ids of all runs, in the order in which they were opened."""
        return self._names.runs()

    def resolve(self, name: str) -> str:
        """The run that an id, an unambiguous prefix or `latest` names; else RunNotFound."""
        return self._names.resolve(name)

    def state(self, name: str) -> RunState:
        """The state of a run and no more, for lists of many; RunNotFound, JournalError."""
        followed = self._follow(self._names.resolve(name))
        with followed.turn():
            return followed.desk.state(followed.run)

    def facts(self, name: str) -> Sequence[Fact]:
        """The facts of a run and no more, in order; RunNotFound, JournalError."""
        followed = self._follow(self._names.resolve(name))
        with followed.turn():
            return followed.desk.facts(followed.run)

    def driven(self, run: str) -> bool:
        """Whether an engine drives a run now; raises JournalError."""
        return self._is_driven(run, self._now())

    def look(self, name: str) -> Look:
        """A run as it is now, what was acknowledged before included; RunNotFound, JournalError."""
        run = name if name in self._looks else self._names.resolve(name)
        followed = self._follow(run)
        with followed.turn():
            state = followed.desk.state(run)
            real_now = self._now()
            before = self._looks.get(run)
            beside = self._besides(state, looked_at(state, followed.desk.now_in(run)), real_now)
            if before and _holds(before, state, beside, real_now):
                return before
            look = self._look(followed.desk, state, before, real_now, beside)
            if before is None:
                # Facts and plan of a run stay as long as the process: left to the collector, they
                # are gone through again and again, a third of a second each time for a long night.
                gc.freeze()
            self._looks[run] = look
            return look

    def _follow(self, run: str) -> Followed:
        with self._lock:
            if run not in self._followed:
                self._followed[run] = Followed(self._journal, self._now, run)
            return self._followed[run]

    def _look(
        self,
        desk: Desk,
        state: RunState,
        before: Look | None,
        real_now: datetime,
        beside: Beside,
    ) -> Look:
        if before is not None and before.state is state:
            facts, head = before.facts, before.head
        else:
            state, facts, head = self._together(desk, state)
        stands = standing(
            state,
            desk.now_in(state.run),
            before.standing if before else None,
            beside=beside.needs,
            announced=beside.announced,
        )
        return Look(
            standing=stands,
            facts=facts,
            head=head,
            real_now=real_now,
            now=stands.now,
            speed=speed(state.clock) if state.status == "open" else 0.0,
            driven=state.status == "open" and self._is_driven(state.run, real_now),
            names=names_in(state, self._people.register()),
            beside=beside,
        )

    def _together(self, desk: Desk, state: RunState) -> tuple[RunState, Sequence[Fact], Head]:
        """The state with its facts and its head, though others append in between."""
        for _ in range(TRIES):
            head = self._journal.head(run_stream(state.run))
            if head.seq == state.seq:
                return state, desk.facts(state.run)[: state.seq], head
            state = desk.state(state.run)
        raise JournalError(f"Run {state.run} changes too fast to be looked at.", hint="Try again.")

    def _is_driven(self, run: str, real_now: datetime) -> bool:
        """Whether a living engine holds the run; leases go by real time."""
        lease = self._journal.lease(run_stream(run))
        if lease is None or lease.expires_at <= real_now:
            return False
        return not is_dead_here(lease.holder)


def _holds(before: Look, state: RunState, beside: Beside, real_now: datetime) -> bool:
    """Whether nothing has happened since a look, and hardly any time has passed."""
    same = before.state is state and before.beside is beside
    return same and abs(real_now - before.real_now) < _HOLDS
