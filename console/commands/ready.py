"""`ready`: what may be started now, or why a task may not."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from console import here
from console.acting import task_id
from console.board import ready_rows, stuck_rows
from console.opening import opened_run
from console.output import emit, emit_rich, wrapped
from console.standing import Standing, standing
from console.ways_out import way_out
from rehearsals.core.readiness import open_predecessors, ready_at
from rehearsals.core.refusals import check_task
from rehearsals.core.state import TaskState
from runbooks.clocktime import local
from runbooks.errors import Refused
from runbooks.instructions import instructions_of


def ready(run: str = "latest", task: str | None = None, /) -> int:
    """List what is ready or stuck; or say whether one task is ready, and if not, why.

    Exit code 1 if the task that was asked for is not ready.

    Args:
        run: The run; by default the latest.
        task: A task, such as M10-024.
    """
    with opened_run(run) as (desk, name):
        stands = standing(desk.state(name), here.now())
    if task is None:
        emit_rich(*stuck_rows(stands), *map(Text, _ways_out(stands)), *ready_rows(stands))
        return 0
    found = task_id(stands.state, task)
    if refusal := check_task(stands.state, found):
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    emit(_answer(stands, found), *(wrapped(line) for line in _who(stands, found)))
    if text := instructions_of(stands.state.index.tasks[found], stands.state.runbook):
        emit("", text.rstrip())
    return 0 if stands.states[found] == "ready" else 1


def _who(stands: Standing, task_id: str) -> Iterator[str]:
    """Whose task it is, who else must be there, and whom to ring."""
    book, task = stands.state.runbook, stands.state.index.tasks[task_id]
    everybody = [task.party, *book.members_of(task.with_)]
    names = [book.parties[key].name if key in book.parties else key for key in everybody]
    yield f"Owner: {names[0]}{'; with ' + ', '.join(names[1:]) if names[1:] else ''}."
    if task.for_each:
        left = [
            p
            for p in book.groups[task.for_each]
            if p not in stands.state.task(task_id).confirmations
        ]
        yield f"Each of {task.for_each} confirms; still missing: {', '.join(left) or 'none'}."
    for contact in book.parties[task.party].contacts if task.party in book.parties else ():
        yield "Contact: " + ", ".join(filter(None, (contact.name, contact.email, contact.phone)))


def _ways_out(stands: Standing) -> Iterator[str]:
    """How each task that is stuck goes on; in a simulation that is for nobody to say."""
    if stands.state.status == "open" and stands.state.clock.get("kind") != "virtual":
        for task in stands.those("failed", "unknown"):
            yield f"{task.id}: {way_out(stands.state.run, task.id, stands.states[task.id])}"


def _stuck(stands: Standing, task: str) -> str:
    """How a task failed, and how it goes on."""
    how, last = stands.states[task], stands.state.task(task).attempts[-1]
    failed = f"has FAILED (attempt {last.number}): {last.reason.rstrip('.')}."
    unknown = f"has an UNKNOWN outcome (attempt {last.number}); somebody must look."
    said = failed if how == "failed" else unknown
    return f"{said} Next: {way_out(stands.state.run, task, how)}"


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
    if how in ("failed", "unknown"):
        return wrapped(f"{name} {_stuck(stands, task)}")
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
