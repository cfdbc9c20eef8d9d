"""The way back on the board: from where it can be decided, or how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from console.naming import party_name
from console.output import heading
from console.standing import Standing
from rehearsals.core.plan.turning_rules import (
    passed_no_return,
    turned_back_whole,
    ways_from_here,
)
from runbooks.clocktime import local_short, minutes_text
from runbooks.ways_back import WAY_BACK_NAMES


def way_back_taken(stands: Standing) -> Iterator[RenderableType]:
    """How far the way back has come, and whether it ends in time; nothing if it is not taken."""
    state = stands.state
    if not state.turned_back:
        return
    zone, last = state.runbook.timezone, state.turned_back[-1]
    name = WAY_BACK_NAMES[last.what.kind].capitalize()
    systems = f" of {', '.join(last.what.systems)}" if last.what.systems else ""
    yield heading(f"{name}{systems} from {last.what.gate}")
    yield Text(
        f"Decided {local_short(last.at, zone)} by "
        f"{party_name(state.runbook, last.what.decided_by)}: {last.what.reason}"
    )
    if (passed := passed_no_return(state)) is not None and turned_back_whole(state):
        task, began = passed
        yield Text(
            f"THE POINT OF NO RETURN HAD BEEN PASSED: {task}, which is irreversible, began "
            f"{local_short(began, zone)}. Fix it forward; the way back goes on as far as it can.",
            style="bold red",
        )
    if stands.way_back is not None:
        yield _progress(stands)


def _progress(stands: Standing) -> Text:
    back, zone = stands.way_back, stands.state.runbook.timezone
    if back is None:
        return Text("")
    done = f"{back.settled} of {back.of} tasks of the way back settled"
    if stands.state.status != "open":
        return Text(f"{done}.")
    ends = f"at its likely lengths it ends {local_short(back.ends, zone)}"
    if back.restore_by is None or back.spare is None:
        return Text(f"{done}; {ends}.")
    spare = minutes_text(abs(back.spare.total_seconds()))
    late = back.ends > back.restore_by
    how = f"{spare} TOO LATE for" if late else f"{spare} before"
    by = local_short(back.restore_by, zone)
    return Text(f"{done}; {ends}, {how} {by}.", style="bold red" if late else "")


def way_back_ahead(stands: Standing) -> Iterator[RenderableType]:
    """From which gates turning back can be decided now; nothing once it was, or cannot be."""
    state = stands.state
    if turned_back_whole(state) or passed_no_return(state):
        return
    here = ways_from_here(state)
    if not here:
        return
    yield heading("The way back")
    for kind, gate in here:
        name = WAY_BACK_NAMES[kind].capitalize()
        yield Text(f"{name} from {gate.id} can be decided now: `callboard ways-back {state.run}`.")
    if state.runbook.rollback.tasks and all(kind != "rollback" for kind, _ in here):
        gates = ", ".join(state.runbook.rollback.gates) or "no gate"
        yield Text(f"The rollback is decided from {gates}, not from here.")
