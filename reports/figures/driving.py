"""What really let each task go in a run, traced back: the actual counterpart of a planned chain.

A task is released by the predecessor whose link let it go last; of equals the first written, as in
the plan. A link that holds the finish counts as letting go a likely duration before. Where a
not-before time or an outage holds it longer, the chain goes on through the same predecessor and the
hold is shown as slack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dependencies.plan import ChainStep, DrivenBy
from rehearsals.core.letting_go import holds_start, lets_go_at
from rehearsals.core.readiness import due_at, ready_at, released_at
from rehearsals.core.state import RunState
from reports.figures.lengths import Lengths
from reports.figures.lived import began_at, waiting_minutes, work_minutes
from runbooks.instants import instant_of
from runbooks.model import Runbook
from runbooks.tasks import Link


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
    before = sorted(state.index.before[task_id], key=lambda link: state.index.order[link.task])
    freed = [(link.task, at) for link in before if (at := _release(state, task_id, link))]
    return max(freed, key=lambda each: each[1], default=(None, None))[0]


def _release(state: RunState, task_id: str, link: Link) -> datetime | None:
    """When a link let a task go; None of one that still holds its finish."""
    let_go = lets_go_at(state, link)
    if let_go is None or holds_start(link):
        return let_go
    return let_go - timedelta(seconds=state.index.tasks[task_id].duration.likely)


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
    if ready > released:
        driven_by = _held_by(state, task_id, ready)
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
        driven_by=driven_by,
        as_planned=task_id in planned,
        gate=gate.id if gate else None,
    )


def _held_by(state: RunState, task_id: str, ready: datetime) -> DrivenBy:
    """What held a task that its predecessors had let go."""
    due, fixed = due_at(state, task_id), state.index.tasks[task_id].fixed
    if due is not None and due < ready:
        return "outage"
    return "fixed" if fixed and instant_of(fixed, state.runbook) == ready else "not_before"
