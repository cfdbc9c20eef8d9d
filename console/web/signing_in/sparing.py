"""What an attacker could fill or use up: the stream of refusals, the memory that passwords take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore, Lock

from runbooks.errors import CallboardError

#: Refusals at the door that are journalled in a minute at most.
_BY_KEY, _BY_ALL = 5, 30


class Busy(CallboardError):
    """So many do the same now that one more has to wait."""


class Rooms:
    """So many may work at once, and so many wait; whoever else comes is turned away."""

    def __init__(
        self,
        *,
        working: int,
        waiting: int,
        patience: float = 5.0,
        words: str = "Many people are signing in just now.",
    ) -> None:
        self._words = words
        self._inside = BoundedSemaphore(working)
        self._all = BoundedSemaphore(working + waiting)
        self._patience = patience

    @contextmanager
    def place(self) -> Iterator[None]:
        """Work when there is room; raises Busy if there is none within the patience (seconds)."""
        if not self._all.acquire(blocking=False):
            raise self._busy()
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise self._busy()
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._all.release()

    def _busy(self) -> Busy:
        return Busy(self._words, hint="Try again in a few seconds.")


class Told:
    """Which refusals at the door are journalled: a few a minute; the rest is counted."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._all = 0
        self._untold = 0

    def take(self, keys: tuple[str, ...], now: datetime) -> int | None:
        """How many were not journalled before this one; None if this one is not to be either."""
        with self._lock:
            minute = int(now.timestamp() // 60)
            if minute != self._minute:
                self._minute, self._all = minute, 0
                self._counts.clear()
            if self._all >= _BY_ALL or any(self._counts.get(key, 0) >= _BY_KEY for key in keys):
                self._untold += 1
                return None
            self._all += 1
            for key in keys:
                self._counts[key] = self._counts.get(key, 0) + 1
            untold, self._untold = self._untold, 0
            return untold
