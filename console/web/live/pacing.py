"""How often personal pages are told to fetch themselves again: as often as the console can answer.

Each open personal page answers a tick by a request of its own. Of a long night's plan that is a
second of work, for each of them; told of every event, they would leave no time for anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

#: Seconds between two ticks of a run: at least, and at most.
SHORTEST, LONGEST = 0.5, 60.0
#: The pages of a run may take one part in so many of the time.
_PARTS = 4
#: What a new cost counts for in the mean.
_WEIGHT = 0.2


class Costs:
    """What it costs to answer a personal page of each run, in seconds of work: a mean."""

    def __init__(self) -> None:
        self._means: dict[str, float] = {}

    def note(self, run: str, seconds: float) -> None:
        """A page was answered; used by the event loop's thread alone."""
        mean = self._means.get(run, seconds)
        self._means[run] = mean + _WEIGHT * (seconds - mean)

    def of(self, run: str) -> float:
        """Seconds that the next page will take, as far as is known."""
        return self._means.get(run, 0.0)


@dataclass(slots=True)
class _Told:
    seq: int
    at: float


class Pacing:
    """What the personal pages of each run were told last; used by the hub's thread alone."""

    def __init__(self, cost: Callable[[str], float]) -> None:
        """`cost` is what a page of a run costs (seconds)."""
        self._cost = cost
        self._told: dict[str, _Told] = {}
        #: When something that is held back may be told (seconds); for ever if nothing is.
        self.due = inf

    def begin(self, runs: set[str]) -> None:
        """All of these runs, and no others, are asked for now."""
        self.due = inf
        for run in self._told.keys() - runs:
            del self._told[run]

    def seq(self, run: str, seq: int, *, shown: int, streams: int, now: float) -> int:
        """The number of the event to tell of at `now` (seconds), `shown` being told already.

        It is the newest one, or as long as it is too early for that the one that was told last.
        Whoever gets another one than `seq` must ask again when it is `due`.
        """
        told = self._told.setdefault(run, _Told(seq=shown, at=-inf))
        told.seq = max(told.seq, shown)
        if seq > told.seq:
            may_at = told.at + self.space(run, streams)
            if now >= may_at:
                told.seq, told.at = seq, now
            else:
                self.due = min(self.due, may_at)
        return told.seq

    def space(self, run: str, streams: int) -> float:
        """Seconds between two ticks of a run that so many personal pages follow."""
        return min(max(SHORTEST, self._cost(run) * streams * _PARTS), LONGEST)
