"""The deliveries that a sender has in hand: waiting at their doors, under way, and tried."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from notices.outbox.doors import Door, Doors
from notices.outbox.letters import Letters
from notices.outbox.trying import Tried, Trying
from rehearsals.journal.port import Claim

#: Seconds between two looks whether a door has opened that was closed for its pace.
_A_WHILE = 0.05
#: When fewer than that wait, it is time to take more in hand.
_FEW = 100
#: For how long what waits at a door that is stuck is left to the queue, behind what can go.
_LATER = timedelta(seconds=30)


class InHand:
    """Starts what may go, and keeps what came back until it is written down. One event loop's."""

    def __init__(
        self,
        trying: Trying,
        letters: Letters,
        now: Callable[[], datetime],
        *,
        at_once: int,
        needed: float,
        paced: bool,
    ) -> None:
        """`needed`: seconds a claim must still last for its attempt to begin."""
        self._trying, self._letters, self._now = trying, letters, now
        self._needed = timedelta(seconds=needed)
        self._doors: Doors[Claim] = Doors(at_once, paced=paced)
        self._under_way: set[asyncio.Task[None]] = set()
        self._tried: list[Tried] = []
        self._back, self._wake = asyncio.Event(), asyncio.Event()
        self._finished = False
        self._looked_at, self._more = float("-inf"), False

    @property
    def held(self) -> int:
        """How many are in hand and not tried."""
        return self._doors.waiting + len(self._under_way)

    def busy(self, enough: int) -> bool:
        """Whether enough waits that can go as soon as there is room."""
        return self._doors.runnable() >= enough

    def looked_over(self, seconds: float) -> bool:
        """Whether the last look was so long ago, or left something behind."""
        return self._more or self._time() >= self._looked_at + seconds

    def looked(self, *, more: bool) -> None:
        """Somebody has just looked what is due."""
        self._looked_at, self._more = self._time(), more

    def add(self, claims: Sequence[Claim]) -> None:
        """Take claims in hand, but for those that would only wait at a door that is stuck."""
        for claim in claims:
            door = self._letters.door(claim)
            if self._doors.is_stuck(door, self._time()):
                self._put_back(claim, later=True)
            else:
                self._doors.put(door, claim)
        self.start()

    def make_room(self) -> None:
        """Put back for a while what waits at doors that are stuck: else it is all that is held."""
        for claim in self._doors.empty(self._time()):
            self._put_back(claim, later=True)

    def start(self) -> None:
        """Let go whatever may."""
        while (taken := self._doors.take(self._time())) is not None:
            door, claim = taken
            if claim.held_until - self._now() < self._needed:
                self._doors.done(door)
                self._put_back(claim)
                continue
            task = asyncio.create_task(self._attempt(door, claim))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def pause(self, seconds: float) -> None:
        """Wait until there may be something to do, some seconds at most."""
        self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)
        self.start()

    async def all_tried(self) -> list[Tried]:
        """Wait for all that is in hand; in the order in which it came back."""
        while self.held:
            await self.pause(_A_WHILE)
        tried, self._tried = self._tried, []
        return tried

    async def some_tried(self, most: int, patience: float) -> list[Tried]:
        """Wait for something that was tried, and a little for more; empty at the end of all."""
        while not self._tried and not self._finished:
            self._back.clear()
            await self._back.wait()
        if len(self._tried) < most and not self._finished:
            await asyncio.sleep(patience)
        batch, self._tried = self._tried[:most], self._tried[most:]
        return batch

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, put back what waits, and wait some seconds for what is under way.

        What is still under way then is given up: its claim runs out, and it is sent again.
        """
        for claim in self._doors.empty():
            self._put_back(claim)
        under_way = tuple(self._under_way)
        if under_way:
            _, late = await asyncio.wait(under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._finished = True
        self._back.set()

    async def _attempt(self, door: Door, claim: Claim) -> None:
        try:
            tried = await self._trying.attempt(claim, self._now)
        finally:
            self._doors.done(door)
        # Only now: while it was under way, the list may have become another one.
        self._tried.append(tried)
        self._back.set()
        self.start()
        if self._doors.waiting < _FEW:
            self._wake.set()

    def _put_back(self, claim: Claim, *, later: bool = False) -> None:
        now = self._now()
        put_off = now + _LATER if later else None
        self._tried.append(Tried(claim=claim, at=now, ended=now, put_off=put_off))
        self._back.set()

    @staticmethod
    def _time() -> float:
        return asyncio.get_running_loop().time()
