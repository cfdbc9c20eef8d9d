"""What the figures of driving chains are, and how a chain is cut to its last leg."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from reports.figures.driving import ActualStep, PlannedStep

Kind = Literal["finish", "gate", "outage"]
Step = TypeVar("Step", PlannedStep, ActualStep)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What the time along a chain went to, in minutes."""

    slack_minutes: float
    waiting_minutes: float
    work_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg(Generic[Step]):
    """The end of a chain, from the last gate that it passes on its way (or from its start)."""

    gate: str | None
    steps: Sequence[Step]
    spent: Spent


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedChain:
    """A chain of the plan; `ready_at` is when predecessors alone would allow a gate's meeting."""

    ready_at: datetime | None
    at: datetime
    spent: Spent
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActualChain:
    """A chain as it happened; `at` is None while its target has not been reached."""

    ready_at: datetime | None
    at: datetime | None
    spent: Spent
    steps: tuple[ActualStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChainFigures:
    """The two chains to one target; without an actual one while nothing has released its end."""

    target: str
    kind: Kind
    title: str
    planned: PlannedChain
    actual: ActualChain | None

    @property
    def planned_leg(self) -> Leg[PlannedStep]:
        """The last leg of the planned chain."""
        return _last_leg(self.planned.steps, self.kind)

    @property
    def actual_leg(self) -> Leg[ActualStep] | None:
        """The last leg of the actual chain."""
        return _last_leg(self.actual.steps, self.kind) if self.actual else None


def spent_on(steps: Sequence[PlannedStep] | Sequence[ActualStep], kind: Kind) -> Spent:
    """What the time of these steps went to; a gate's own meeting, the last of them, is left out."""
    counted = steps[:-1] if kind == "gate" else steps
    return Spent(
        slack_minutes=sum(step.slack_minutes for step in counted),
        waiting_minutes=sum(step.waiting_minutes or 0 for step in counted),
        work_minutes=sum(step.work_minutes or 0 for step in counted),
    )


def _last_leg(steps: Sequence[Step], kind: Kind) -> Leg[Step]:
    places = [place for place, step in enumerate(steps[:-1]) if step.gate]
    first = places[-1] + 1 if places else 0
    leg = steps[first:]
    gate = steps[places[-1]].gate if places else None
    return Leg(gate=gate, steps=leg, spent=spent_on(leg, kind))
