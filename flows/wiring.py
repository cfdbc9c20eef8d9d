"""The one place that chooses adapters: journal, clock, driver, notices; and what drives a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from dependencies.warm import warm
from flows.notifying import Notifying
from flows.signals import stopping_on_signals
from notices.channels.port import Channel
from rehearsals.checks.forecast_before import asks_for_forecasts
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock, VirtualClock
from rehearsals.engine.driver import Driver
from rehearsals.engine.engine import Engine
from rehearsals.engine.executor import Executor
from rehearsals.engine.followers import Follower
from rehearsals.engine.settings import Settings
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople


@dataclass(slots=True)
class Call:
    """Between the supervisor and a flow in the same process: parameters carry the run id only."""

    #: Whether the flow came as far as driving the run.
    began: bool = False
    #: What the engine raised, whatever Prefect makes of it.
    error: BaseException | None = None
    #: Waits until Prefect holds everything; says what it does not hold. Left to the supervisor.
    drain: Callable[[], str | None] | None = None


#: The call that a flow in this context answers; a flow that a worker runs has none.
CALL: ContextVar[Call | None] = ContextVar("callboard-call", default=None)


@contextmanager
def opened_journal(settings: Settings) -> Iterator[Journal]:
    """The journal of the data directory, closed afterwards; raises JournalError."""
    journal = open_journal(settings.journal_path)
    try:
        yield journal
    finally:
        journal.close()


def resolved(journal: Journal, name: str) -> str:
    """The run that a name stands for; raises RunNotFound."""
    return Desk(journal, SystemClock().now).resolve(name)


def status(journal: Journal, run: str) -> str:
    """How the run ended, as the journal says; `interrupted` while it is open.

    `finished`, `turned_back` (its way back was run to the end) or `abandoned`.
    """
    return how_left(Desk(journal, SystemClock().now).state(run))


def how_left(state: RunState) -> str:
    """The same of a state that is at hand."""
    return "interrupted" if state.status == "open" else state.status


def drive(
    settings: Settings,
    journal: Journal,
    run: str,
    executor: Executor,
    followers: Sequence[Follower] = (),
    *,
    environ: Mapping[str, str] | None = None,
    channels: Sequence[Channel] | None = None,
) -> RunState:
    """Drive a run until it is closed, or until Ctrl-C or SIGTERM; then end the executor.

    `environ` says over which channels its notices go, unless these are given. Raises LeaseHeld if
    another engine drives it, and what the journal raises.
    """
    system = SystemClock()
    # One desk, so that a long journal is folded once; what kind of clock it needs stands in there.
    desk = Desk(journal, system.now)
    state = desk.state(run)
    virtual = state.clock.get("kind") == "virtual"
    clock = VirtualClock(state.opened_at) if virtual else system
    desk.now = clock.now
    notices = Notifying(
        settings, desk, run, environ=os.environ if environ is None else environ, channels=channels
    )
    if not virtual and (asks_for_forecasts(state.runbook) or state.runbook.outages):
        # Before the lease is taken, which whoever compiles for a minute would lose. What outages
        # are announced to end at is forecast.
        warm()
    driver = _driver(state, desk, clock, executor, (notices.keeper, *followers))
    with notices, stopping_on_signals(driver.stop):
        return driver.run()


def _driver(
    state: RunState,
    desk: Desk,
    clock: SystemClock | VirtualClock,
    executor: Executor,
    followers: Sequence[Follower],
) -> Driver:
    if isinstance(clock, SystemClock):
        return Engine(desk=desk, run=state.run, executor=executor, followers=followers)
    people = SimulatedPeople(Draws(seed=state.seed or 0, run=state.run))
    return Simulation(
        desk=desk,
        clock=clock,
        run=state.run,
        executor=executor,
        people=people,
        draw_work=people.draw_work,
        followers=followers,
    )
