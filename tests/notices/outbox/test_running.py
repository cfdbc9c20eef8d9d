"""A sender that goes on until it is told to stop: nobody is held up, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from notices.channels.port import Answer, Message
from notices.channels.testing import TAKEN
from notices.outbox.in_hand import InHand
from notices.outbox.rows import POST
from notices.outbox.sender import Limits
from notices.outbox.state import deliveries_of
from notices.outbox.testing import (
    NOW,
    a_notice,
    a_route,
    a_subscriber,
    after,
    letters_on,
    open_a_run,
    publish,
    subscribe,
)
from notices.outbox.trying import Tried, Trying
from notices.subscriptions.records import RouteKind
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from runbooks.errors import JournalError
from tests.notices.outbox.sending import a_sender, delivery


class Held:
    """A channel whose first host answers only when it is let go."""

    kinds: tuple[RouteKind, ...] = ("webhook",)
    seconds = 5.0

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.under_way: list[str] = []
        self.taken: list[str] = []

    async def deliver(self, message: Message, /) -> Answer:
        """Take it; of `127.0.0.1` later."""
        self.under_way.append(message.key)
        if "127.0.0.1" in message.address:
            await self.go.wait()
        self.taken.append(message.key)
        return TAKEN

    async def close(self) -> None:
        """Nothing to let go of."""


async def until(so: Callable[[], bool]) -> None:
    """Let everything else go on until something is so."""
    async with asyncio.timeout(10):
        while not so():  # noqa: ASYNC110 - what is waited for knows no event
            await asyncio.sleep(0)


QUICK = Limits(poll=0.001, look=0.001, patience=0)


def run_beside(
    journal: Journal, channel: Held, does: Callable[[asyncio.Event], Any], limits: Limits = QUICK
) -> None:
    """Run a sender while something is done that at last lets it stop."""

    async def together() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(a_sender(journal, channel, limits=limits).run(stop))
        try:
            await does(stop)
        finally:
            stop.set()
            channel.go.set()
            await running

    asyncio.run(together())


def many(journal: Journal, count: int) -> list[str]:
    """More routes of acme, all to the host that hangs."""
    names = [f"acme-{number}" for number in range(2, 2 + count)]
    subscribe(journal, *(event for name in names for event in a_route(name)))
    return names


def test_a_receiver_that_hangs_holds_up_nobody_else(journal: Journal) -> None:
    """However much is due there, and was due before."""
    channel = Held()
    publish(journal, a_notice(), [*many(journal, 30), "brit-1"])

    async def does(_stop: asyncio.Event) -> None:
        await until(lambda: "DR1-OUT-EES/0/said/brit-1" in channel.taken)
        assert len(channel.under_way) == 9, "eight at a time to one host"

    run_beside(journal, channel, does, Limits(poll=0.001, look=0.001, claimed=10, patience=0))


def test_a_receiver_that_hangs_does_not_fill_the_hand(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much is due there: it is put off, untried, and others are reached meanwhile."""
    monkeypatch.setattr("notices.outbox.doors.STUCK_AFTER", 0.05)
    channel = Held()
    publish(journal, a_notice(), [*many(journal, 60), "brit-1"])

    async def does(_stop: asyncio.Event) -> None:
        await until(lambda: "DR1-OUT-EES/0/said/brit-1" in channel.taken)
        put_off = [row for row in journal.queued("DR1") if row.due_at == after(30)]
        assert len(channel.under_way) == 9, "eight at a time to one host"
        assert {(row.place, row.attempts) for row in put_off} == {("waiting", 0)}

    run_beside(journal, channel, does, replace(QUICK, claimed=10, in_hand=20))


def in_hand(journal: Journal, channel: Held, now: Callable[[], datetime]) -> InHand:
    """A hand whose claims must last another ten seconds."""
    letters = letters_on(journal)
    trying = Trying([channel], letters, lambda: NOW)
    return InHand(trying, letters, now, at_once=64, needed=10, paced=False)


def test_a_claim_that_waited_too_long_is_not_begun(journal: Journal) -> None:
    """It might run out under the attempt, and somebody else would send the same meanwhile."""
    channel, clock = Held(), [NOW]
    publish(journal, a_notice(), many(journal, 9))
    claims = journal.claim(POST, "one", now=NOW, seconds=35, limit=20)

    async def together() -> list[Tried]:
        hand = in_hand(journal, channel, lambda: clock[0])
        hand.add(claims)
        await until(lambda: len(channel.under_way) == 8)
        clock[0] = after(26)
        channel.go.set()
        return await hand.all_tried()

    left = [one.claim.key for one in asyncio.run(together()) if one.answer is None]
    assert (len(channel.under_way), left) == (8, [claims[8].key])


def test_what_waits_at_a_door_that_is_stuck_is_held_no_longer(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what waits there already, nor what comes."""
    channel = Held()
    publish(journal, a_notice(), many(journal, 20))
    claims = journal.claim(POST, "one", now=NOW, seconds=35, limit=20)

    async def together() -> list[int]:
        hand = in_hand(journal, channel, lambda: NOW)
        hand.add(claims[:15])
        held = [hand.held]
        monkeypatch.setattr("notices.outbox.doors.STUCK_AFTER", 0.0)
        hand.make_room()
        held.append(hand.held)
        hand.add(claims[15:])
        held.append(hand.held)
        channel.go.set()
        await hand.all_tried()
        return held

    assert asyncio.run(together()) == [15, 8, 8]


def test_what_is_published_while_it_runs_is_sent(journal: Journal) -> None:
    """It notices by itself."""
    channel = Held()

    async def does(_stop: asyncio.Event) -> None:
        publish(journal, a_notice(), ["brit-1"])
        await until(lambda: bool(channel.taken))

    run_beside(journal, channel, does)
    assert delivery(journal, "DR1-OUT-EES/0/said/brit-1").state == "delivered"


def test_stopping_finishes_what_is_under_way_and_gives_back_the_rest(journal: Journal) -> None:
    """What was begun is written down; what was not is found by the next one as it was."""
    channel = Held()
    publish(journal, a_notice(), many(journal, 12))

    async def does(stop: asyncio.Event) -> None:
        await until(lambda: len(channel.under_way) == 8)
        stop.set()
        await until(lambda: sum(row.held_until is None for row in journal.queued("DR1")) == 4)

    run_beside(journal, channel, does)

    deliveries = deliveries_of(journal, "DR1", NOW).deliveries.values()
    assert sorted(one.state for one in deliveries) == ["delivered"] * 8 + ["pending"] * 4
    assert {len(one.attempts) for one in deliveries if one.state == "pending"} == {0}


class Stuck(MemoryJournal):
    """A journal whose disk is full for the first two settlements."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 2

    def settle(self, *args: Any, **more: Any) -> Any:
        """Refuse twice."""
        if self.left:
            self.left -= 1
            raise JournalError
        return super().settle(*args, **more)


def test_what_was_sent_is_written_down_once_the_disk_has_room() -> None:
    """It is not sent again for that."""
    stuck, channel = Stuck(), Held()
    open_a_run(stuck)
    subscribe(stuck, a_subscriber("brit"), *a_route("brit-1", "http://127.0.0.2:9/hook"))
    publish(stuck, a_notice(), ["brit-1"])

    async def does(_stop: asyncio.Event) -> None:
        await until(lambda: bool(stuck.queued("DR1")[0].attempts))

    run_beside(stuck, channel, does, replace(QUICK, rest=0))
    assert len(channel.taken) == 1


class Locked(MemoryJournal):
    """A journal in which nothing can be claimed at first."""

    locked = 2

    def claim(self, *args: Any, **more: Any) -> Any:
        """Refuse twice."""
        if self.locked:
            self.locked -= 1
            raise JournalError
        return super().claim(*args, **more)


def test_a_journal_that_is_locked_for_a_while_ends_no_sender() -> None:
    """It looks again."""
    locked, channel = Locked(), Held()
    open_a_run(locked)
    subscribe(locked, a_subscriber("brit"), *a_route("brit-1", "http://127.0.0.2:9/hook"))
    publish(locked, a_notice(), ["brit-1"])

    async def does(_stop: asyncio.Event) -> None:
        await until(lambda: bool(channel.taken))

    run_beside(locked, channel, does)
    assert locked.locked == 0
