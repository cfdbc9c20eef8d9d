"""What really let each task go in a run, traced back: the actual counterpart of a planned chain.

A task is released by the predecessor whose settling (plus the lag of the link) came last; of equals
the first written, as in the plan. Where a not-before time holds it longer, the chain goes on
through the same predecessor and the hold is shown as slack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.plan import ChainStep, DrivenBy
from rehearsals.core.readiness import ready_at, released_at
from rehearsals.core.state import RunState
from reports.figures.lengths import Lengths
from reports.figures.lived import began_at, waiting_minutes, work_minutes
from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedStep:
    """A task of a planned chain."""

    task: str
    title: str
    start: datetime
    finish: datetime
    #: From when its predecessor lets it go to its start: held by a fixed time.
    slack_minutes: float
    work_minutes: float
    driven_by: DrivenBy
    #: The gate whose meeting it is.
    gate: str | None

    @property
    def waiting_minutes(self) -> float:
        """None: a plan has no waiting in it."""
        return 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ActualStep:
    """A task of a chain as it happened."""

    task: str
    title: str
    #: When its last predecessor let it go.
    released_at: datetime
    #: When its not-before allowed it too.
    ready_at: datetime
    started_at: datetime | None
    #: When it was done or skipped.
    settled_at: datetime | None
    skipped: bool
    slack_minutes: float
    waiting_minutes: float | None
    work_minutes: float | None
    driven_by: DrivenBy
    #: Whether the planned chain to the same target holds this task too.
    as_planned: bool
    #: The gate whose meeting it is.
    gate: str | None


def planned_step(step: ChainStep, runbook: Runbook, length: Lengths) -> PlannedStep:
    """A step of a planned chain, in minutes."""
    gate = runbook.gate_by_meeting.get(step.task)
    return PlannedStep(
        task=step.task,
        title=runbook.task_by_id[step.task].title,
        start=step.start,
        finish=step.finish,
        slack_minutes=length(step.start - timedelta(seconds=step.wait), step.start),
        work_minutes=length(step.start, step.finish),
        driven_by=step.driven_by,
        gate=gate.id if gate else None,
    )


def actual_steps(
    state: RunState, task_id: str, planned: frozenset[str], length: Lengths
) -> tuple[ActualStep, ...] | None:
    """The chain that ends with a task, first task first; None while the task is not released."""
    if released_at(state, task_id) is None and not state.task(task_id).out_of_sequence:
        return None
    steps = []
    current: str | None = task_id
    while current is not None:
        driver = _driver(state, current)
        steps.append(_step(state, current, driver, planned, length))
        current = driver
    return tuple(reversed(steps))


def _driver(state: RunState, task_id: str) -> str | None:
    """The predecessor that let a task go last; of equals the first written.

    None of them, if it began out of sequence and one is open still.
    """
    if released_at(state, task_id) is None:
        return None
    before = sorted(state.index.before[task_id], key=lambda link: state.index.order[link[0]])
    return max(before, key=lambda link: _release(state, *link), default=(None, 0))[0]


def _release(state: RunState, predecessor: str, lag: int) -> datetime:
    settled = state.task(predecessor).settled_at
    assert settled is not None, f"{predecessor} released a task before it was settled"
    return settled + timedelta(seconds=lag)


def _step(
    state: RunState, task_id: str, driver: str | None, planned: frozenset[str], length: Lengths
) -> ActualStep:
    gate = state.runbook.gate_by_meeting.get(task_id)
    record = state.task(task_id)
    began = began_at(record)
    # What began out of sequence was let go by whoever began it, if nothing else has by now.
    released = released_at(state, task_id) or began
    assert released is not None
    # What is locked has been let go by its predecessors, and is not ready.
    ready = ready_at(state, task_id) or began or released
    driven_by: DrivenBy = "link" if driver else "start"
    return ActualStep(
        task=task_id,
        title=state.index.tasks[task_id].title,
        released_at=released,
        ready_at=ready,
        started_at=began,
        settled_at=record.settled_at,
        skipped=record.progress == "skipped",
        slack_minutes=length(released, ready),
        waiting_minutes=waiting_minutes(record, ready, length),
        work_minutes=work_minutes(record, length),
        driven_by="not_before" if ready > released else driven_by,
        as_planned=task_id in planned,
        gate=gate.id if gate else None,
    )
