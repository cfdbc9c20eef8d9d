"""Turning back as it happened: decided when, from where and by whom; what ran; was it in time.

The planned leg is that of the tasks that were really asked for, by their own links and likely
durations from the decision on. The latest decision is that which would have kept the time by which
the legacy service must be back, by this planned length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dependencies.plan import PlannedTask
from dependencies.planner import plan_leg
from rehearsals.core import events as e
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.core.state import TaskState
from rehearsals.core.words import WayBackKind
from reports.figures.lived import began_at, waiting_minutes, work_minutes
from reports.figures.material import Material
from reports.figures.spoken import SpokenFigures, spoken_of
from reports.figures.voices import entered_by, voice_of
from runbooks.instants import instant_of
from runbooks.tasks import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class LegTask:
    """A task of the way back, as planned from the decision and as it happened; instants in UTC."""

    id: str
    title: str
    party_name: str
    state: TaskState
    planned_start: datetime
    planned_finish: datetime
    ready_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    waiting_minutes: float | None
    work_minutes: float | None
    finish_variance_minutes: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskName:
    """A task that was not run."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TurningFigures:
    """One decision to turn back, and its leg."""

    kind: WayBackKind
    gate: str
    #: The systems that were turned back; none: the whole.
    systems: tuple[str, ...]
    at: datetime
    #: When it was entered, if that was later.
    entered_at: datetime | None
    entered_by: str
    names: tuple[str, ...]
    forum: str | None
    reason: str
    spoken: SpokenFigures | None
    leg: tuple[LegTask, ...]
    planned_end: datetime
    #: When the last task of the leg was done or skipped; None while one is not.
    ended_at: datetime | None
    planned_minutes: float
    actual_minutes: float | None
    difference_minutes: float | None
    restore_by: datetime | None
    #: Whether it was over by then, to the second; None while it is not, and there is time.
    restored_in_time: bool | None
    #: From its end to the time by which it had to be over; below 0 it was late.
    margin_minutes: float | None
    #: The last instant at which it could have been decided, by the planned leg.
    latest_decision: datetime | None
    #: From the decision to that; below 0 it came too late.
    decision_margin_minutes: float | None
    #: Tasks of the way forward that were given up, and those of them that had been begun.
    given_up: tuple[TaskName, ...]
    stopped: tuple[TaskName, ...]
    #: Tasks of this way back that were not asked for: nothing that they undo had been touched.
    left_out: tuple[TaskName, ...]
    #: Outages that the leg ended.
    outages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BackAdvice:
    """The manager wanted the run turned back."""

    kind: WayBackKind
    systems: tuple[str, ...]
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WayBackFigures:
    """The recommendations and decisions to turn back, in the order of the journal."""

    turning_recommended: tuple[BackAdvice, ...]
    turned_back: tuple[TurningFigures, ...]


def build_way_back(material: Material) -> WayBackFigures:
    """The turning back of a run; empty if it was not turned back."""
    decisions = [fact for fact in material.facts if isinstance(fact.event, e.TurnedBack)]
    # The state knows by what each way back has grown since.
    return WayBackFigures(
        turning_recommended=tuple(_recommended(material)),
        turned_back=tuple(
            _turning(material, fact, back.what)
            for fact, back in zip(decisions, material.state.turned_back, strict=True)
        ),
    )


def _recommended(material: Material) -> Iterator[BackAdvice]:
    for fact in material.facts:
        event = fact.event
        if isinstance(event, e.TurningBackRecommended):
            yield BackAdvice(
                kind=event.kind,
                systems=event.systems,
                at=fact.at,
                by=voice_of(material, fact),
                reason=event.reason,
            )


def _turning(material: Material, fact: e.Fact, event: e.TurnedBack) -> TurningFigures:
    plan = plan_leg(material.runbook, event.kind, fact.at, event.leg)
    tasks = material.state.index.tasks
    leg = tuple(_leg_task(material, tasks[key], plan.tasks[key]) for key in event.leg)
    ended = _ended_at(material, event)
    by = _restore_by(material)
    latest = by - (plan.finish - fact.at) if by else None
    planned = material.length(fact.at, plan.finish)
    actual = material.between(fact.at, ended)
    return TurningFigures(
        kind=event.kind,
        gate=event.gate,
        systems=event.systems,
        at=fact.at,
        entered_at=fact.recorded_at if fact.late else None,
        entered_by=entered_by(material, fact),
        names=tuple(map(material.party_name, event.decided_by.split(", "))),
        forum=event.forum,
        reason=event.reason,
        spoken=spoken_of(material, fact),
        leg=leg,
        planned_end=plan.finish,
        ended_at=ended,
        planned_minutes=planned,
        actual_minutes=actual,
        difference_minutes=None if actual is None else actual - planned,
        restore_by=by,
        restored_in_time=_in_time(ended, by, material.as_of),
        margin_minutes=material.between(ended, by),
        latest_decision=latest,
        decision_margin_minutes=material.between(fact.at, latest),
        given_up=_names(material, event.given_up),
        stopped=_names(material, _stopped(material, fact)),
        left_out=_left_out(material, event),
        outages=_ended_outages(material, event, fact.at),
    )


def _leg_task(material: Material, task: Task, planned: PlannedTask) -> LegTask:
    record, length = material.state.task(task.id), material.length
    ready = ready_at(material.state, task.id)
    finished = record.settled_at if record.progress == "done" else None
    return LegTask(
        id=task.id,
        title=task.title,
        party_name=material.party_name(material.state.owner(task.id)),
        state=task_state(material.state, task.id, material.as_of),
        planned_start=planned.early_start,
        planned_finish=planned.early_finish,
        ready_at=ready,
        started_at=began_at(record),
        finished_at=finished,
        waiting_minutes=waiting_minutes(record, ready, length),
        work_minutes=work_minutes(record, length),
        finish_variance_minutes=material.between(planned.early_finish, finished),
    )


def _ended_at(material: Material, event: e.TurnedBack) -> datetime | None:
    settled = [material.state.task(key).settled_at for key in event.leg]
    known = [at for at in settled if at is not None]
    return max(known, default=None) if len(known) == len(settled) else None


def _restore_by(material: Material) -> datetime | None:
    by = material.runbook.restore_by
    return instant_of(by, material.runbook) if by else None


def _in_time(ended: datetime | None, by: datetime | None, as_of: datetime) -> bool | None:
    if by is None:
        return None
    if ended is None:
        return False if as_of > by else None
    return ended <= by


def _stopped(material: Material, decision: e.Fact) -> tuple[str, ...]:
    """What the same command stopped."""
    facts = (fact for fact in material.facts if fact.command == decision.command)
    return tuple(fact.event.task for fact in facts if isinstance(fact.event, e.TaskFailed))


def _left_out(material: Material, event: e.TurnedBack) -> tuple[TaskName, ...]:
    leg = material.runbook.way_back(event.kind).tasks
    return tuple(
        TaskName(id=task.id, title=task.title)
        for task in leg
        if task.id not in material.state.index.tasks
    )


def _since(closed: datetime | None, decided: datetime) -> bool:
    return closed is not None and closed >= decided


def _names(material: Material, keys: tuple[str, ...]) -> tuple[TaskName, ...]:
    return tuple(TaskName(id=key, title=material.title_of(key)) for key in keys)


def _ended_outages(material: Material, event: e.TurnedBack, at: datetime) -> tuple[str, ...]:
    edges = {
        key: outage.closed_on_way_back(event.kind)
        for key, outage in material.runbook.outages.items()
    }
    closed = {key: material.state.outage(key).closed_at for key in edges}
    return tuple(
        key
        for key, edge in edges.items()
        if edge and edge.task in event.leg and _since(closed[key], at)
    )
