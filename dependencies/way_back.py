"""The way back: how long it takes, and until when it can be begun."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.network import Clock
from dependencies.planner import rollback_seconds
from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBack:
    """Turning back, as far as the runbook says."""

    #: How long the rollback leg takes by its links and likely durations.
    seconds: int
    #: When the legacy service must be back (UTC).
    restore_by: datetime | None

    @property
    def latest_start(self) -> datetime | None:
        """The last instant (UTC) at which turning back would be done in time."""
        return self.restore_by and self.restore_by - timedelta(seconds=self.seconds)


def way_back(runbook: Runbook, scope: Collection[str]) -> WayBack | None:
    """The way back; None if there is none, or no gate in scope may decide to take it.

    Raises what `rollback_seconds` does, and TimeError.
    """
    gates = (gate for gate in runbook.gates if gate.id in runbook.rollback.gates)
    seconds = rollback_seconds(runbook)
    if seconds is None or not any(gate.meeting in scope for gate in gates):
        return None
    zero = runbook.start.instant(runbook.timezone)
    clock = Clock(zone=runbook.timezone, zero=zero, start=zero)
    by = clock.instant(runbook.restore_by) if runbook.restore_by else None
    return WayBack(seconds=seconds, restore_by=by)
