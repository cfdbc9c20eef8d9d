"""What began before a run was turned back and is entered after it: the way back grows by it.

A party whose link was down did not hear of the decision. What it says is a fact, and is taken; what
ran on is stopped as the others were, and whatever must now be undone, too or again, is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.apply import fold_onto
from rehearsals.core.fact import Entered
from rehearsals.core.night.state import TurningBack
from rehearsals.core.plan.turning_choice import behind_in_leg, choose
from rehearsals.core.plan.turning_rules import turning_of
from rehearsals.core.settling import with_end
from rehearsals.core.state import RunState, TaskRecord, happens_at
from runbooks.ways_back import WayBack

#: What is taken of a task that was given up, if it had happened before.
_Start = c.StartTask | c.StartOutOfSequence
BEFORE_TURNING = _Start | c.CompleteTask | c.FailTask


def had_happened(state: RunState, command: c.AnyCommand) -> bool:
    """Whether a command says of a task that was given up what had happened before that."""
    if not isinstance(command, BEFORE_TURNING) or command.task not in state.given_up:
        return False
    moment = command.happened_at
    if moment is None:
        return False
    # One without a zone is refused further on.
    return moment.utcoffset() is None or moment < _given_up_by(state, command.task).at


def as_it_went(state: RunState, command: c.AnyCommand) -> RunState:
    """The run as who enters something late knows it: what was stopped ran, nothing was given up."""
    if not isinstance(command, BEFORE_TURNING) or not had_happened(state, command):
        return state
    tasks = dict(state.tasks)
    if _was_stopped(state, command):
        record = state.task(command.task)
        running = replace(record.attempts[-1], ended_at=None, outcome="running", reason="")
        attempts = (*record.attempts[:-1], running)
        tasks[command.task] = replace(record, progress="running", attempts=attempts)
    return replace(state, tasks=tasks, given_up=state.given_up - {command.task})


def grown(
    state: RunState, command: c.AnyCommand, facts: tuple[e.Fact, ...], now: datetime
) -> tuple[e.Fact, ...]:
    """The facts of a late entry, with what follows from it now that the run is turned back.

    What was entered has happened then; what follows from it happens now.
    """
    if not isinstance(command, BEFORE_TURNING) or not had_happened(state, command):
        return facts
    at = happens_at(state, now)
    taken = [fact for fact in facts if not isinstance(fact.event, e.RunClosed)]
    if _was_stopped(state, command):
        taken.insert(0, _fact(_not_stopped(state, command.task), command, at, now))
    after = fold_onto(state, taken)
    for step in (_stop, _extend):
        fresh = [_fact(event, command, at, now) for event in step(after, command, at)]
        taken += fresh
        after = fold_onto(after, fresh)
    taken += [_fact(event, command, at, now) for event in with_end(after, (), settled=0)]
    return tuple(taken)


def _given_up_by(state: RunState, task: str) -> TurningBack:
    return next(each for each in state.turned_back if task in each.what.given_up)


def _was_stopped(state: RunState, command: BEFORE_TURNING) -> bool:
    """Whether a task that ran was ended by the turning back, and by nothing else."""
    record = state.task(command.task)
    if isinstance(command, _Start) or record.progress != "failed":
        return False
    ended_at = record.attempts[-1].ended_at
    return ended_at is not None and ended_at >= _given_up_by(state, command.task).at


def _not_stopped(state: RunState, task: str) -> e.EntryUndone:
    reason = "It had ended before the run was turned back."
    attempt = state.task(task).attempts[-1].number
    return e.EntryUndone(task=task, what="failed", attempt=attempt, reason=reason)


def _stop(state: RunState, command: BEFORE_TURNING, at: datetime) -> Iterator[e.Event]:
    """What ran on since nobody had told it is stopped as the others were."""
    del at
    record = state.task(command.task)
    if record.progress == "running":
        gate = _given_up_by(state, command.task).what.gate
        reason = f"Stopped: the run was turned back at {gate}."
        yield e.TaskFailed(task=command.task, attempt=record.attempts[-1].number, reason=reason)


def _extend(state: RunState, command: BEFORE_TURNING, at: datetime) -> Iterator[e.Event]:
    turning = turning_of(state.turned_back, command.task)
    kind, gate, systems = turning.what.kind, turning.what.gate, turning.what.systems
    way = state.runbook.way_back(kind)
    task = state.index.tasks[command.task]
    choice = choose(state, kind, gate, systems)
    fresh = {*choice.leg, *way.undoing(task)} - set(state.index.tasks)
    again = set(_in_vain(state, way, command.task, at)) | set(choice.ending)
    asked = {own.id for own in way.tasks if own.id in state.index.tasks}
    waiting = behind_in_leg(way.tasks, asked | fresh, fresh | again)
    redone = {t for t in again | waiting if state.task(t).settled}
    leg = tuple(own.id for own in way.tasks if own.id in fresh | redone)
    if not leg and not isinstance(command, _Start):
        return
    yield e.WayBackExtended(
        task=command.task,
        kind=kind,
        leg=leg,
        irreversible=task.irreversible,
        out_of_reach=command.task in choice.out_of_reach and not way.undoing(task),
    )
    for own in leg:
        if own in redone:
            yield e.TaskReopened(task=own, reason=f"{command.task} had begun, too.")
    for own in sorted(waiting, key=[each.id for each in way.tasks].index):
        if state.task(own).progress == "running":
            number = state.task(own).attempts[-1].number
            reason = f"Stopped: {command.task} is to be undone first."
            yield e.TaskFailed(task=own, attempt=number, reason=reason)


def _in_vain(state: RunState, way: WayBack, task: str, now: datetime) -> Iterator[str]:
    """What was done of the way back, and undid a task before that had come to its end."""
    ended = _ended(state.task(task), now)
    for own in way.undoing(state.index.tasks[task]):
        record = state.task(own)
        began = record.attempts[-1].started_at if record.attempts else record.settled_at
        if record.settled and began is not None and began < ended:
            yield own


def _ended(record: TaskRecord, now: datetime) -> datetime:
    return record.attempts[-1].ended_at or now


def _fact(event: e.Event, command: c.Command, at: datetime, now: datetime) -> e.Fact:
    return Entered(
        event=event,
        at=at,
        recorded_at=now,
        actor=command.actor,
        channel=command.channel,
        command=command.id,
        on_behalf_of=command.on_behalf_of,
    )
