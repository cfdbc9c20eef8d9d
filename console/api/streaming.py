"""The stream of a run's events: read once for all who follow the run, and sent to each in order.

The hub says when a run has changed; a feed then reads what is new, once, however many streams it
has. A stream keeps no more than its place, so that a slow line costs nothing and misses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

from console.api.shaping import event_data
from console.web.house import House
from console.web.live.channel import FEED, Topic
from console.web.live.frames import frame, retry
from console.web.live.shared import renderer
from rehearsals.core.events import Fact

#: Seconds after which a silent line is sent a comment, so that whoever listens knows it is there.
HEARTBEAT = 15.0
#: Open streams of one console process at most.
MOST_STREAMS = 1_000
#: Milliseconds after which a client comes again.
_RETRY = 1_000
#: Events that are sent in one write, and that are kept as they are sent.
_BATCH, _KEPT = 200, 2_000
_TICK = b"event: tick\n"
_log = logging.getLogger("callboard.api")


class Feed:
    """What all streams of one run share; used by the event loop's thread alone."""

    def __init__(self, house: House, run: str, facts: Sequence[Fact]) -> None:
        self.run = run
        self.facts = facts
        self.streams = 0
        self.over = False
        self._house = house
        self._news = asyncio.Event()
        self._frames: dict[int, bytes] = {}
        self._task: asyncio.Task[None] | None = None

    def join(self) -> None:
        """One stream more; the first one makes the feed follow the run."""
        self.streams += 1
        if self._task is None:
            self._task = asyncio.create_task(self._follow())

    def leave(self) -> bool:
        """One stream less; whether that was the last one."""
        self.streams -= 1
        if self.streams == 0 and self._task is not None:
            self._task.cancel()
        return self.streams == 0

    async def news(self) -> bool:
        """Wait for something new; whether there is, or a heartbeat has passed."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._news.wait(), HEARTBEAT)
        return False

    def sent(self, seq: int) -> bytes:
        """An event as it is sent."""
        known = self._frames.get(seq)
        if known is None:
            known = frame("fact", event_data(seq, self.facts[seq - 1]), id_=str(seq))
            self._frames[seq] = known
            if len(self._frames) > _KEPT:
                del self._frames[next(iter(self._frames))]
        return known

    async def _follow(self) -> None:
        topic = Topic(run=self.run, page=FEED)
        try:
            shown = await run_in_threadpool(renderer(self._house), topic)
            stream = self._house.hub.join(topic, len(self.facts), shown)
            try:
                async for frames in stream.frames():
                    if _TICK in frames:
                        self._tell((await run_in_threadpool(self._house.look, self.run)).facts)
            finally:
                self._house.hub.leave(topic, stream)
        except Exception:  # noqa: BLE001
            # Whoever listens comes again, and is told what is wrong.
            _log.exception("Run %s cannot be followed.", self.run)
        self.over = True
        self._tell(self.facts)

    def _tell(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._news.set()
        self._news = asyncio.Event()


class Feeds:
    """The feeds of all runs that are followed; used by the event loop's thread alone."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._feeds: dict[str, Feed] = {}

    @property
    def open_streams(self) -> int:
        """How many streams are open."""
        return sum(feed.streams for feed in self._feeds.values())

    async def frames(
        self, run: str, facts: Sequence[Fact], after: int
    ) -> AsyncGenerator[bytes, None]:
        """The events of a run behind a number as they happen, until the console stops."""
        feed = self._feeds.get(run)
        if feed is None or feed.over:
            feed = self._feeds[run] = Feed(self._house, run, facts)
        feed.join()
        try:
            yield retry(_RETRY)
            while True:
                if after < len(feed.facts):
                    upto = min(after + _BATCH, len(feed.facts))
                    yield b"".join(feed.sent(seq) for seq in range(after + 1, upto + 1))
                    after = upto
                elif feed.over:
                    yield frame("bye", {})
                    return
                elif not await feed.news():
                    yield b": still here\n\n"
        finally:
            if feed.leave() and self._feeds.get(run) is feed:
                del self._feeds[run]
