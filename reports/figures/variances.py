"""The tasks whose finish was farthest from the plan, and those that added most delay of their own.

The first ranking is by the absolute variance of the finish, early or late; much of that is
inherited from predecessors. The second is by what a task added itself: waiting + work variance.
Ties by runbook order. The parts are those of `reports.figures.tasks`:

    finish variance = inherited + own,   own = waiting + work variance

Who is listed is chosen by exact lengths, so that the page and the data list the same tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reports.figures.material import Material, once
from reports.figures.tasks import TaskFigures, build_tasks

#: How many are shown.
LARGEST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Variance:
    """A task's finish variance and its parts, in minutes; negative is early or shorter."""

    rank: int
    task: str
    title: str
    phase: str
    finish_variance_minutes: float
    inherited_minutes: float
    #: Waiting + work variance: what the task added itself.
    own_minutes: float
    waiting_minutes: float
    work_variance_minutes: float


@dataclass(frozen=True, kw_only=True, slots=True)
class VariancesFigures:
    """The two rankings; fewer than ten if fewer tasks were off their plan, or added delay."""

    variances: tuple[Variance, ...]
    own_delays: tuple[Variance, ...]


@once
def build_variances(material: Material) -> VariancesFigures:
    """The two rankings, of the tasks that are done."""
    return VariancesFigures(
        variances=_ranked(material, lambda task: abs(task.finish_variance_minutes or 0)),
        own_delays=_ranked(material, _own),
    )


def own_delays_of(material: Material, tasks: Collection[str]) -> tuple[Variance, ...]:
    """The largest delays that some of the tasks added themselves."""
    return _ranked(material, _own, tasks)


def _ranked(
    material: Material,
    by: Callable[[TaskFigures], float],
    among: Collection[str] | None = None,
) -> tuple[Variance, ...]:
    """Chosen by exact lengths; in the order of the lengths that are given."""
    done = [
        task
        for task in build_tasks(material.exactly).tasks
        if task.finished_at and (among is None or task.id in among)
    ]
    largest = sorted((task for task in done if by(task) > 0), key=by, reverse=True)[:LARGEST]
    measured = {task.id: task for task in build_tasks(material).tasks}
    shown = sorted((measured[task.id] for task in largest), key=by, reverse=True)
    return tuple(_variance(rank, task) for rank, task in enumerate(shown, 1))


def _own(task: TaskFigures) -> float:
    return (task.waiting_minutes or 0) + (task.work_variance_minutes or 0)


def _variance(rank: int, task: TaskFigures) -> Variance:
    return Variance(
        rank=rank,
        task=task.id,
        title=task.title,
        phase=task.phase,
        finish_variance_minutes=task.finish_variance_minutes or 0,
        inherited_minutes=task.inherited_minutes or 0,
        own_minutes=_own(task),
        waiting_minutes=task.waiting_minutes or 0,
        work_variance_minutes=task.work_variance_minutes or 0,
    )
