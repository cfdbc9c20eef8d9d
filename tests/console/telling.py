"""A run at a terminal whose outage is told of: subscribers, and a keeper stepped by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flows.sending import send_due
from notices.channels.port import Answer
from notices.channels.testing import ScriptedChannel
from notices.keeper import NoticeKeeper
from notices.subscriptions import asked as a
from notices.subscriptions.entered import NewRoute, Organisation
from notices.subscriptions.office import SubscriptionOffice
from notices.subscriptions.testing import by, confirm_all
from rehearsals.desk import Desk
from rehearsals.engine.settings import settings_from
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from tests.console.terminal import TINY, Terminal

#: `TINY` with an outage that an emergency contact is told of, in three days.
TOLD = TINY.replace("start: 2026-01-12T09:00", "start: 2026-01-15T09:00")
ENVIRON = {"CALLBOARD_NOTICES_KEY": "a key for tests and trials alone"}
DRAFT = "DR1-OUT-EES#1"


@contextmanager
def journal_of(callboard: Terminal) -> Iterator[Journal]:
    """The journal of a terminal's data directory."""
    with closing(open_journal(callboard.home / "journal.sqlite")) as journal:
        yield journal


def kept(callboard: Terminal) -> None:
    """Have the notices of DR1 drafted and published that are due."""
    with journal_of(callboard) as journal:
        desk = Desk(journal, callboard.clock.now)
        NoticeKeeper(desk, "DR1").step(callboard.clock.now())


def subscribed(callboard: Terminal, *names: str) -> None:
    """Have suppliers told by mail, over routes for tests, each confirmed."""
    with journal_of(callboard) as journal:
        office = SubscriptionOffice(journal, callboard.clock.now)
        for name in names:
            one = Organisation(name=name.title(), roles=("supplier",))
            address = f"{name}@supplier.example"
            route = NewRoute(
                kind="email", address=address, shown=address, mark=name, label="desk", test=True
            )
            office.submit(a.AddSubscriber(subscriber=name, organisation=one, **by()))
            office.submit(a.RequestRoute(subscriber=name, route=route, **by()))
        confirm_all(office)
    sent(callboard)


def sent(callboard: Terminal, *answers: Answer) -> ScriptedChannel:
    """Send what is due, with these answers in turn; the channel it went over."""
    channel = ScriptedChannel(answers)
    settings = settings_from({"CALLBOARD_HOME": str(callboard.home)})
    asyncio.run(send_due(settings, callboard.clock.now, ENVIRON, channels=(channel,)))
    return channel


def drafted(callboard: Terminal, *names: str) -> None:
    """An opened run whose outage is drafted, and suppliers who will be told."""
    callboard.opened(text=TOLD)
    subscribed(callboard, *names)
    kept(callboard)


def approved(callboard: Terminal, *names: str) -> None:
    """The same with the first revision out, which is not sent yet."""
    drafted(callboard, *names)
    callboard.ok("notices", "approve", "DR1", DRAFT, "--as", "ann")
