"""`runs` and `show`: which runs there are, and how one stands."""

from __future__ import annotations

from typing import Any

from console import here
from console.board import board
from console.opening import opened_desk, opened_run
from console.output import emit, emit_json, emit_rich, table
from console.standing import standing, standing_data
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.lease import is_dead_here
from rehearsals.names import run_stream
from runbooks.clocktime import local, rfc3339


def runs(*, json: bool = False) -> None:
    """List the runs, in the order in which they were opened.

    Args:
        json: Print them as JSON.
    """
    with opened_desk() as desk:
        states = [desk.state(name) for name in desk.runs()]
    if json:
        emit_json([_data(state) for state in states])
    elif not states:
        emit(f"No run has been opened in {here.settings().home} yet.")
    else:
        rows = table("Run", "Mode", "Status", "Opened", "Settled", "Runbook")
        for state in states:
            rows.add_row(
                state.run,
                state.mode,
                state.status,
                local(state.opened_at, state.runbook.timezone),
                f"{state.settled_count} of {len(state.index.tasks)}",
                f"{state.runbook.runbook} {state.runbook.title}",
            )
        emit_rich(rows)


def show(run: str = "latest", /, *, json: bool = False) -> None:
    """Show how a run stands: what is ready, running, late, failed or held, and the next gate.

    Args:
        run: The run; by default the latest.
        json: Print everything about it as JSON.
    """
    with opened_run(run) as (desk, name):
        stands = standing(desk.state(name), here.now())
        head = desk.journal.head(run_stream(name))
        engine = _engine(desk, stands.state)
    if json:
        emit_json(standing_data(stands, head))
    else:
        emit_rich(*board(stands, engine))


def _engine(desk: Desk, state: RunState) -> str:
    """What drives an open run."""
    if state.status != "open":
        return ""
    lease = desk.journal.lease(run_stream(state.run))
    if lease is None or lease.expires_at <= here.now() or is_dead_here(lease.holder):
        return f"No engine drives it: `callboard resume {state.run}` starts one."
    host, _, process = lease.holder.rpartition(":")
    return f"Its engine is process {process} on {host}."


def _data(state: RunState) -> dict[str, Any]:
    return {
        "run": state.run,
        "mode": state.mode,
        "status": state.status,
        "runbook": state.runbook.runbook,
        "title": state.runbook.title,
        "opened_at": rfc3339(state.opened_at),
        "closed_at": rfc3339(state.closed_at) if state.closed_at else None,
        "settled": state.settled_count,
        "tasks": len(state.index.tasks),
    }
