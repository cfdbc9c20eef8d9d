"""The way back: how long it takes, and until when it can be begun."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.way_back_length import leg_seconds
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.ways_back import WayBackKind


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBack:
    """Turning back, as far as the runbook says."""

    #: How long the leg takes by its links and likely durations.
    seconds: int
    #: When the legacy service must be back (UTC).
    restore_by: datetime | None
    #: Seconds that are to be kept between its end and `restore_by`.
    margin: int = 0

    @property
    def latest_start(self) -> datetime | None:
        """The last instant (UTC) at which turning back would be done in time."""
        return self.restore_by and self.restore_by - timedelta(seconds=self.seconds + self.margin)


def way_back(
    runbook: Runbook,
    scope: Collection[str],
    kind: WayBackKind = "rollback",
    chosen: Collection[str] | None = None,
) -> WayBack | None:
    """The way back, or the chosen tasks of it; None if there is none, or no gate in scope has it.

    Raises what `leg_seconds` does, and TimeError.
    """
    gates = (gate for gate in runbook.gates if gate.id in runbook.way_back(kind).gates)
    seconds = leg_seconds(runbook, kind, chosen)
    if seconds is None or not any(gate.meeting in scope for gate in gates):
        return None
    return WayBack(
        seconds=seconds,
        margin=runbook.way_back(kind).margin,
        restore_by=instant_of(runbook.restore_by, runbook) if runbook.restore_by else None,
    )
