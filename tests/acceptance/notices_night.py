"""A simulated M10 that is told to suppliers over all channels, and what that left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dependencies.check import load
from flows.wiring import drive
from notices.core.state import NoticeBook, Thread
from notices.office import notices_of
from notices.outbox.delivery import DeliveryBook
from notices.outbox.state import deliveries_of
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.local import LocalExecutor
from rehearsals.journal.sql import open_journal
from tests.notices.world import ENVIRON, World, a_world

RUN, NOTICE = "DR1", "DR1-OUT-ERDS"
#: The routes that take the notices of rehearsals.
TOLD = ("acme-1", "borealis-1", "cumulus-1")


@dataclass(frozen=True, kw_only=True)
class Night:
    """What the night left behind."""

    world: World
    state: RunState
    book: NoticeBook
    deliveries: DeliveryBook

    @property
    def erds(self) -> Thread:
        """All that was said of ERDS."""
        return self.book.threads[NOTICE]

    def states_of(self, route: str) -> Counter[str]:
        """How the deliveries over a route stand."""
        every = self.deliveries.deliveries.values()
        return Counter(one.state for one in every if one.id.route == route)


@contextmanager
def a_night(folder: Path) -> Iterator[Night]:
    """M10 with seed 7, in which each step takes its time, opened to be told to test routes."""
    with a_world(folder, "borealis-1") as world:
        world.subscribe("acme", "email", test=True, calendar=True)
        world.subscribe("borealis", "webhook", test=True)
        world.subscribe("cumulus", "slack_webhook", test=True)
        world.subscribe("acme", "email", label="for real")
        world.confirm_all()
        with closing(open_journal(world.settings.journal_path)) as journal:
            _open(Desk(journal, SystemClock().now))
            executor = LocalExecutor(world.settings)
            state = drive(
                world.settings,
                journal,
                RUN,
                executor,
                environ=ENVIRON,
                channels=world.channels,
            )
            yield Night(
                world=world,
                state=state,
                book=notices_of(journal, RUN),
                deliveries=deliveries_of(journal, RUN, SystemClock().now()),
            )


def _open(desk: Desk) -> None:
    book = load("m10")
    start = book.start.instant(book.timezone)
    opening = Opening(
        run=RUN,
        runbook=book,
        scope=tuple(task.id for task in book.tasks),
        mode="simulation",
        seed=7,
        virtual=True,
        communications="test",
        attendance=dict.fromkeys(book.parties, "simulated"),
    )
    desk.open(open_run(opening, now=start, actor="ann", channel="test"), RUN)
