"""What is foreseen of a gate: when it is ready, what moves that most, until when it must decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.forecast_words import chance as percent
from console.foreseen import Foreseen
from console.outlook_words import cost_words, has_happened, promise_words
from console.web.reading import Look
from console.web.views.chances import Chance, Likely, chance_of, likely, stands_on
from console.web.views.moments import Shown, clock_time
from dependencies.forecast.records import Forecast
from rehearsals.outlook.decide_by import DecideBy
from rehearsals.outlook.outlook import Outlook
from runbooks.clocktime import minutes_text
from runbooks.gates import Gate

#: Tasks that are named: those that move it most, or else drive it most often.
_MOST = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class MoverRow:
    """A task that drives the readiness of a gate."""

    id: str
    title: str
    href: str
    #: In which share of the trials: `83 %`.
    drives: str
    #: By how much earlier the gate's P80 would be if it took its likely time; empty: by nothing.
    costs: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decide:
    """Until when a gate must decide."""

    #: None: nothing that is kept now hangs on it.
    by: Shown | None
    left: str
    past: bool
    expected: Shown | None
    #: What falls first after that; empty if nothing does.
    falls: str
    #: What is not kept at P80 as it is.
    missed: tuple[str, ...]
    #: What each further minute costs, in a sentence.
    cost: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GateForeseen:
    """The forecast of a gate."""

    stands_on: str
    failed: bool
    #: When it became ready; None if that is ahead.
    since: Shown | None = None
    ready: Likely | None = None
    planned: Shown | None = None
    chance: Chance | None = None
    movers: tuple[MoverRow, ...] = ()
    decide: Decide | None = None


def gate_foreseen(look: Look, gate: Gate, foreseen: Foreseen) -> GateForeseen | None:
    """What is foreseen of a gate; None if it is passed or given up, or the run is over."""
    state = look.state
    gone = state.gate(gate.id).passed or gate.meeting in state.given_up
    if gone or not foreseen.is_told:
        return None
    words, ahead = stands_on(look, foreseen), foreseen.outlook
    if ahead is None:
        return GateForeseen(stands_on=words, failed=bool(foreseen.why_not))
    found = ahead.forecast.gates.get(gate.id)
    if found is None:
        return None
    zone = state.runbook.timezone
    over = has_happened(found.ready, ahead.rest.now)
    return GateForeseen(
        stands_on=words,
        failed=False,
        since=clock_time(found.ready.p95, zone, look.now) if over else None,
        ready=likely(found.ready, zone, look.now),
        planned=clock_time(found.planned, zone, look.now),
        chance=None if over else chance_of(found.in_time),
        movers=() if over else tuple(_movers(look, ahead.forecast)),
        decide=_decide(look, ahead, foreseen.decide_by) if foreseen.decide_by else None,
    )


def _movers(look: Look, found: Forecast) -> Iterator[MoverRow]:
    """What moves it most, then what drives it most often."""
    costs = {one.task: one.seconds for one in found.movers}
    often = sorted(found.tasks, key=lambda task: -found.tasks[task].criticality)
    driving = [
        task
        for task in often
        if found.tasks[task].criticality > 0
        and task not in costs
        and not look.state.task(task).settled
    ]
    for task in (*costs, *driving)[:_MOST]:
        known = look.state.index.tasks.get(task)
        if known is not None:
            yield MoverRow(
                id=task,
                title=known.title,
                href=f"/runs/{look.run}/tasks/{task}",
                drives=percent(found.tasks[task].criticality),
                costs=minutes_text(costs[task]) if costs.get(task, 0) > 0 else "",
            )


def _decide(look: Look, ahead: Outlook, found: DecideBy) -> Decide:
    zone, now = look.state.runbook.timezone, look.now
    left = None if found.by is None else (found.by - now).total_seconds()
    return Decide(
        by=clock_time(found.by, zone, now),
        left="" if left is None else minutes_text(abs(left)),
        past=left is not None and left < 0,
        expected=clock_time(found.expected, zone, now),
        falls=promise_words(ahead, found.falls) if found.falls else "",
        missed=tuple(promise_words(ahead, one) for one in found.missed),
        cost=cost_words(look.state.runbook, found),
    )
