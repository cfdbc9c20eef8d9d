"""The outlook of a run at an instant: what is left by plan and by chance, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from dependencies.floats import FINISH
from rehearsals.core.state import RunState
from rehearsals.outlook.rest import Rest, rest_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlook:
    """What is to be expected of a run; never stored, made again whenever it is asked for."""

    rest: Rest

    def p80(self, target: str) -> datetime | None:
        """When four trials in five have reached a target (UTC); None if it is not in this run."""
        rest, book = self.rest, self.rest.network.frame.runbook
        task = rest.last if target == FINISH else target
        if target in book.gate_by_id:
            meeting = book.gate_by_id[target].meeting
            return rest.dates[meeting].start if meeting in rest.dates else None
        return rest.dates[task].finish if task in rest.dates else None


def outlook(
    state: RunState,
    now: datetime,
    *,
    seed: int | None = None,
    trials: int | None = None,
    target: str | None = None,
) -> Outlook:
    """The outlook of a run at an instant (aware); raises what `rest_of` does."""
    del seed, trials, target
    return Outlook(rest=rest_of(state, now))


def seed_of(state: RunState) -> int:
    """The seed of a run's forecasts: its own, or one that follows from its name."""
    if state.seed is not None:
        return state.seed
    return int.from_bytes(sha256(state.run.encode()).digest()[:4], "big")
