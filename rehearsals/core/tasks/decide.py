"""What people and machines ask of a task, decided: start, fail, skip; the rest by its subject."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.command import ENGINE
from rehearsals.core.readiness import due_at, open_predecessors, passed_by, ready_at
from rehearsals.core.refusals import (
    check_attempt,
    check_reason,
    check_task,
    not_running,
    refuse,
)
from rehearsals.core.service import check_in_service
from rehearsals.core.settling import edges, settle
from rehearsals.core.state import RunState, happens_at
from rehearsals.core.tasks.blocking import block, unblock
from rehearsals.core.tasks.completing import complete
from rehearsals.core.tasks.holding import hold, hold_branch, release, release_branch
from rehearsals.core.tasks.out_of_sequence import start_out_of_sequence
from rehearsals.core.tasks.reassigning import reassign
from rehearsals.core.tasks.reworking import reopen, undo
from rehearsals.core.tasks.starting import barred, is_held
from runbooks.clocktime import local

Answer = tuple[e.Event, ...] | c.Refusal


def decide_task(state: RunState, command: c.TaskCommand, now: datetime) -> Answer:
    """The events of a command on a task, or why not; `now` is when it happens or happened."""
    if refusal := check_task(state, command.task):
        return refusal
    match command:
        case c.StartTask():
            return _start(state, command, now)
        case c.StartOutOfSequence():
            return start_out_of_sequence(state, command, now)
        case c.CompleteTask():
            return complete(state, command, now)
        case c.FailTask():
            return _fail(state, command)
        case c.MarkUnknown():
            return _mark_unknown(state, command)
        case c.SkipTask():
            return _skip(state, command)
        case _:
            return _on_the_way(state, command, now)


def _on_the_way(
    state: RunState,
    command: c.HoldTask
    | c.ReleaseTask
    | c.HoldBranch
    | c.ReleaseBranch
    | c.ReopenTask
    | c.UndoEntry
    | c.ReassignTask
    | c.BlockTask
    | c.UnblockTask,
    now: datetime,
) -> Answer:
    match command:
        case c.BlockTask():
            return block(state, command, now)
        case c.UnblockTask():
            return unblock(state, command)
        case c.HoldTask():
            return hold(state, command)
        case c.ReleaseTask():
            return release(state, command)
        case c.HoldBranch():
            return hold_branch(state, command)
        case c.ReleaseBranch():
            return release_branch(state, command)
        case c.ReopenTask():
            return reopen(state, command)
        case c.UndoEntry():
            return undo(state, command)
        case c.ReassignTask():
            return reassign(state, command)


def _start(state: RunState, command: c.StartTask, now: datetime) -> Answer:
    record = state.task(command.task)
    if record.progress in ("running", "done", "skipped"):
        return _begun_already(state, command.task)
    late = now if command.happened_at else None
    # By when it happens: a clock that stepped back would pass an outage that has opened since.
    refusal = (
        barred(state, command.task, late)
        or _check_ready(state, command.task, now)
        or check_in_service(state, command.task, late or happens_at(state, now))
    )
    if refusal:
        return refusal
    if state.index.tasks[command.task].run and record.progress == "open" and not _machine(command):
        return refuse(
            "automated",
            f"{command.task} is automated; the engine starts it.",
            f"Start the engine with `callboard resume {state.run}` if none is running.",
        )
    if state.index.tasks[command.task].run and not _machine(command):
        return (e.RetryAsked(task=command.task),)
    started = e.TaskStarted(task=command.task, attempt=len(record.attempts) + 1)
    return (started, *edges(state, command.task, "start"))


def _begun_already(state: RunState, task_id: str) -> c.Refusal:
    progress = state.task(task_id).progress
    again = f"`callboard reopen {state.run} {task_id} --reason ...` has it done again."
    return refuse(
        f"already-{progress}",
        f"{task_id} is {progress} already.",
        f"See `callboard show {state.run}` for what is ready." if progress == "running" else again,
    )


def _machine(command: c.Command) -> bool:
    return command.channel == ENGINE


def _check_ready(state: RunState, task_id: str, now: datetime) -> c.Refusal | None:
    due = due_at(state, task_id)
    if due is None:
        waiting_for = open_predecessors(state, task_id)
        gates = [state.index.meeting_of[p].id for p in waiting_for if p in state.index.meeting_of]
        decided = f" (gate {', '.join(gates)} has no go)" if gates else ""
        return refuse(
            "predecessors-open",
            f"{task_id} waits for {', '.join(waiting_for)}{decided}.",
            "Finish those first.",
        )
    if due > now:
        ready = ready_at(state, task_id) or due
        return refuse(
            "too-early",
            f"{task_id} may not start before {local(ready, state.runbook.timezone)}.",
            "Wait until then.",
        )
    return None


def _fail(state: RunState, command: c.FailTask) -> Answer:
    record = state.task(command.task)
    if command.task in state.index.meeting_of:
        gate = state.index.meeting_of[command.task].id
        return refuse(
            "meeting",
            f"{command.task} is the meeting of gate {gate}; it ends with a decision.",
            f"Record it with `callboard gate {state.run} {gate} no-go`.",
        )
    if record.progress not in ("running", "unknown"):
        return not_running(state, command.task)
    if refusal := check_attempt(record, command.task, command.attempt):
        return refusal
    if refusal := check_reason(f"Failing {command.task}", command.reason):
        return refusal
    attempt = record.attempts[-1].number
    return (e.TaskFailed(task=command.task, attempt=attempt, reason=command.reason),)


def _mark_unknown(state: RunState, command: c.MarkUnknown) -> Answer:
    record = state.task(command.task)
    if record.progress != "running" or not state.index.tasks[command.task].run:
        return not_running(state, command.task)
    if refusal := check_attempt(record, command.task, command.attempt):
        return refusal
    return (e.TaskOutcomeUnknown(task=command.task, attempt=record.attempts[-1].number),)


def _skip(state: RunState, command: c.SkipTask) -> Answer:
    record = state.task(command.task)
    if refusal := check_reason(f"Skipping {command.task}", command.reason):
        return refusal
    if command.task in state.index.meeting_of:
        gate = state.index.meeting_of[command.task].id
        return refuse(
            "meeting",
            f"{command.task} is the meeting of gate {gate}; a gate cannot be skipped.",
            f"Decide it with `callboard gate {state.run} {gate} ...`.",
        )
    if record.progress in ("running", "done", "skipped"):
        return refuse(
            f"already-{record.progress}",
            f"{command.task} is {record.progress}; it cannot be skipped.",
            "A running task is failed first." if record.progress == "running" else "Leave it.",
        )
    if record.held is not None:
        return is_held(state, command.task, record.held)
    if waiting_for := passed_by(state, command.task):
        return refuse(
            "predecessors-open",
            f"{command.task} waits for {', '.join(waiting_for)}; skipping it now would let its "
            "successors pass them.",
            "Skip it once they are done.",
        )
    closing = [
        key
        for end in ("start", "finish")
        for key in state.index.closes.get((command.task, end), ())
        if state.outage(key).is_open
    ]
    if closing:
        return refuse(
            "closes-outage",
            f"{command.task} closes outage {', '.join(closing)}, which is open.",
            "Do the task, so that the outage ends when the system is back.",
        )
    return settle(
        state, command.task, e.TaskSkipped(task=command.task, reason=command.reason.strip())
    )
