"""`ready`: what may be started now, or why a task may not."""

from __future__ import annotations

from console import here
from console.acting import task_id
from console.board import ready_rows
from console.opening import opened_run
from console.output import emit, emit_rich
from console.standing import Standing, standing
from rehearsals.core.readiness import open_predecessors, ready_at
from rehearsals.core.refusals import check_task
from rehearsals.core.state import TaskState
from runbooks.clocktime import local
from runbooks.errors import Refused


def ready(run: str = "latest", task: str | None = None, /) -> int:
    """List what is ready to be started; or say whether one task is, and if not, why.

    Exit code 1 if the task that was asked for is not ready.

    Args:
        run: The run; by default the latest.
        task: A task, such as M10-024.
    """
    with opened_run(run) as (desk, name):
        stands = standing(desk.state(name), here.now())
    if task is None:
        emit_rich(*ready_rows(stands))
        return 0
    found = task_id(stands.state, task)
    if refusal := check_task(stands.state, found):
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    emit(_answer(stands, found))
    return 0 if stands.states[found] == "ready" else 1


def _answer(stands: Standing, task: str) -> str:
    """Where a task stands, in a sentence."""
    state = stands.state
    name = f"{task} {state.index.tasks[task].title}"
    how: TaskState = stands.states[task]
    at = ready_at(state, task)
    zone = state.runbook.timezone
    if how == "ready" and at:
        return f"{name} is ready since {local(at, zone)}."
    if how == "held":
        return f"{name} is held: {state.task(task).held}."
    if how != "waiting":
        return f"{name} is {how}."
    if at:
        return f"{name} may not start before {local(at, zone)}."
    waits = ", ".join(
        f"{one} ({stands.states[one]}{_gate_of(stands, one)})"
        for one in open_predecessors(state, task)
    )
    return f"{name} is not ready; it waits for {waits}."


def _gate_of(stands: Standing, task: str) -> str:
    gate = stands.state.index.meeting_of.get(task)
    return f", the meeting of gate {gate.id}" if gate else ""
