"""Fixed dates: kept or missed, with how much to spare as planned and in the end, and what drove it.

What is planned is the plan as amended. The hard limit of an outage counts from its real opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.plan import Deadline, DeadlineKind
from reports.figures.deadline_outcomes import DeadlineStanding, margin_of, outcome_of
from reports.figures.driving import actual_steps
from reports.figures.foreseen import foreseen_of
from reports.figures.material import Material, once


@dataclass(frozen=True, kw_only=True, slots=True)
class ChanceFigures:
    """The chance to keep a deadline as it stood at an instant (UTC)."""

    at: datetime
    probability: float


@dataclass(frozen=True, kw_only=True, slots=True)
class DriversFigures:
    """The end of a driving chain: its tasks since the last gate on its way, first task first."""

    gate: str | None
    tasks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineFigures:
    """A fixed date, as planned and as it went; instants in UTC."""

    #: The task, the outage, or `restore_by`.
    id: str
    kind: DeadlineKind
    title: str
    planned_at: datetime
    planned: datetime
    #: To spare; below 0 it is missed.
    planned_margin_minutes: float
    #: Whether that is under the runbook's limit.
    planned_near: bool
    #: The date that counted in the end.
    at: datetime
    actual: datetime | None
    margin_minutes: float | None
    near: bool
    standing: DeadlineStanding
    #: What drives it as planned, and what drove it; None of a date that the clock alone fixes, and
    #: while nothing has let its task go.
    planned_chain: DriversFigures | None
    actual_chain: DriversFigures | None
    #: As it stood at the first point at which it was forecast, and at the worst.
    first_chance: ChanceFigures | None
    lowest_chance: ChanceFigures | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlinesFigures:
    """The deadlines of a run by their planned dates; the runbook's limit for what is near."""

    deadlines: tuple[DeadlineFigures, ...]
    float_limit_minutes: float | None


@once
def build_deadlines(material: Material) -> DeadlinesFigures:
    """Every fixed date that the plan has in the scope of the run."""
    limit = material.runbook.float_limit
    return DeadlinesFigures(
        deadlines=tuple(_measure(material, one) for one in material.plan.deadlines),
        float_limit_minutes=None if limit is None else limit / 60,
    )


def _measure(material: Material, deadline: Deadline) -> DeadlineFigures:
    outcome = outcome_of(material, deadline)
    first, lowest = _chances(material, deadline)
    return DeadlineFigures(
        id=deadline.id,
        kind=deadline.kind,
        title=_title(material, deadline),
        planned_at=deadline.at,
        planned=deadline.expected,
        planned_margin_minutes=material.length(deadline.expected, deadline.at),
        planned_near=deadline.near,
        at=outcome.limit,
        actual=outcome.at,
        margin_minutes=material.between(outcome.at, outcome.limit),
        near=_is_near(material, margin_of(outcome)),
        standing=outcome.standing,
        planned_chain=_since_a_gate(material, deadline.chain),
        actual_chain=_actual_chain(material, deadline.task),
        first_chance=first,
        lowest_chance=lowest,
    )


def _is_near(material: Material, margin: timedelta | None) -> bool:
    limit = material.runbook.float_limit
    return (
        limit is not None
        and margin is not None
        and timedelta() <= margin < timedelta(seconds=limit)
    )


def _title(material: Material, deadline: Deadline) -> str:
    book = material.runbook
    if deadline.kind == "hard_limit":
        return book.outages[deadline.id].title or deadline.id
    if deadline.kind == "restore_by":
        gate = book.gate_by_meeting.get(deadline.task or "")
        return gate.id if gate else ""
    return material.title_of(deadline.id)


def _actual_chain(material: Material, task: str | None) -> DriversFigures | None:
    if task is None or task not in material.state.index.tasks:
        return None
    steps = actual_steps(material.state, task, frozenset(), material.length)
    return _since_a_gate(material, [step.task for step in steps or ()])


def _since_a_gate(material: Material, tasks: Sequence[str]) -> DriversFigures | None:
    if not tasks:
        return None
    meetings = material.state.index.meeting_of
    places = [place for place, task in enumerate(tasks[:-1]) if task in meetings]
    return DriversFigures(
        gate=meetings[tasks[places[-1]]].id if places else None,
        tasks=tuple(tasks[places[-1] + 1 :] if places else tasks),
    )


def _chances(
    material: Material, deadline: Deadline
) -> tuple[ChanceFigures | None, ChanceFigures | None]:
    """The first, and the lowest: the first of equals."""
    found = [
        ChanceFigures(at=each.point.entered_at, probability=one.probability)
        for each in foreseen_of(material.exactly).points
        for one in (each.chances.deadlines if each.chances else ())
        if (one.kind, one.id) == (deadline.kind, deadline.id)
    ]
    lowest = min(found, key=lambda chance: chance.probability, default=None)
    return (found[0] if found else None), lowest
