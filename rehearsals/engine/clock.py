"""Clocks: the one of the machine, and one that only moves when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The instant, in whole milliseconds: finer would only pretend."""
        instant = datetime.now(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


class VirtualClock:
    """A clock for simulation: it stands still until it leaps."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._now

    def leap(self, to: datetime) -> None:
        """Move forward; a time that has passed leaves the clock where it is."""
        self._now = max(self._now, to)
