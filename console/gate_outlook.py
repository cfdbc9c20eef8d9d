"""What is foreseen of a gate on its page: when it is ready, until when it must decide, the cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from console.forecast_data import quantiles_data
from console.forecast_words import chance, chance_style
from console.foreseen import Foreseen
from console.outlook_words import (
    cost_words,
    has_happened,
    p80_now,
    promise_short,
    promise_words,
    worked_out,
)
from console.output import heading, table, wrapped
from console.standing_outlook import decide_by_data
from dependencies.forecast.records import GateForecast
from rehearsals.core.state import RunState
from rehearsals.outlook.decide_by import DecideBy
from rehearsals.outlook.outlook import Outlook
from runbooks.clocktime import local_short, minutes_text, rfc3339
from runbooks.gates import Gate


def gate_ahead(
    state: RunState, gate: Gate, now: datetime, foreseen: Foreseen
) -> Iterator[RenderableType]:
    """What is foreseen of a gate at an instant (UTC); nothing once it is passed or given up."""
    if not _is_ahead(state, gate, foreseen):
        return
    zone = state.runbook.timezone
    yield heading("What is expected")
    ahead = foreseen.outlook
    found = ahead.forecast.gates.get(gate.id) if ahead else None
    if ahead is not None and found is not None:
        planned = local_short(found.planned, zone)
        if has_happened(found.ready, now):
            since = local_short(found.ready.p95, zone)
            yield Text(f"Ready since {since}; planned {planned}.")
        else:
            yield from _ready(state, found, planned)
    if ahead is not None and foreseen.decide_by is not None:
        yield from _decide(state, now, ahead, foreseen.decide_by)
    yield Text(wrapped(worked_out(state.runbook, foreseen)), style="dim")


def _ready(state: RunState, found: GateForecast, planned: str) -> Iterator[RenderableType]:
    share = found.in_time
    yield Text(
        f"Planned {planned}; the chance to be ready by then is {chance(share)}.",
        style=chance_style(share),
    )
    rows = table("Ready: P10", "P50", "P80", "P95")
    dates = (found.ready.p10, found.ready.p50, found.ready.p80, found.ready.p95)
    rows.add_row(*(local_short(at, state.runbook.timezone) for at in dates))
    yield rows


def _decide(
    state: RunState, now: datetime, ahead: Outlook, found: DecideBy
) -> Iterator[RenderableType]:
    """Until when it must decide, what falls then, what is missed anyhow, and what waiting costs."""
    zone = state.runbook.timezone
    expected = f"The decision is expected {local_short(found.expected, zone)}"
    if found.by is None:
        words, late = f"{expected}; nothing that is kept now hangs on when it comes.", False
    else:
        left = (found.by - now).total_seconds()
        late = left < 0
        how = f"PAST by {minutes_text(-left)}" if late else f"{minutes_text(left)} left"
        words = f"{expected}, and must come by {local_short(found.by, zone)} ({how})."
    yield Text(wrapped(words), style="bold red" if late else "")
    if found.falls is not None:
        yield Text(wrapped(f"Later, this falls first: {promise_words(ahead, found.falls)}."))
    if found.missed:
        words = ", ".join(promise_short(ahead, one) for one in found.missed)
        yield Text(wrapped(f"NOT KEPT at P80 as it is: {words}."), style="bold yellow")
    yield Text(wrapped(cost_words(state.runbook, found)))


def gate_outlook_data(
    state: RunState, gate: Gate, now: datetime, foreseen: Foreseen
) -> dict[str, Any] | None:
    """The same for programs; UTC times by RFC 3339. None once it is passed or given up.

    `ready` is when its meeting can begin, with `planned` and the `probability` to be ready by then;
    `decide_by` is as in `callboard show --json`; `criteria` says of each criterion that looks at a
    forecast what that says now. `at` and `event` are what it stands on, `why_not` why there is
    none.
    """
    if not _is_ahead(state, gate, foreseen):
        return None
    ahead = foreseen.outlook
    found = ahead.forecast.gates.get(gate.id) if ahead else None
    ready = None
    if found is not None:
        promise = {"planned": rfc3339(found.planned), "probability": found.in_time}
        ready = quantiles_data(found.ready) | promise
    return {
        "at": rfc3339(foreseen.at) if foreseen.at else None,
        "event": foreseen.seq,
        "why_not": foreseen.why_not or None,
        "trials": ahead.trials if ahead else None,
        "seed": ahead.seed if ahead else None,
        "is_ready": found is not None and has_happened(found.ready, now),
        "ready": ready,
        "decide_by": decide_by_data(foreseen.decide_by),
        "criteria": {
            one.id: words
            for one in gate.criteria
            if (words := p80_now(one.check, state.runbook, foreseen))
        },
    }


def _is_ahead(state: RunState, gate: Gate, foreseen: Foreseen) -> bool:
    gone = state.gate(gate.id).passed or gate.meeting in state.given_up
    return foreseen.is_told and not gone
