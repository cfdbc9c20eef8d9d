"""Two runs side by side: where the second did better or worse than the first.

The figures are those of the reports; what is compared are lengths of time, since the two runs have
days of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.web.views.compared_sides import Side
from console.web.views.moments import Shown, shown
from reports.figures.gates import GateFigures, build_gates
from reports.figures.outages import OutageFigures, build_outages
from reports.figures.phases import PhaseFigures, build_phases
from reports.figures.tasks import TaskFigures, build_tasks
from runbooks.clocktime import minutes_text

#: Tasks on one page.
MOST_TASKS = 200
_MINUTE = 60
#: Of an outage, in the words of all pages.
_STANDINGS = {"closed": "ended", "not opened": "planned"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Lived:
    """A phase or a task as one run lived it."""

    planned: Shown | None
    started: Shown | None
    #: Lengths in words; empty if unknown.
    took: str
    waited: str
    #: Of its finish against the plan.
    late: str
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """How much longer or later the second run was; `better`, `worse` or nothing."""

    text: str = ""
    kind: str = ""
    #: In minutes, for sorting.
    minutes: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A phase, a task, a gate or an outage in both runs; None in the one that has it not."""

    id: str
    title: str
    a: Lived | None
    b: Lived | None
    longer: Difference
    later: Difference


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """The whole comparison."""

    phases: tuple[Pair, ...]
    tasks: tuple[Pair, ...]
    gates: tuple[Pair, ...]
    outages: tuple[Pair, ...]
    #: Tasks that are not shown because they are too many.
    more: int


def compared(a: Side, b: Side, *, by_difference: bool) -> Compared:
    """The comparison; the tasks in the order of the runbook, or the largest differences first."""
    tasks = list(_paired(a, b, build_tasks(a.material).tasks, build_tasks(b.material).tasks))
    if by_difference:
        tasks.sort(key=lambda pair: -max(abs(pair.longer.minutes), abs(pair.later.minutes)))
    phases = (build_phases(a.material).phases, build_phases(b.material).phases)
    gates = (build_gates(a.material).gates, build_gates(b.material).gates)
    outages = (build_outages(a.material).outages, build_outages(b.material).outages)
    return Compared(
        phases=tuple(_paired(a, b, *phases)),
        tasks=tuple(tasks[:MOST_TASKS]),
        gates=tuple(_paired(a, b, *gates)),
        outages=tuple(_paired(a, b, *outages)),
        more=max(len(tasks) - MOST_TASKS, 0),
    )


def difference(a: float | None, b: float | None, *, less_is_better: bool = True) -> Difference:
    """How much more the second has of something that is measured in minutes."""
    if a is None or b is None:
        return Difference()
    minutes = b - a
    if abs(minutes) < 1:
        return Difference(text="same")
    kind = "better" if (minutes < 0) == less_is_better else "worse"
    sign = "+" if minutes > 0 else "-"
    return Difference(text=f"{sign}{length(abs(minutes))}", kind=kind, minutes=minutes)


def length(minutes: float | None) -> str:
    """A length in words; empty if it is not known."""
    return "" if minutes is None else minutes_text(minutes * _MINUTE)


def lateness(minutes: float | None) -> str:
    """`25 min late`, `5 min early`, `on time`; empty if it is not known."""
    if minutes is None:
        return ""
    if abs(minutes) < 1:
        return "on time"
    return f"{length(abs(minutes))} {'late' if minutes > 0 else 'early'}"


Figures = TaskFigures | PhaseFigures | GateFigures | OutageFigures


def _paired(
    a: Side, b: Side, first: Sequence[Figures], second: Sequence[Figures]
) -> Iterator[Pair]:
    ones: Mapping[str, Figures] = {one.id: one for one in first}
    others: Mapping[str, Figures] = {one.id: one for one in second}
    for key in dict.fromkeys((*ones, *others)):
        found = others.get(key) or ones[key]
        of_a = _told(a, ones[key]) if key in ones else _NEITHER
        of_b = _told(b, others[key]) if key in others else _NEITHER
        yield Pair(
            id=key,
            title=found.title,
            a=of_a.lived,
            b=of_b.lived,
            longer=difference(of_a.took, of_b.took),
            later=difference(of_a.late, of_b.late),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """What one run says of something, and what is compared of it, in minutes."""

    lived: Lived | None = None
    took: float | None = None
    late: float | None = None


_NEITHER = _Told()


def _told(side: Side, one: Figures) -> _Told:
    match one:
        case TaskFigures():
            times = (one.planned_start, one.started_at)
            took, late = one.work_minutes, one.finish_variance_minutes
            return _as_told(side, times, took, late, one.state, one.waiting_minutes)
        case PhaseFigures():
            times = (one.planned_start, one.started_at)
            took = side.material.between(one.started_at, one.finished_at)
            state = f"{one.settled} of {one.tasks}"
            waited = one.waiting_minutes if one.started_at else None
            return _as_told(side, times, took, one.finish_variance_minutes, state, waited)
        case GateFigures():
            sat, late = one.open_to_decision_minutes, one.decision_variance_minutes
            state = "given up" if one.given_up else one.outcome
            return _as_told(side, (one.planned_decision, one.decided_at), sat, late, state)
        case OutageFigures():
            took, late = one.actual_minutes, one.end_variance_minutes
            state = _STANDINGS.get(one.standing, one.standing)
            return _as_told(side, (one.planned_start, one.opened_at), took, late, state)


def _as_told(  # noqa: PLR0917 - what is told of anything
    side: Side,
    times: tuple[datetime | None, datetime | None],
    took: float | None,
    late: float | None,
    state: str,
    waited: float | None = None,
) -> _Told:
    """`times`: when it was planned, and when it began."""
    lived = Lived(
        planned=shown(times[0], side.zone),
        started=shown(times[1], side.zone),
        took=length(took),
        waited=length(waited),
        late=lateness(late),
        state=state,
    )
    return _Told(lived=lived, took=took, late=late)
