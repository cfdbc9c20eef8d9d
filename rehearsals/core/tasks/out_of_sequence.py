"""What somebody really began before its turn: a fact with a reason, marked for ever.

It is entered since it happened, and never past a gate: what stands behind a decision that has not
been taken was not allowed to begin, and is dealt with by people, not by an entry. The rule: of all
that its start waits for, near or far, every gate's meeting is settled at that moment. An outage is
passed with a reason.
"""

from __future__ import annotations

from datetime import datetime

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.ends import ends_before
from rehearsals.core.readiness import may_start
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.settling import edges
from rehearsals.core.state import RunState
from rehearsals.core.tasks.locks import check_unlocked
from rehearsals.core.tasks.starting import barred

Answer = tuple[e.Event, ...] | c.Refusal


def start_out_of_sequence(
    state: RunState, command: c.StartOutOfSequence, moment: datetime
) -> Answer:
    """The events of a start that really was at a moment (UTC) before its turn, or why not."""
    task_id = command.task
    if refusal := check_reason(f"Starting {task_id} out of sequence", command.reason):
        return refusal
    if refusal := _check_kind(state, task_id) or _check_turn(state, task_id, moment):
        return refusal
    if refusal := check_unlocked(state, task_id):
        return refusal
    if gates := gates_ahead(state, task_id, moment):
        return refuse(
            "past-a-gate",
            f"{task_id} stands behind {_without_go(gates)}; nothing is recorded past a gate.",
            f"Decide it first: `callboard gate {state.run} {gates[0]} ...`; write down what "
            f"happened with `callboard note {state.run} {task_id} ...`.",
        )
    started = e.TaskStarted(
        task=task_id,
        attempt=len(state.task(task_id).attempts) + 1,
        out_of_sequence=command.reason.strip(),
    )
    return (started, *edges(state, task_id, "start"))


def _without_go(gates: tuple[str, ...]) -> str:
    if len(gates) == 1:
        return f"gate {gates[0]}, which has no go"
    return f"gates {', '.join(gates)}, which have no go"


def gates_ahead(state: RunState, task_id: str, moment: datetime) -> tuple[str, ...]:
    """The gates in scope before a task, near or far, whose meeting was not settled at a moment."""
    found = [
        task
        for task, end in ends_before(state.index, (task_id, "start"))
        if end == "finish" and task in state.index.meeting_of
        if (settled_at := state.task(task).settled_at) is None or settled_at > moment
    ]
    return tuple(
        state.index.meeting_of[task].id for task in sorted(found, key=state.index.order.__getitem__)
    )


def _check_kind(state: RunState, task_id: str) -> c.Refusal | None:
    if task_id in state.index.meeting_of:
        return refuse(
            "meeting",
            f"{task_id} is the meeting of gate {state.index.meeting_of[task_id].id}; a gate is "
            "not met before its turn.",
            f"See `callboard ready {state.run} {task_id}` for what it waits for.",
        )
    if state.index.tasks[task_id].run:
        return refuse(
            "automated",
            f"{task_id} is automated; the engine starts it in its turn.",
            f"Write down what happened: `callboard note {state.run} {task_id} ...`.",
        )
    return None


def _check_turn(state: RunState, task_id: str, moment: datetime) -> c.Refusal | None:
    progress = state.task(task_id).progress
    if progress in ("running", "done", "skipped"):
        return refuse(
            f"already-{progress}",
            f"{task_id} is {progress} already.",
            f"Take back a wrong entry with `callboard undo {state.run} {task_id} --reason ...`.",
        )
    if not may_start(state, task_id, moment) or barred(state, task_id, moment) is not None:
        return None
    return refuse(
        "in-sequence",
        f"{task_id} is ready; that is no start out of sequence.",
        f"Start it: `callboard start {state.run} {task_id}`.",
    )
