"""The keeper: keeps console and sender up, and an engine and perhaps a crew for each open run.

What there is to do is read off the journal, whoever wrote it; so the console never calls an engine,
and whatever was going on when everything stopped goes on when it is started again. The order of
stopping: people's pages, the sender of notices, crews and engines, which file what their jobs did
and wait until Prefect holds it; then Prefect.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from time import monotonic

from flows.upkeep.post import Duty, Post, Say
from flows.upkeep.prefect_post import Carrier, PrefectPost
from flows.upkeep.surroundings import (
    console_environment,
    engine_environment,
    plain_environment,
    sender_environment,
)
from flows.upkeep.watch import Watch, Watched
from rehearsals.engine.settings import Settings
from rehearsals.journal.port import Journal
from runbooks.errors import JournalError

#: Seconds: between looks at the children, and at the leases if nobody has written.
LOOK, TICK = 0.1, 1.0
#: Seconds that whoever opened a run on the command line has to start its engine there.
GRACE = 30.0
#: Seconds that each kind of child has to end in good order; an engine waits for Prefect.
_CONSOLE, _ENGINE, _CREW, _SENDER = 10.0, 90.0, 10.0, 30.0
_OURS = (sys.executable, "-P", "-m")


@dataclass(frozen=True, kw_only=True, slots=True)
class Upkeep:
    """What is kept up, and how."""

    settings: Settings
    #: What serves the console: a command that is given the number of its listening socket.
    console: tuple[str, ...]
    listener: int
    #: Where people reach it.
    address: str
    executor: Carrier = "prefect"
    #: Hears what happens; and what the console has to tell whoever started it.
    say: Say
    heard: Say


class Keeper:
    """Keeps things up until it is told to stop; not for use by two threads at once."""

    def __init__(self, upkeep: Upkeep, journal: Journal) -> None:
        self._what, self._settings, self._say = upkeep, upkeep.settings, upkeep.say
        self._journal, self._watch = journal, Watch(journal)
        self._logs = upkeep.settings.home / "logs"
        duty = Duty(
            name="The web console",
            argv=(*upkeep.console, str(upkeep.listener)),
            log=self._logs / "console.log",
            patience=_CONSOLE,
            pass_fds=(upkeep.listener,),
            endless=True,
        )
        self._console = Post(duty, say=upkeep.say, heard=upkeep.heard)
        self._sender = Post(
            Duty(
                name="The sender of notices",
                argv=(*_OURS, "flows.upkeep.sender_process"),
                log=self._logs / "sender.log",
                patience=_SENDER,
                endless=True,
            ),
            say=upkeep.say,
        )
        embedded = upkeep.executor == "prefect" and upkeep.settings.prefect_api_url is None
        self._prefect = PrefectPost(upkeep.settings, upkeep.say) if embedded else None
        self._engines: dict[str, Post] = {}
        self._crews: dict[str, Post] = {}
        #: When each run was first seen: not at all for those that were there from the beginning.
        self._seen: dict[str, float] = {}
        self._looked: float | None = None
        self._said: set[str] = set()

    def keep(self, stop: Event, hurry: Event) -> None:
        """Keep things up until `stop`; then end them, by force where `hurry` is set."""
        try:
            while not stop.is_set():
                self.step(monotonic())
                stop.wait(LOOK)
        finally:
            self._end(hurry.is_set)

    def step(self, now: float) -> None:
        """Look after everything once, at a monotonic second."""
        if self._console.rested(now):
            env = console_environment(os.environ, self._settings, self._what.address)
            self._console.start(env, now)
        if self._sender.rested(now):
            env = sender_environment(os.environ, self._settings, self._what.address)
            self._sender.start(env, now)
        if self._prefect is not None:
            self._prefect.look(now)
        for post in self._posts():
            post.look(now)
        try:
            if self._journal.changed() or self._looked is None or now >= self._looked + TICK:
                self._look_at_runs(now)
        except JournalError as error:
            self._once(f"The journal cannot be read: {error} It is tried again.")

    def _look_at_runs(self, now: float) -> None:
        first, self._looked = self._looked is None, now
        for run, seen in self._watch.look().items():
            if seen.problem:
                self._once(f"Run {run} is left alone: {seen.problem}")
            elif seen.open:
                self._seen.setdefault(run, -GRACE if first else now)
                self._look_after(seen, now)

    def _look_after(self, seen: Watched, now: float) -> None:
        crew = self._crews.get(seen.run)
        if seen.needs_crew:
            crew = self._crews.setdefault(seen.run, crew or self._post("crew", seen.run))
            if crew.rested(now):
                crew.start(plain_environment(os.environ, self._settings), now)
        elif crew is not None:
            crew.tell_to_end()
        engine = self._engines.setdefault(
            seen.run, self._engines.get(seen.run) or self._post("engine", seen.run)
        )
        if engine.rested(now) and self._may_begin(seen, now):
            self._start_engine(engine, seen.run, now)

    def _may_begin(self, seen: Watched, now: float) -> bool:
        """Whether an engine is wanted: nobody drives the run, nor is just about to."""
        if seen.channel == "cli" and now < self._seen[seen.run] + GRACE:
            return False
        return self._carrier is not None and not self._watch.is_driven(seen.run, datetime.now(UTC))

    @property
    def _carrier(self) -> Carrier | None:
        return self._what.executor if self._prefect is None else self._prefect.carrier

    def _start_engine(self, engine: Post, run: str, now: float) -> None:
        carrier = self._carrier or "local"
        url = self._prefect.url if self._prefect is not None else None
        env = engine_environment(os.environ, self._settings, url, self._what.address)
        duty = self._duty("engine", run, carrier)
        engine.duty = duty
        if engine.start(env, now):
            without = " Prefect does not show it." if carrier != self._what.executor else ""
            self._say(f"Run {run}: its engine is process {engine.pid}.{without}")

    def _post(self, kind: str, run: str) -> Post:
        return Post(self._duty(kind, run), say=self._say)

    def _duty(self, kind: str, run: str, *more: str) -> Duty:
        return Duty(
            name=f"The {kind} of run {run}",
            argv=(*_OURS, f"flows.upkeep.{kind}_process", run, *more),
            log=self._logs / f"{kind}-{run}.log",
            patience=_ENGINE if kind == "engine" else _CREW,
        )

    def _posts(self) -> Sequence[Post]:
        return (self._console, self._sender, *self._crews.values(), *self._engines.values())

    def _end(self, hurry: Callable[[], bool]) -> None:
        began = monotonic()
        posts = [post for post in self._posts() if post.running]
        for post in posts:
            post.tell_to_end()
        for post in posts:
            post.await_end(began, hurry)
        if self._prefect is not None:
            self._prefect.stop(hurry=hurry())

    def _once(self, line: str) -> None:
        if line not in self._said:
            self._said.add(line)
            self._say(line)
