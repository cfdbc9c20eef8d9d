"""Planned against actual for each phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.figures.material import Material, once
from reports.figures.tasks import TaskFigures, build_tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class PhaseFigures:
    """A phase from its first start to its last finish; work and waiting summed over its tasks."""

    id: str
    title: str
    tasks: int
    #: Done or skipped.
    settled: int
    planned_start: datetime
    planned_finish: datetime
    #: The first start of any of its tasks.
    started_at: datetime | None
    #: The last finish, once every task of the phase is done or skipped.
    finished_at: datetime | None
    start_variance_minutes: float | None
    finish_variance_minutes: float | None
    planned_work_minutes: float
    work_minutes: float
    waiting_minutes: float
    failed_attempts: int
    #: Tasks that were given up because the run was turned back.
    given_up: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PhasesFigures:
    """The phases that have tasks in scope, in runbook order."""

    phases: tuple[PhaseFigures, ...]


@once
def build_phases(material: Material) -> PhasesFigures:
    """The figures of every phase in scope."""
    tasks = build_tasks(material).tasks
    by_phase = {
        key: [task for task in tasks if task.phase == key] for key in material.runbook.all_phases
    }
    return PhasesFigures(
        phases=tuple(
            _measure(material, key, material.runbook.all_phases[key], members)
            for key, members in by_phase.items()
            if members
        )
    )


def _measure(
    material: Material, key: str, title: str, tasks: Sequence[TaskFigures]
) -> PhaseFigures:
    planned_start = min(task.planned_start for task in tasks)
    planned_finish = max(task.planned_finish for task in tasks)
    started = min((task.started_at for task in tasks if task.started_at), default=None)
    settled = [task.finished_at or task.skipped_at for task in tasks]
    ends = [end for end in settled if end is not None]
    finished = max(ends) if len(ends) == len(tasks) else None
    return PhaseFigures(
        id=key,
        title=title,
        tasks=len(tasks),
        settled=len(ends),
        planned_start=planned_start,
        planned_finish=planned_finish,
        started_at=started,
        finished_at=finished,
        start_variance_minutes=material.between(planned_start, started),
        finish_variance_minutes=material.between(planned_finish, finished),
        planned_work_minutes=sum(task.planned_work_minutes for task in tasks),
        work_minutes=sum(task.work_minutes or 0 for task in tasks),
        # What began before it was ready made up for nobody else's waiting.
        waiting_minutes=sum(max(task.waiting_minutes or 0, 0) for task in tasks),
        failed_attempts=sum(len(task.failures) for task in tasks),
        given_up=sum(task.state == "given_up" for task in tasks),
    )
