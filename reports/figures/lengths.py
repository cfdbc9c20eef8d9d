"""How the length between two instants is measured: exactly, or between the times as shown.

A page shows times cut to the whole minute. Were its lengths exact, they would not be the difference
of the times beside them; so those of the page are measured between the times as cut, and those of
the data exactly. Both add up: each figure is a difference of the same instants.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

#: Minutes from one instant to another, negative if it is earlier.
Lengths = Callable[[datetime, datetime], float]


def exact(start: datetime, end: datetime) -> float:
    """Minutes from one instant to another, not rounded."""
    return (end - start) / timedelta(minutes=1)


def as_shown(start: datetime, end: datetime) -> float:
    """Whole minutes from one instant to another, each cut to its minute as clocks show it."""
    return exact(_cut(start), _cut(end))


def _cut(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)
