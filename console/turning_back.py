"""What is said of turning back: how long it takes, until when it can begin, and who decides it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.text import Text

from console.naming import party_name
from console.output import wrapped
from console.turning_words import binds_words, lengths_words
from dependencies.plan import Plan
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
from rehearsals.outlook.turning import TRIALS, Turning, turning_before
from runbooks.clocktime import local_short
from runbooks.gates import Gate
from runbooks.model import Runbook
from runbooks.ways_back import WAY_BACK_NAMES

_ON_NO_GO = {
    "rollback": "to turn back",
    "stand_down": "to stand down",
    "hold": "to hold until there is a go",
    "replan": "to plan anew",
}


def turning_back(book: Runbook, plan: Plan) -> Text | None:
    """How long the whole way back takes and when it must begin; None if the plan has no gate for it.

    With chance, and by the likely lengths beside. Raises what `way_back` does.
    """
    back = way_back(book, plan.tasks)
    if back is None:
        return None
    whole = turning_before(book, lambda task: _start(plan, task), seed=0)
    if whole.now is None:
        return None
    lines = [f"Turning back, the whole of it, takes {lengths_words(whole.now)}."]
    if whole.latest_start is not None:
        latest = local_short(whole.latest_start, book.timezone)
        lines.append(f"It must begin by {latest}{_binds(book, whole)}.")
    if back.latest_start is not None:
        likely = local_short(back.latest_start, book.timezone)
        lines.append(f"By its likely length alone it could begin until {likely}.")
    lines.append(f"P80: four trials in five keep to it; {TRIALS:,} trials, seed 0.")
    return Text("\n".join(wrapped(line) for line in lines))


def _binds(book: Runbook, whole: Turning) -> str:
    if whole.binds == "restore_by" or whole.restore_by is None or whole.now is None:
        return binds_words(book, whole)
    # What does not bind is worth knowing too: it does once the irreversible task slips.
    by = whole.restore_by - timedelta(seconds=whole.now.p80 + whole.margin)
    return (
        f"{binds_words(book, whole)}; to be over by {local_short(whole.restore_by, book.timezone)} "
        f"it would have to begin by {local_short(by, book.timezone)}"
    )


def _start(plan: Plan, task: str) -> datetime | None:
    planned = plan.tasks.get(task)
    return planned.early_start if planned else None


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
