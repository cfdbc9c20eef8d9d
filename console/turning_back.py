"""What is said of turning back: how long it takes, until when it can begin, and who decides it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rich.text import Text

from console.naming import party_name
from console.output import wrapped
from console.turning_words import lengths_words, over_by
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
from rehearsals.outlook.latest_start import Binds
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
    """How long the whole way back takes and when it must begin, with the likely length beside.

    None if there is none, or no gate in scope has it. Raises what `way_back` does.
    """
    back = way_back(book, plan.tasks)
    if back is None:
        return None
    whole = turning_before(book, lambda task: _start(plan, task), seed=0)
    if whole.now is None:
        return None
    lines = [f"Turning back, the whole of it, takes {lengths_words(whole.now)}."]
    if back.restore_by is not None and back.latest_start is not None:
        must = back.restore_by - timedelta(seconds=whole.now.p80 + whole.margin)
        latest, likely = (local_short(at, book.timezone) for at in (must, back.latest_start))
        lines.append(
            f"It {over_by(whole, book)}, so it must begin by {latest} (by its likely length, "
            f"{likely}){_first(whole, 'restore_by')}."
        )
    if whole.irreversible is not None:
        task, at = whole.irreversible
        lines.append(
            f"Nothing turns back once {task}, which is irreversible, begins: planned "
            f"{local_short(at, book.timezone)}{_first(whole, 'irreversible')}."
        )
    lines.append(f"P80: four trials in five keep to it ({TRIALS:,} trials, seed 0).")
    if book.calendars or book.blackouts:
        lines.append(
            "Calendars and blackouts are left aside here: see that people can work on it through "
            "both."
        )
    return Text("\n".join(wrapped(line) for line in lines))


def _first(whole: Turning, which: Binds) -> str:
    """Said of the one of two limits that binds."""
    both = whole.irreversible is not None and whole.restore_by is not None
    return ", which comes first" if both and whole.binds == which else ""


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
