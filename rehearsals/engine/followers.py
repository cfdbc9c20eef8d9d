"""Followers: whatever reacts to a run without steering it, each with its own cursor."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Follower(Protocol):
    """Reads the journal from its own cursor; idempotent and restartable."""

    #: The name of its cursor.
    name: str

    def step(self, now: datetime) -> datetime | None:
        """Do what is due by `now`; the next time something is due, or None."""
