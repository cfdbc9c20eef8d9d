"""The ten tasks whose finish was farthest from the plan, early or late, and why.

Ranked by the absolute variance of the finish; ties by runbook order. The parts are those of
`reports.figures.tasks`: finish variance = inherited + waiting + work variance.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.material import Material
from reports.figures.tasks import TaskFigures, build_tasks

#: How many are shown.
LARGEST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Variance:
    """A task's finish variance and its three parts, in minutes; negative is early or shorter."""

    rank: int
    task: str
    title: str
    phase: str
    finish_variance_minutes: float
    inherited_minutes: float
    waiting_minutes: float
    work_variance_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class VariancesFigures:
    """The largest variances; fewer than ten if fewer tasks missed their planned finish."""

    variances: tuple[Variance, ...]


def build_variances(material: Material) -> VariancesFigures:
    """The largest finish variances of the tasks that are done."""
    missed = [task for task in build_tasks(material).tasks if task.finish_variance_minutes]
    missed.sort(key=lambda task: -abs(task.finish_variance_minutes or 0))
    return VariancesFigures(
        variances=tuple(_variance(rank, task) for rank, task in enumerate(missed[:LARGEST], 1))
    )


def _variance(rank: int, task: TaskFigures) -> Variance:
    return Variance(
        rank=rank,
        task=task.id,
        title=task.title,
        phase=task.phase,
        finish_variance_minutes=task.finish_variance_minutes or 0,
        inherited_minutes=task.inherited_minutes or 0,
        waiting_minutes=task.waiting_minutes or 0,
        work_variance_minutes=task.work_variance_minutes or 0,
    )
