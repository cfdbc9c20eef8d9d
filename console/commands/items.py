"""`items`, `close-item`, `extend-risk`: what decisions left open, and how it is worked off."""

from __future__ import annotations

from datetime import datetime

from rich.console import RenderableType

from console import here
from console.acting import Acting, act, known, party_id
from console.gate_data import items_data
from console.naming import party_name
from console.opening import opened_run
from console.output import emit, emit_json, emit_rich, table
from console.typed import time_in
from rehearsals.core import commands as c
from rehearsals.core.night.state import Item
from rehearsals.core.state import RunState
from runbooks.clocktime import local


def items(run: str = "latest", /, *, json: bool = False) -> None:
    """List what decisions left open: conditions, accepted risks, and lessons; those closed too.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    now = here.now_in(state)
    if json:
        emit_json(items_data(state, now))
    elif not state.items:
        emit(f"Run {state.run} has left nothing open.")
    else:
        emit_rich(_rows(state, now))


def close_item(run: str, item: str, /, *, evidence: str, acting: Acting | None = None) -> None:
    """Say that a condition, a risk or a lesson is worked off.

    Args:
        run: The run.
        item: The item, such as G2-1-C1, as `callboard items` lists it.
        evidence: What shows it, in words or as a reference.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.CloseItem(item=_item(state, item), evidence=evidence, **by),
        acting,
    )


def extend_risk(
    run: str, item: str, /, *, by: str, until: str, reason: str, acting: Acting | None = None
) -> None:
    """Accept a risk for longer.

    Args:
        run: The run.
        item: The risk, such as G2-1-R1, as `callboard items` lists it.
        by: The party that decides so: one that decides the gate it came from.
        until: Until when it is accepted now: 2026-03-01T12:00, or 14:30.
        reason: Why; it stays in the journal.
        acting: Who acts.
    """
    decider = by

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        return c.ExtendRisk(
            item=_item(state, item),
            decided_by=party_id(state, decider),
            expires=time_in(state, until),
            reason=reason,
            **by,
        )

    act(run, make, acting)


def _item(state: RunState, word: str) -> str:
    return known(word, list(state.items))


def _rows(state: RunState, now: datetime) -> RenderableType:
    rows = table("Item", "Stands", "Due", "What, and whose")
    for item in sorted(state.items.values(), key=lambda item: item.closed_at is not None):
        stands = _stands(item, now)
        due = local(item.due, state.runbook.timezone) if item.due else ""
        what = f"{item.text}\n{_whose(state, item)}"
        rows.add_row(
            item.id,
            stands,
            due,
            f"{what}\nClosed by {item.closed_by}: {item.evidence}" if item.closed_at else what,
            style="yellow" if stands in ("PAST", "EXPIRED") else None,
        )
    return rows


def _stands(item: Item, now: datetime) -> str:
    if item.closed_at is not None:
        return "closed"
    past = item.due is not None and item.due <= now
    if item.kind == "risk":
        return "EXPIRED" if past else "accepted"
    return "PAST" if past else "open"


def _whose(state: RunState, item: Item) -> str:
    name = party_name(state.runbook, item.owner)
    kinds = {"condition": "Owed by", "risk": "Accepted by", "lesson": "Noted by"}
    carried = f", in run {item.carried_from}" if item.carried_from else ""
    return f"{kinds[item.kind]} {name}{carried}."
