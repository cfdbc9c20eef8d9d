"""How often something may be tried: freely at first, then after pauses that double.

Kept in memory alone: a restart forgives everybody. Nobody is ever locked out for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

#: After so long without a try, all is forgotten.
_FORGOTTEN = timedelta(hours=24)
#: Keys that are kept at most; a flood of new ones drives out those with the fewest tries.
_MOST = 10_000


@dataclass(slots=True)
class _Tries:
    count: int
    last: datetime


class Throttle:
    """Counts tries by key; for many threads."""

    def __init__(self, *, free: int, longest: timedelta, most: int = _MOST) -> None:
        self._free = free
        self._longest = longest
        self._most = most
        self._tries: dict[str, _Tries] = {}
        self._lock = Lock()

    def attempt(self, key: str, now: datetime) -> timedelta | None:
        """Count a try that begins; or, uncounted, how long it has to wait.

        It is counted before it is known to fail, so that many at once are not all free.
        """
        with self._lock:
            found = self._tries.get(key)
            if found is None or now - found.last > _FORGOTTEN:
                self._make_room()
                self._tries[key] = _Tries(1, now)
                return None
            left = found.last + self._pause(found.count) - now
            if left > timedelta():
                return left
            found.count += 1
            found.last = now
            return None

    def give_back(self, key: str) -> None:
        """Do not count the last try: it did not fail."""
        with self._lock:
            found = self._tries.get(key)
            if found is not None and found.count > 1:
                found.count -= 1
            else:
                self._tries.pop(key, None)

    def forget(self, key: str) -> None:
        """Forget all tries: somebody has shown who they are."""
        with self._lock:
            self._tries.pop(key, None)

    def _pause(self, count: int) -> timedelta:
        if count < self._free:
            return timedelta()
        # More would be no number that a timedelta takes.
        doublings = min(count - self._free, 30)
        return min(timedelta(seconds=2**doublings), self._longest)

    def _make_room(self) -> None:
        if len(self._tries) < self._most:
            return
        ranked = sorted(
            self._tries, key=lambda key: (self._tries[key].count, self._tries[key].last)
        )
        for key in ranked[: self._most // 10 or 1]:
            del self._tries[key]
