"""What the summary names: where the run fell behind, what caused it, and where it was tight.

What is named is chosen by exact lengths, so that the page and the data name the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.chains import build_chains
from reports.figures.gates import build_gates
from reports.figures.material import Material, once
from reports.figures.outages import build_outages
from reports.figures.phases import build_phases
from reports.figures.variances import Variance, build_variances, own_delays_of

#: How many own delays and margins are named.
_FEW = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Worst:
    """What was farthest behind its plan, in minutes."""

    id: str
    title: str
    variance_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Margin:
    """How long before its meeting's planned start a gate's last predecessor let it go."""

    gate: str
    planned_minutes: float
    actual_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class HighlightFigures:
    """Each is None or empty where nothing was late, or nothing is known yet."""

    #: By the variance of its finish.
    worst_phase: Worst | None
    #: By the variance of its decision.
    worst_gate: Worst | None
    #: By how much longer than planned it was.
    worst_outage: Worst | None
    #: The largest of `own_delays`.
    own_delays: tuple[Variance, ...]
    #: The largest of those along what really drove the worst gate, since a fixed time last held it.
    worst_gate_delays: tuple[Variance, ...]
    #: The smallest slacks before gates' meetings, smallest first.
    smallest_margins: tuple[Margin, ...]


@once
def build_highlights(material: Material) -> HighlightFigures:
    """What the summary names."""
    worst_gate = _worst(_gates(material), _gates(material.exactly))
    return HighlightFigures(
        worst_phase=_worst(_phases(material), _phases(material.exactly)),
        worst_gate=worst_gate,
        worst_outage=_worst(_outages(material), _outages(material.exactly)),
        own_delays=build_variances(material).own_delays[:_FEW],
        worst_gate_delays=_along_the_chain(material, worst_gate.id) if worst_gate else (),
        smallest_margins=_margins(material),
    )


def _phases(material: Material) -> list[Worst]:
    return [
        Worst(id=p.id, title=p.title, variance_minutes=p.finish_variance_minutes or 0)
        for p in build_phases(material).phases
    ]


def _gates(material: Material) -> list[Worst]:
    return [
        Worst(id=g.id, title=g.title, variance_minutes=g.decision_variance_minutes or 0)
        for g in build_gates(material).gates
    ]


def _outages(material: Material) -> list[Worst]:
    return [
        Worst(id=o.id, title=o.title, variance_minutes=o.difference_minutes or 0)
        for o in build_outages(material).outages
    ]


def _worst(measured: Sequence[Worst], exact: Sequence[Worst]) -> Worst | None:
    """Of what was late at all the latest; of equals the first written."""
    late = [place for place, one in enumerate(exact) if one.variance_minutes > 0]
    place = max(late, key=lambda place: exact[place].variance_minutes, default=None)
    return None if place is None else measured[place]


def _along_the_chain(material: Material, gate: str) -> tuple[Variance, ...]:
    """What was added before a fixed time held the chain did not come through to the gate."""
    chain = build_chains(material.exactly).chains[gate].actual
    if chain is None:
        return ()
    steps = chain.steps
    held = [place for place, step in enumerate(steps) if step.slack_minutes > 0]
    tasks = {step.task for step in steps[held[-1] if held else 0 :]}
    return own_delays_of(material, tasks)[:_FEW]


def _margins(material: Material) -> tuple[Margin, ...]:
    margins = [
        Margin(
            gate=gate.id,
            planned_minutes=gate.slack_before_meeting_planned_minutes,
            actual_minutes=gate.slack_before_meeting_actual_minutes,
        )
        for gate in build_gates(material).gates
        if gate.slack_before_meeting_actual_minutes is not None
    ]
    return tuple(sorted(margins, key=lambda margin: margin.actual_minutes)[:_FEW])
