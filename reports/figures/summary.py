"""The summary: which run, of what, and how it went as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rehearsals.core.events import Mode
from rehearsals.core.readiness import task_state
from reports.figures.basis import BasisCounts, count_basis
from reports.figures.communications import CommunicationsFigures, communications
from reports.figures.corrections import build_corrections
from reports.figures.gates import build_gates
from reports.figures.highlights import HighlightFigures, build_highlights
from reports.figures.lived import began_at
from reports.figures.material import Material, once
from reports.figures.outages import build_outages
from reports.figures.proof import NotProven, proven_tasks, unproven_tasks
from reports.figures.results import build_results
from reports.figures.spoken import unsigned
from reports.figures.stops import build_stops
from reports.figures.turning_back import TurningBackFigures, turning_back


@dataclass(frozen=True, kw_only=True, slots=True)
class RunbookFigures:
    """The runbook that was run."""

    id: str
    title: str
    version: str
    notice: str | None
    timezone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeFigures:
    """How much of the runbook was run, and how it was moved to these days."""

    tasks: int
    of: int
    out_of_scope: tuple[str, ...]
    from_gate: str | None
    to_gate: str | None
    shift_days: int
    #: How the dates differ from the written ones.
    mismatches: tuple[str, ...]
    open_outages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CountFigures:
    """How many of what; `states` counts tasks by state."""

    tasks: int
    states: Mapping[str, int]
    proven: int
    #: Tasks done and not proven, by reason.
    not_proven: Mapping[NotProven, int]
    failed_attempts: int
    unknown_attempts: int
    gates: int
    gates_go: int
    decisions: int
    #: Tasks that were given up because the run was turned back.
    given_up: int
    #: Tasks of the way back that were asked for, and those of them done or skipped.
    leg: int
    leg_settled: int
    #: What a reader must know; each has a section of its own.
    late_entries: int
    out_of_sequence: int
    corrections: int
    stops: int
    amendments: int
    incidents_open: int
    items_open: int
    unsigned: int
    outages: int
    outages_closed: int
    outages_open: int
    results: int
    results_measured: int
    results_out_of_tolerance: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryFigures:
    """The run as a whole; instants in UTC."""

    run: str
    mode: Mode
    seed: int | None
    #: `open`, `finished`, `abandoned` or `turned_back`.
    status: str
    close_reason: str
    runbook: RunbookFigures
    scope: ScopeFigures
    opened_at: datetime
    #: The first start of a task.
    started_at: datetime | None
    #: When the last task was done or skipped; None while one is not.
    finished_at: datetime | None
    closed_at: datetime | None
    #: The last fact of the journal.
    as_of: datetime
    planned_start: datetime
    planned_finish: datetime
    start_variance_minutes: float | None
    finish_variance_minutes: float | None
    counts: CountFigures
    #: How far the times of the tasks in scope are known.
    basis: BasisCounts
    highlights: HighlightFigures
    turning_back: TurningBackFigures | None
    #: What becomes of messages to the outside: as it was at first, and as it was set.
    communications: tuple[CommunicationsFigures, ...]


@once
def build_summary(material: Material) -> SummaryFigures:
    """The figures of the run as a whole."""
    state = material.state
    records = [state.task(key) for key in material.forward]
    started = min(filter(None, map(began_at, records)), default=None)
    settled = [r.settled_at for r in records if r.settled_at]
    finished = max(settled) if settled and len(settled) == len(records) else None
    book = state.runbook
    return SummaryFigures(
        run=state.run,
        mode=state.mode,
        seed=state.seed,
        status=state.status,
        close_reason=state.close_reason,
        runbook=RunbookFigures(
            id=book.runbook,
            title=book.title,
            version=book.version,
            notice=book.notice,
            timezone=book.timezone,
        ),
        scope=_scope(material),
        opened_at=state.opened_at,
        started_at=started,
        finished_at=finished,
        closed_at=state.closed_at,
        as_of=material.as_of,
        planned_start=material.plan.start,
        planned_finish=material.plan.finish,
        start_variance_minutes=material.between(material.plan.start, started),
        finish_variance_minutes=material.between(material.plan.finish, finished),
        counts=_counts(material),
        basis=count_basis(task.basis for task in material.forward.values()),
        highlights=build_highlights(material),
        turning_back=turning_back(material),
        communications=communications(material),
    )


def _scope(material: Material) -> ScopeFigures:
    anchor: Mapping[str, Any] = material.opened.anchor or {}
    inside = material.forward
    return ScopeFigures(
        tasks=len(inside),
        of=len(material.runbook.tasks),
        out_of_scope=tuple(task.id for task in material.runbook.tasks if task.id not in inside),
        from_gate=anchor.get("from_gate"),
        to_gate=anchor.get("to_gate"),
        shift_days=anchor.get("shift_days", 0),
        mismatches=tuple(anchor.get("mismatches", ())),
        open_outages=material.opened.open_outages,
    )


def _counts(material: Material) -> CountFigures:
    state, forward = material.state, material.forward
    attempts = [a.outcome for key in forward for a in state.task(key).attempts]
    gates = build_gates(material).gates
    standings = Counter(outage.standing for outage in build_outages(material).outages)
    results, marks = build_results(material).results, build_corrections(material)
    leg = [key for key in state.index.tasks if key not in forward]
    return CountFigures(
        tasks=len(forward),
        states=Counter(task_state(state, key, material.as_of) for key in forward),
        proven=len(proven_tasks(material)),
        not_proven=Counter(unproven_tasks(material).values()),
        failed_attempts=attempts.count("failed"),
        unknown_attempts=attempts.count("unknown"),
        gates=len(gates),
        gates_go=sum(gate.outcome in ("go", "go_with_conditions") for gate in gates),
        decisions=sum(len(gate.decisions) for gate in gates),
        given_up=len(state.given_up),
        leg=len(leg),
        leg_settled=sum(state.task(key).settled for key in leg),
        late_entries=len(marks.late_entries),
        out_of_sequence=len(marks.out_of_sequence),
        corrections=len(marks.corrections),
        stops=len(build_stops(material).stops),
        amendments=sum(one.status == "approved" for one in state.amendments),
        incidents_open=sum(one.closed_at is None for one in state.incidents.values()),
        items_open=sum(item.stands_open(material.as_of) for item in state.items.values()),
        unsigned=unsigned(material),
        outages=standings.total(),
        outages_closed=standings["closed"],
        outages_open=standings["open"],
        results=len(results),
        results_measured=sum(result.value is not None for result in results),
        results_out_of_tolerance=sum(result.within is False for result in results),
    )
