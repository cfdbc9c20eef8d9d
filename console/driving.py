"""What drives a run, in a sentence."""

from __future__ import annotations

from console import here
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.lease import is_dead_here
from rehearsals.names import run_stream


def driven_by(desk: Desk, state: RunState) -> str:
    """The engine that holds an open run, or how to start one; nothing for a run that is over."""
    if state.status != "open":
        return ""
    lease = desk.journal.lease(run_stream(state.run))
    # Leases go by real time, whatever the run's clock says.
    if lease is None or lease.expires_at <= here.now() or is_dead_here(lease.holder):
        return f"No engine drives it: `callboard resume {state.run}` starts one."
    host, _, process = lease.holder.rpartition(":")
    return f"Its engine is process {process} on {host}."
