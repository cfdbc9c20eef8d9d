"""A sender that goes on until it is told to stop: nobody is held up, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from notices.channels.port import Answer, Message
from notices.channels.testing import TAKEN
from notices.outbox.sender import Limits
from notices.outbox.state import deliveries_of
from notices.outbox.testing import (
    NOW,
    a_notice,
    a_route,
    a_subscriber,
    open_a_run,
    publish,
    subscribe,
)
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from runbooks.errors import JournalError
from tests.notices.outbox.sending import a_sender, delivery


class Held:
    """A channel whose first host answers only when it is let go."""

    kinds = ("webhook",)
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
