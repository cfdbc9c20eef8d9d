"""Planned against actual for each task, with waiting and work apart.

Ready is the moment the last predecessor and the not-before allow; `reports.figures.lived` says what
waiting and work are. The variance of a finish splits without remainder, because a plan has no
waiting in it:

    finish variance = inherited + waiting + work variance
    inherited       = ready - planned start      what predecessors (and the run's opening) caused
    work variance   = work - planned work
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dependencies.plan import PlannedTask
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.state import TaskRecord, TaskState
from rehearsals.core.tasks.copies import copies_of
from reports.figures.basis import BasisFigures, basis_of
from reports.figures.corrections import (
    Correction,
    CorrectionsFigures,
    LateEntry,
    build_corrections,
)
from reports.figures.lived import (
    began_at,
    between_attempts_minutes,
    made,
    waiting_minutes,
    work_minutes,
)
from reports.figures.material import Material, once
from reports.figures.proof import NotProven, unproven_tasks
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """An attempt that failed, or of which nobody knows how it ended."""

    attempt: int
    outcome: str
    started_at: datetime
    ended_at: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Amended:
    """Where a task stood in the plan with which the run was opened, if that was another place."""

    #: None if an amendment added the task.
    planned_start: datetime | None
    planned_finish: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """One party's confirmation of its own copy of a task."""

    party: str
    party_name: str
    confirmed_at: datetime
    #: From the task's start.
    work_minutes: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Copies:
    """The copies of a `for_each` task: all start together, so the slowest party is the last."""

    group: str
    expected: int
    #: In order of confirmation.
    confirmed: tuple[Copy, ...]
    #: Names of the parties that have not confirmed.
    missing: tuple[str, ...]

    @property
    def first(self) -> Copy | None:
        """The fastest party's copy."""
        return self.confirmed[0] if self.confirmed else None

    @property
    def slowest(self) -> Copy | None:
        """The last copy, once none is missing."""
        return self.confirmed[-1] if self.confirmed and not self.missing else None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFigures:
    """A task as planned and as it happened; instants in UTC, None for what has not happened."""

    id: str
    title: str
    phase: str
    #: Who owns it in the end.
    party: str
    party_name: str
    #: The name of the party that the runbook gave it to, if it was given to another one on the way.
    reassigned_from: str | None
    state: TaskState
    proven: bool
    #: Why it is not proven though it is done.
    not_proven: NotProven | None
    #: How far the runbook's entry, and so its planned times, are known.
    basis: BasisFigures | None
    planned_start: datetime
    planned_finish: datetime
    planned_work_minutes: float
    #: What was planned at the opening, if the plan was amended and this differs; else None.
    amended: Amended | None
    ready_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    waiting_minutes: float | None
    work_minutes: float | None
    #: The part of the waiting from a failed attempt to the next start.
    between_attempts_minutes: float
    start_variance_minutes: float | None
    finish_variance_minutes: float | None
    inherited_minutes: float | None
    work_variance_minutes: float | None
    attempts: int
    failures: tuple[Failure, ...]
    copies: Copies | None
    skipped_at: datetime | None
    skip_reason: str
    #: When it was given up because the run was turned back.
    given_up_at: datetime | None
    #: Why it is held now.
    held: str | None
    #: Why it began before its predecessors were done; marked for ever.
    out_of_sequence: str | None
    #: Where something about it was entered late: what, when it happened and when it was entered.
    late_entries: tuple[LateEntry, ...]
    #: What had been said of it and was taken back.
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TasksFigures:
    """Every task in scope, in runbook order."""

    tasks: tuple[TaskFigures, ...]


@once
def build_tasks(material: Material) -> TasksFigures:
    """The figures of every task in scope."""
    unproven, marks = unproven_tasks(material), build_corrections(material)
    return TasksFigures(
        tasks=tuple(
            _measure(material, task, unproven.get(task.id), marks)
            for task in material.forward.values()
        )
    )


def _measure(
    material: Material, task: Task, not_proven: NotProven | None, marks: CorrectionsFigures
) -> TaskFigures:
    record, length = material.state.task(task.id), material.length
    planned = material.plan.tasks[task.id]
    ready = ready_at(material.state, task.id)
    started = began_at(record)
    owner = material.state.owner(task.id)
    finished = record.settled_at if record.progress == "done" else None
    planned_work = length(planned.early_start, planned.early_finish)
    work = work_minutes(record, length)
    return TaskFigures(
        id=task.id,
        title=task.title,
        phase=task.phase,
        party=owner,
        party_name=material.party_name(owner),
        reassigned_from=material.party_name(task.party) if owner != task.party else None,
        state=task_state(material.state, task.id, material.as_of),
        proven=record.progress == "done" and not_proven is None,
        not_proven=not_proven,
        basis=basis_of(task.basis),
        planned_start=planned.early_start,
        planned_finish=planned.early_finish,
        planned_work_minutes=planned_work,
        amended=_amended(material, planned),
        ready_at=ready,
        started_at=started,
        finished_at=finished,
        waiting_minutes=waiting_minutes(record, ready, length),
        work_minutes=work,
        between_attempts_minutes=between_attempts_minutes(record, length),
        start_variance_minutes=material.between(planned.early_start, started),
        finish_variance_minutes=material.between(planned.early_finish, finished),
        inherited_minutes=material.between(planned.early_start, ready),
        work_variance_minutes=None if work is None else work - planned_work,
        attempts=len(made(record)),
        failures=_failures(record),
        copies=_copies(material, task, record),
        skipped_at=record.settled_at if record.progress == "skipped" else None,
        skip_reason=record.skip_reason,
        given_up_at=material.given_up_at(task.id),
        held=record.held,
        out_of_sequence=record.out_of_sequence,
        late_entries=tuple(late for late in marks.late_entries if late.subject == task.id),
        corrections=tuple(one for one in marks.corrections if one.task == task.id),
    )


def _amended(material: Material, planned: PlannedTask) -> Amended | None:
    if material.baseline is None:
        return None
    before = material.baseline.tasks.get(planned.id)
    if before is None:
        return Amended(planned_start=None, planned_finish=None)
    same = (before.early_start, before.early_finish) == (planned.early_start, planned.early_finish)
    if same:
        return None
    return Amended(planned_start=before.early_start, planned_finish=before.early_finish)


def _failures(record: TaskRecord) -> tuple[Failure, ...]:
    return tuple(
        Failure(
            attempt=attempt.number,
            outcome=attempt.outcome,
            started_at=attempt.started_at,
            ended_at=attempt.ended_at,
            reason=attempt.reason,
        )
        for attempt in record.attempts
        if attempt.outcome in ("failed", "unknown")
    )


def _copies(material: Material, task: Task, record: TaskRecord) -> Copies | None:
    if task.for_each is None:
        return None
    members = copies_of(material.state, task.id)
    confirmed = sorted(record.confirmations.items(), key=lambda item: item[1].at)
    return Copies(
        group=task.for_each,
        expected=len(members),
        confirmed=tuple(
            Copy(
                party=party,
                party_name=material.party_name(party),
                confirmed_at=copy.at,
                work_minutes=material.between(record.started_at, copy.at),
            )
            for party, copy in confirmed
        ),
        missing=tuple(
            material.party_name(party) for party in members if party not in record.confirmations
        ),
    )
