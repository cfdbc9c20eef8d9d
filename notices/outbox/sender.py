"""The sender: takes deliveries in hand that are due, tries each once, and writes down what came.

Nothing is marked sent before it was. Whoever is killed in between leaves claims that run out; then
the next sender sends again, under the same id on the wire.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from notices.channels.port import Channel
from notices.outbox.in_hand import InHand
from notices.outbox.letters import Letters
from notices.outbox.rows import POST
from notices.outbox.settling import Listener, Settling, by_topic
from notices.outbox.trying import GRACE, Tried, Trying
from rehearsals.journal.port import Claim, Journal
from runbooks.errors import JournalError, SettingsError

_LOG = logging.getLogger(__name__)
#: Seconds for which a claim may wait until its attempt begins, where nobody says how long it lasts.
WAIT = 25.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much a sender does at a time; times in seconds."""

    #: Attempts under way.
    at_once: int = 64
    #: Deliveries taken in hand at a time, and altogether.
    claimed: int = 200
    in_hand: int = 2000
    #: How long a claim lasts; 0: as the channels need it. It outlasts an attempt by the margin.
    lease: float = 0
    margin: float = 3.0
    #: Beyond a channel's own limit, after which an attempt is given up from outside.
    grace: float = GRACE
    #: Between two looks whether anybody has written, and between two at what is due.
    poll: float = 0.05
    look: float = 0.5
    #: Outcomes that are written at a time, and how long the first one waits for others.
    batch: int = 100
    patience: float = 0.05
    #: Tries to write what was sent while the journal is locked or full, and the rest in between.
    settle_tries: int = 30
    rest: float = 1.0


class Stopping(Protocol):
    """An event that ends a sender: of a thread, or of asyncio."""

    def is_set(self) -> bool:
        """Whether it is to end."""


class Sender:
    """Serves one pool. `journal` is an object of its own: nobody else may ask it for changes."""

    def __init__(
        self,
        journal: Journal,
        pool: str,
        channels: Iterable[Channel],
        letters: Letters,
        now: Callable[[], datetime],
        *,
        limits: Limits = Limits(),
        listener: Listener | None = None,
        holder: str = "",
    ) -> None:
        """`now` gives real time (aware). Raises SettingsError if claims ran out under an attempt.

        The channels stay their owner's, who closes them.
        """
        self._journal, self._pool, self._now = journal, pool, now
        self._limits, self._letters = limits, letters
        self._holder = holder or f"sender {os.getpid()} on {socket.gethostname()}"
        self._trying = Trying(channels, letters, now, limits.grace)
        self._settling = Settling(journal, pool, letters, listener)
        self._needed = self._trying.longest + limits.margin
        self._lease = limits.lease or self._needed + WAIT
        if self._lease <= self._needed:
            raise SettingsError(
                f"A claim lasts {self._lease:g} s, but an attempt may take {self._needed:g} s:"
                " somebody else would send the same meanwhile.",
                hint="Let claims last longer, or attempts less long.",
            )

    async def drain(self, now: datetime) -> datetime | None:
        """Send all that is due at an instant; when the next is due.

        In the pool of a simulated run time stands still meanwhile, and what follows is in the order
        of the claims, so that the run has one course.
        """
        real = self._pool == POST
        # Sending takes real time: a claim that began at `now` might be over before its attempt.
        clock = self._now if real else lambda: now
        while claims := self._claimed(clock(), self._limits.claimed):
            self._refresh()
            hand = self._hand(clock, paced=real)
            hand.add(claims)
            order = {claim.key: place for place, claim in enumerate(claims)}
            tried = sorted(await hand.all_tried(), key=lambda one: order[one.claim.key])
            for topic, some in by_topic(tried).items():
                self._settling.settle(topic, some)
        return self._journal.waiting(self._pool, clock()).next_at

    async def run(self, stop: Stopping) -> None:
        """Send whatever is due, until told to stop; then finish what is under way.

        Raises JournalError only if what was sent cannot be written down for a long time.
        """
        hand = self._hand(self._now, paced=True)
        # One thread claims and one settles: the loop goes on sending while the disk is slow.
        with ThreadPoolExecutor(2, thread_name_prefix="notices") as threads:
            settler = asyncio.create_task(self._settle_all(hand, threads))
            try:
                while not stop.is_set() and not settler.done():
                    await self._fill(hand, threads)
                    await hand.pause(self._limits.poll)
            finally:
                await hand.finish(self._trying.longest)
                await settler

    def _hand(self, now: Callable[[], datetime], *, paced: bool) -> InHand:
        return InHand(
            self._trying,
            self._letters,
            now,
            at_once=self._limits.at_once,
            needed=self._needed,
            paced=paced,
        )

    async def _fill(self, hand: InHand, threads: ThreadPoolExecutor) -> None:
        """Take more in hand, if there is room and there may be something."""
        room = min(self._limits.claimed, self._limits.in_hand - hand.held)
        if room <= 0:
            hand.make_room()
            return
        if hand.busy(self._limits.claimed // 2):
            return
        if not (hand.looked_over(self._limits.look) or self._journal.changed()):
            return
        loop = asyncio.get_running_loop()
        try:
            claims = await loop.run_in_executor(threads, self._claimed, self._now(), room)
        except JournalError as error:
            _LOG.warning("Nothing can be claimed: %s", error)
            claims = ()
        hand.looked(more=len(claims) == room)
        if claims:
            self._refresh()
            hand.add(claims)

    def _refresh(self) -> None:
        try:
            self._letters.refresh()
        except JournalError as error:
            _LOG.warning("What is to be sent cannot be looked at: %s", error)

    def _claimed(self, now: datetime, limit: int) -> tuple[Claim, ...]:
        return self._journal.claim(
            self._pool, self._holder, now=now, seconds=self._lease, limit=limit
        )

    async def _settle_all(self, hand: InHand, threads: ThreadPoolExecutor) -> None:
        while batch := await hand.some_tried(self._limits.batch, self._limits.patience):
            for topic, some in by_topic(batch).items():
                await self._settle(topic, some, threads)

    async def _settle(
        self, topic: str, tried: Sequence[Tried], threads: ThreadPoolExecutor
    ) -> None:
        loop = asyncio.get_running_loop()
        for left in reversed(range(self._limits.settle_tries)):
            try:
                await loop.run_in_executor(threads, self._settling.settle, topic, tried)
            except JournalError as error:
                if not left:
                    raise
                _LOG.warning("What was sent cannot be written yet: %s", error)
                await asyncio.sleep(self._limits.rest)
            else:
                return
