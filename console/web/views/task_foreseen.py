"""What is foreseen of a task: when it begins and ends, how often it drives, how far it may slip."""

from __future__ import annotations

from dataclasses import dataclass

from console.forecast_words import chance as percent
from console.foreseen import Foreseen
from console.web.reading import Look
from console.web.views.chances import Likely, likely_of, stands_on
from console.web.views.plan_floats import TaskFloats, floats_of


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskForeseen:
    """The forecast of a task."""

    stands_on: str
    failed: bool
    #: None of a task that has begun.
    start: Likely | None = None
    finish: Likely | None = None
    #: The next gate, and in which share of the trials the task drives it; empty if none is ahead.
    next_gate: str = ""
    drives_gate: str = ""
    drives_finish: str = ""
    #: The gate towards which float is given.
    gate: str = ""
    floats: TaskFloats | None = None


def task_foreseen(look: Look, foreseen: Foreseen, task: str, gate: str) -> TaskForeseen | None:
    """What is foreseen of a task; None if it is over or given up, or the run is over.

    `gate` is the one that it leads to, empty if none is ahead of it.
    """
    record = look.state.task(task)
    if record.settled or task in look.state.given_up or not foreseen.is_told:
        return None
    words, ahead = stands_on(look, foreseen), foreseen.outlook
    if ahead is None:
        return TaskForeseen(stands_on=words, failed=bool(foreseen.why_not))
    found, floats = ahead.forecast.tasks.get(task), floats_of(foreseen, gate)
    if found is None:
        return None
    zone, now = look.state.runbook.timezone, look.now
    target = ahead.forecast.target or ""
    return TaskForeseen(
        stands_on=words,
        failed=False,
        start=None if record.started_at else likely_of(found.start_p50, found.start_p80, zone, now),
        finish=likely_of(found.finish_p50, found.finish_p80, zone, now),
        next_gate=target,
        drives_gate=percent(found.criticality) if target else "",
        drives_finish=percent(found.finish_criticality),
        gate=floats.gate if floats else "",
        floats=floats.of(task) if floats else None,
    )
