"""Draws that depend on what they are for, never on when they are asked for.

Each is keyed by (seed, run, subject, attempt, purpose), so that no order of events changes it and
no stream of random numbers is shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

from runbooks.durations import Duration


@dataclass(frozen=True, kw_only=True, slots=True)
class Draws:
    """The dice of one simulated run."""

    seed: int
    run: str

    def uniform(self, subject: str, attempt: int, purpose: str) -> float:
        """A number in [0, 1)."""
        key = f"{self.seed}\x1f{self.run}\x1f{subject}\x1f{attempt}\x1f{purpose}"
        return int.from_bytes(sha256(key.encode()).digest()[:7]) / 2**56

    def seconds(self, duration: Duration, subject: str, attempt: int, purpose: str) -> int:
        """Whole seconds from the triangular distribution over a three-point duration.

        Inverse of the triangular cumulative distribution function, with the likely value as mode.
        """
        low, mode, high = duration.low, duration.likely, duration.high
        if low == high:
            return mode
        u = self.uniform(subject, attempt, purpose)
        if u < (mode - low) / (high - low):
            return round(low + sqrt(u * (high - low) * (mode - low)))
        return round(high - sqrt((1 - u) * (high - low) * (high - mode)))
