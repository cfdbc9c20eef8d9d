"""Whether an outage ended by the way back: the system is as it was, not what the cutover meant."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.plan.leg_index import returned_outages
from rehearsals.core.state import RunState


def ended_by_way_back(state: RunState, outage: str, closed_at: datetime | None = None) -> bool:
    """Whether an outage that was closed then (by default: when the state says) was turned back.

    Also asked of one that is about to be closed: then of how things stand.
    """
    at = closed_at or state.outage(outage).closed_at
    turnings = [each.what for each in state.turned_back if at is None or each.at <= at]
    return bool(turnings) and outage in returned_outages(state.runbook, turnings)
