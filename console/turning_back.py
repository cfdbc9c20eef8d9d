"""What is said of turning back: how long it takes, until when it can begin, and who decides it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rich.text import Text

from console.naming import party_name
from dependencies.way_back import way_back
from rehearsals.core.plan.turning_rules import (
    authorities,
    gates_from_here,
    passed_no_return,
    turned_back_whole,
    way_back_at,
)
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.clocktime import local_short, minutes_text
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.ways_back import WAY_BACK_NAMES

_ON_NO_GO = {
    "rollback": "to turn back",
    "stand_down": "to stand down",
    "hold": "to hold until there is a go",
    "replan": "to plan anew",
}


def turning_back(book: Runbook, scope: Collection[str], now: datetime | None = None) -> Text | None:
    """How long turning back takes and when it must begin at the latest; None if there is no way.

    With `now` it says whether that is past. Raises what `way_back` does.
    """
    back = way_back(book, scope)
    if back is None:
        return None
    takes = f"Turning back takes {minutes_text(back.seconds)}"
    if back.restore_by is None or back.latest_start is None:
        return Text(f"{takes}.")
    by, latest = (local_short(at, book.timezone) for at in (back.restore_by, back.latest_start))
    if now is not None and now > back.latest_start:
        late = f"It had to begin by {latest}, which is PAST."
        return Text(f"{takes}, and must be over by {by}.\n{late}", style="bold red")
    return Text(f"{takes}, and must be over by {by}.\nIt must begin by {latest}.")


def asked_on_no_go(gate: Gate) -> str:
    """What the runbook asks for if a gate is no go: `to turn back`."""
    return _ON_NO_GO[gate.on_no_go]


def command_to_turn_back(state: RunState, kind: WayBackKind, gate: Gate) -> str:
    """The command that turns a run back from a gate, in the name of who may decide it."""
    by = next(iter(authorities(state, kind, gate)), "PARTY")
    return (
        f"callboard turn-back {state.run} {WAY_BACK_NAMES[kind]} --gate {gate.id} --by {by} "
        "--reason ..."
    )


def how_back(state: RunState, gate: Gate) -> str:
    """How a run is turned back after a no-go at a gate that asks for it; empty if it does not.

    Also empty once it was turned back, or cannot be any more.
    """
    kind = way_back_at(state.runbook, gate)
    if kind is None or kind != gate.on_no_go or turned_back_whole(state):
        return ""
    if passed_no_return(state) or gate not in gates_from_here(state, kind):
        return ""
    names = [party_name(state.runbook, party) for party in authorities(state, kind, gate)]
    who = f"{' or '.join(names)} decides it" if names else "nobody is left to decide it"
    return (
        f"The run holds until then; {who}: `{command_to_turn_back(state, kind, gate)}`. "
        f"What it would come to: `callboard ways-back {state.run}`."
    )
