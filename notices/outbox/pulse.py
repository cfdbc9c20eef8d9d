"""The pulse of the senders: whether anybody sends at all, and what waits.

It is a lease that whoever sends renews, and nobody gives back: it runs out, and so a sender that
was killed is missed as soon as one that was stopped.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from rehearsals.journal.port import Journal, Lease
from runbooks.errors import Fenced, JournalError, LeaseHeld

#: The stream on which the lease is held; nothing is ever written to it.
SENDER = "sender"
#: Seconds between two beats, and for which one is good: a sender that is gone is missed within a
#: minute, and one beat that comes late is not.
BEAT, GOOD_FOR = 10.0, 30.0
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """Whether messages leave. Instants are real ones (UTC)."""

    #: Whether a sender was there within the last half minute.
    alive: bool
    #: When one was last heard of; None: never.
    since: datetime | None
    #: How many messages are due, and since when the one that has waited longest.
    due: int
    oldest: datetime | None


class Pulse:
    """Says that a sender is there, as long as its block lasts."""

    def __init__(self, journal: Journal, now: Callable[[], datetime]) -> None:
        """`now` gives real time (aware)."""
        self._journal, self._now = journal, now
        self._holder = this_process()
        self._lease: Lease | None = None
        self._task: asyncio.Task[None] | None = None

    def beat(self) -> None:
        """Say so once; where another sender says so already, that will do. Raises JournalError."""
        now = self._now()
        try:
            if self._lease is not None:
                self._lease = self._journal.renew(self._lease, now=now, seconds=GOOD_FOR)
                return
        except Fenced:
            self._lease = None
        with suppress(LeaseHeld):
            self._lease = self._journal.acquire(SENDER, self._holder, now=now, seconds=GOOD_FOR)

    async def __aenter__(self) -> Self:
        """Begin; raises JournalError."""
        self.beat()
        self._task = asyncio.create_task(self._beat_on())
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _beat_on(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            try:
                await asyncio.to_thread(self.beat)
            except JournalError as error:
                _LOG.warning("The sender cannot say that it is there: %s", error)


def this_process() -> str:
    """What the pulse of this process is known by, such as `desk-3:4711`."""
    return f"{socket.gethostname()}:{os.getpid()}"


def sender_health(journal: Journal, pool: str, now: datetime) -> Health:
    """Whether the messages of a pool leave; raises JournalError."""
    lease, waiting = journal.lease(SENDER), journal.waiting(pool, now)
    return Health(
        alive=lease is not None and lease.expires_at > now,
        since=None if lease is None else lease.expires_at - timedelta(seconds=GOOD_FOR),
        due=waiting.due,
        oldest=waiting.oldest,
    )
