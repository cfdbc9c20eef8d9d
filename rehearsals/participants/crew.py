"""A crew: simulated people of some parties, who act from a process of their own in a run of others.

Where a simulation plays everybody on a virtual clock, a crew stands in for a few in a run that goes
by real or scaled time: for the parties that are absent from a rehearsal. What its people want
follows from the run alone, as in a simulation; it is handed in at the desk like anybody's word, and
refused like anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event
from time import monotonic
from uuid import uuid4

from rehearsals.core import commands as c
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.participants.draws import Draws
from rehearsals.participants.intents import Intent
from rehearsals.participants.people import SimulatedPeople
from runbooks.errors import Refused

#: Seconds of real time: between looks at the journal, and the longest wait without a look.
POLL, TICK = 0.010, 1.0
#: Seconds of real time that somebody who was refused waits before asking again: at first, at most.
REST, LONGEST_REST = 0.1, 30.0
#: Refusals that only mean that somebody else was quicker, or that it is not yet time.
NOT_NOW = frozenset(
    {
        "already-decided",
        "finish-held",
        "held",
        "meeting-not-running",
        "not-running",
        "not-yet",
        "other-attempt",
        "outage-open",
        "predecessors-open",
        "run-closed",
        "starts-stopped",
    }
)
_DECISIONS = (c.DecideGate, c.WithdrawGo, c.TurnBack)


#: A command as a person of the crew gives it: under whose name, and through which channel.
Voice = Callable[[RunState, c.AnyCommand], c.AnyCommand]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Whose people a crew are, and what they leave to others."""

    #: The parties whose people these are.
    parties: frozenset[str]
    #: Tasks that nobody of the crew touches, gates at which nobody of it decides or votes, and
    #: `gate/party` for one party's word at a gate.
    leave: frozenset[str] = frozenset()

    def takes(self, intent: Intent) -> bool:
        """Whether somebody of the crew is to do it."""
        if intent.party not in self.parties:
            return False
        task, gate = (getattr(intent.command, of, None) for of in ("task", "gate"))
        if task is not None or not isinstance(intent.command, _DECISIONS):
            return task not in self.leave
        return not {gate, f"{gate}/{intent.party}"} & self.leave


class Crew:
    """The people of a cast in one run; not for use by two threads at once."""

    def __init__(
        self,
        *,
        desk: Desk,
        run: str,
        cast: Cast | Callable[[RunState], Cast],
        seed: int,
        voice: Voice = lambda _state, command: command,
        told: Callable[[Sequence[Fact]], None] = lambda _facts: None,
        refused: Callable[[c.AnyCommand, Refused], None] = lambda _command, _refused: None,
    ) -> None:
        """`cast` may follow from how the run stands, and so change while it goes on.

        `voice` says who speaks; by default somebody without a name, marked as simulated.

        `told` hears of everything the crew has done, `refused` of what it could not do. A refusal
        that merely means `not now` is nobody's business.
        """
        self._desk = desk
        self._run = run
        self._cast = (lambda _state: cast) if isinstance(cast, Cast) else cast
        self._voice = voice
        self._people = SimulatedPeople(Draws(seed=seed, run=run))
        self._tell, self._tell_refused = told, refused
        self._seen = 0
        #: Wishes that were refused: until when (monotonic seconds) they rest, and for how long.
        self._resting: dict[str, tuple[float, float]] = {}
        #: Refusals that were told: the wish, and the code.
        self._told: set[tuple[str, str]] = set()

    def play(self, stop: Event) -> RunState:
        """Act until the run is closed or `stop` is set; the state the run was left in."""
        while not stop.is_set():
            due = self.step()
            state = self._desk.state(self._run)
            if state.status != "open":
                break
            self._wait(due, stop)
        return self._desk.state(self._run)

    def step(self) -> datetime | None:
        """Do everything that is due, one thing after the other; when more is due, if it is known.

        In time of the run (UTC).
        """
        while True:
            now = self._desk.now_in(self._run)
            state, facts = self._news()
            if state.status != "open":
                return None
            cast = self._cast(state)
            wishes = [i for i in self._people.intents(state, facts, now) if cast.takes(i)]
            wish = next(self._due(wishes, now), None)
            if wish is None:
                return min((i.at for i in wishes if i.at > now), default=None)
            self._utter(state, wish)

    def _news(self) -> tuple[RunState, Sequence[Fact]]:
        facts = self._desk.facts(self._run, after=self._seen)
        self._seen += len(facts)
        return self._desk.state(self._run), facts

    def _due(self, wishes: Sequence[Intent], now: datetime) -> Iterator[Intent]:
        real = monotonic()
        for intent in wishes:
            until, _ = self._resting.get(intent.command.id, (0.0, 0.0))
            if intent.at <= now and until <= real:
                yield intent

    def _utter(self, state: RunState, wish: Intent) -> None:
        # What the run asks for anew (a vote after a no-go, say) is a new command.
        command = self._voice(state, replace(wish.command, id=f"crew:{uuid4().hex}"))
        try:
            facts = self._desk.submit(self._run, command)
        except Refused as error:
            _, rested = self._resting.get(wish.command.id, (0.0, REST / 2))
            rest = min(rested * 2, LONGEST_REST)
            self._resting[wish.command.id] = (monotonic() + rest, rest)
            if error.code not in NOT_NOW and (wish.command.id, error.code) not in self._told:
                self._told.add((wish.command.id, error.code))
                self._tell_refused(command, error)
        else:
            self._resting.pop(wish.command.id, None)
            self._tell(facts)

    def _wait(self, due: datetime | None, stop: Event) -> None:
        """Until something has changed, is due, or may be asked again; a slow tick is the belt."""
        rested = [until for until, _ in self._resting.values() if until > monotonic()]
        end = min((monotonic() + TICK, *rested))
        while monotonic() < end and not stop.wait(POLL):
            if self._desk.journal.changed() or (due and due <= self._desk.now_in(self._run)):
                return
