"""Followers: whatever reacts to a run without steering it, each with its own cursor."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Protocol

#: How long a follower that failed is left alone.
REST = timedelta(seconds=30)

_log = logging.getLogger("callboard.followers")


class Follower(Protocol):
    """Reads the journal from its own cursor; idempotent and restartable."""

    #: The name of its cursor.
    name: str

    def step(self, now: datetime) -> datetime | None:
        """Do what is due by `now`; the next time something is due, or None."""


class Guarded:
    """A follower that cannot stop the run: its failures are logged, and it is tried again."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._rests_until: datetime | None = None

    def step(self, now: datetime) -> datetime | None:
        """Step the follower, unless it failed less than half a minute ago."""
        if self._rests_until and now < self._rests_until:
            return None
        try:
            return self._follower.step(now)
        except Exception as error:  # noqa: BLE001 - the cutover goes on, whatever a reader does
            _log.warning("%s cannot follow the run: %s", self._follower.name, error)
            self._rests_until = now + REST
            return None
