"""One open page: what is still to be sent to it, bounded however slow its line is."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

#: Frames that wait for a slow line; beyond it the page gets the whole anew instead.
MOST_WAITING = 8


class Stream:
    """The frames for one open page; used by the event loop's thread alone."""

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._news = asyncio.Event()
        self._over = False

    def put(self, message: bytes, *, whole: bytes) -> None:
        """Send a frame; if too many wait, `whole` takes the place of all of them."""
        if self._over:
            return
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            message = whole
        self._waiting.append(message)
        self._news.set()

    def end(self, message: bytes) -> None:
        """Send a last frame."""
        self._waiting.append(message)
        self._over = True
        self._news.set()

    async def frames(self) -> AsyncIterator[bytes]:
        """What is to be sent, as it comes, until the stream ends."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                # What has gathered goes out in one write.
                gathered = b"".join(self._waiting)
                self._waiting.clear()
                yield gathered
            if self._over:
                return
