"""Who joined late gets what is current, and nobody gets anything twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest

from notices.channels.testing import ScriptedChannel
from notices.core.communications import Standing
from notices.core.notice import Notice
from notices.core.state import NoticeBook, Revision, Thread
from notices.outbox.reconciling import END_IS_NEWS, Reconciler
from notices.outbox.rows import POST, rows_of
from notices.outbox.sender import Sender
from notices.outbox.testing import (
    NOW,
    a_notice,
    a_route,
    a_subscriber,
    letters_on,
    open_a_run,
    publish,
    set_communications,
    subscribe,
)
from notices.subscriptions.book import subscriptions_of
from notices.subscriptions.events import RouteDisabled, RouteEnabled
from notices.subscriptions.records import Interest, Subscriptions
from rehearsals.core.events import Communications
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal, NewDelivery


class Office:
    """The notices of a run as the test has them."""

    run = "DR1"

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.mode: Communications = "on"
        self.revisions: tuple[Revision, ...] = ()

    def say(self, notice: Notice, routes: Sequence[str] = (), withheld: str = "") -> None:
        """Publish, to some routes."""
        publish(self.journal, notice, routes)
        said = Revision(notice=notice, text="", payload="", withheld=withheld)
        self.revisions = (*self.revisions, said)

    def state(self) -> NoticeBook:
        """One thread with all that was said."""
        seq = self.journal.head("notices/DR1").seq
        if not self.revisions:
            return NoticeBook(seq=seq)
        thread = Thread(id="DR1-OUT-EES", outage="OUT-EES", revisions=self.revisions)
        return NoticeBook(threads={thread.id: thread}, seq=seq)

    def subscriptions(self) -> Subscriptions:
        """Who is told."""
        return subscriptions_of(self.journal)

    def standing(self) -> Standing:
        """How communications stand."""
        return Standing(mode=self.mode)

    def rows_for(
        self, notice: Notice, event: str, routes: Sequence[str], now: datetime
    ) -> tuple[NewDelivery, ...]:
        """Rows without a deadline."""
        return rows_of(
            topic="DR1", pool=POST, notice=notice.id, revision=notice.revision, event=event,
            routes=routes, due_at=now, deadline=None,
        )  # fmt: skip


@pytest.fixture
def office() -> Iterator[Office]:
    """A run with one subscriber, who was told of the first revision."""
    with closing(MemoryJournal()) as journal:
        open_a_run(journal)
        subscribe(journal, a_subscriber(), *a_route())
        office = Office(journal)
        office.say(a_notice(), ["acme-1"])
        yield office


def keys(office: Office, at: datetime = NOW) -> list[str]:
    """The keys of all rows, behind a look at what is missing."""
    Reconciler(office, office.journal)(at)
    return [row.key.removeprefix("DR1-OUT-EES/") for row in office.journal.queued("DR1")]


def join(office: Office, **changes: Any) -> None:
    """Brit has a route from now on."""
    subscribe(office.journal, a_subscriber("brit"), *a_route("brit-1", **changes))


def test_where_nothing_is_missing_nothing_is_added(office: Office) -> None:
    """However often it is looked at."""
    assert keys(office) == keys(office) == ["0/said/acme-1"]


def test_who_joins_late_gets_the_newest_revision_alone(office: Office) -> None:
    """Not what it replaced."""
    office.say(a_notice(1), ["acme-1"])
    join(office)

    assert keys(office) == ["0/said/acme-1", "1/said/acme-1", "1/said/brit-1"]


def test_a_fan_out_that_was_missed_is_healed(office: Office) -> None:
    """A revision without any row."""
    office.say(a_notice(1))

    assert keys(office) == ["0/said/acme-1", "1/said/acme-1"]


def test_who_is_not_concerned_gets_nothing(office: Office) -> None:
    """Late or not."""
    join(office, interest=Interest(systems=("MHHS",)))

    assert keys(office) == ["0/said/acme-1"]


def test_what_was_withheld_and_what_may_not_leave_stays(office: Office) -> None:
    """Nobody gets by the back door what was held back at the front."""
    join(office)
    office.mode = "off"
    assert keys(office) == ["0/said/acme-1"]
    office.mode = "on"
    office.say(a_notice(1), withheld="communications are off")
    assert keys(office) == ["0/said/acme-1"]


def test_the_end_is_told_to_who_was_told_of_the_beginning(office: Office) -> None:
    """A newcomer need not know of an outage that is over; nor anybody when it is long past."""
    join(office)
    office.say(a_notice(1, kind="completed", status="completed"))
    long_after = NOW + END_IS_NEWS + timedelta(seconds=1)

    assert keys(office, long_after) == ["0/said/acme-1"]
    assert keys(office) == ["0/said/acme-1", "1/said/acme-1"]


def drained(office: Office) -> int:
    """How many were sent of what is due."""
    channel = ScriptedChannel()
    sender = Sender(office.journal, POST, [channel], letters_on(office.journal), lambda: NOW)
    asyncio.run(sender.drain(NOW))
    return len(channel.taken)


def test_what_rested_is_sent_once_its_route_is_used_again(office: Office) -> None:
    """The subscriber has mended the machine, and missed nothing that still holds."""
    subscribe(office.journal, RouteDisabled(route="acme-1", reason="410"))
    assert (drained(office), keys(office)) == (0, ["0/said/acme-1"])
    assert drained(office) == 0
    subscribe(office.journal, RouteEnabled(route="acme-1"))
    assert keys(office) == ["0/said/acme-1"]

    assert (drained(office), drained(office)) == (1, 0)


def test_what_was_held_back_by_communications_is_not_sent_later(office: Office) -> None:
    """A stale notice misleads."""
    set_communications(office.journal, "off")
    assert drained(office) == 0
    set_communications(office.journal, "on")
    keys(office)

    assert drained(office) == 0


def test_it_looks_again_only_if_something_changed(office: Office) -> None:
    """Rows that came and went meanwhile are none of its business."""
    reconciler = Reconciler(office, office.journal)
    reconciler(NOW)
    join(office)
    reconciler(NOW)

    assert [row.key for row in office.journal.queued("DR1")][-1].endswith("brit-1")
