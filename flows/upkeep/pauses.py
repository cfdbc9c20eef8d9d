"""How long to wait before something that ended is started again: longer each time. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: Seconds: the first pause, the longest, and how long something must have lived to be steady.
FIRST, LONGEST, STEADY = 1.0, 60.0, 120.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pauses:
    """How often in a row something has ended soon after it began."""

    ended: int = 0

    def after(self, lived: float) -> Pauses:
        """Once it has ended again, having lived for some seconds; a steady life starts afresh."""
        return replace(self, ended=1 if lived >= STEADY else self.ended + 1)

    @property
    def seconds(self) -> float:
        """How long to wait now; none before it has ended for the first time."""
        return min(FIRST * 2.0 ** min(self.ended - 1, 16), LONGEST) if self.ended else 0.0
