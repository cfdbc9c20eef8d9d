"""`ready`: what may be started now, or why a task may not."""

from __future__ import annotations

from collections.abc import Iterator

from console import here
from console.acting import task_id
from console.board_tasks import ready_rows, stuck_rows
from console.opening import opened_run
from console.output import emit, emit_rich, wrapped
from console.standing import Standing, standing
from console.ways_out import way_out
from rehearsals.core.readiness import open_predecessors, ready_at
from rehearsals.core.refusals import check_task
from rehearsals.core.service import check_in_service
from rehearsals.core.state import TaskState
from rehearsals.core.tasks.copies import missing_copies
from rehearsals.core.tasks.starting import barred
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
        state = desk.state(name)
        stands = standing(state, here.now_in(state))
    if task is None:
        emit_rich(*stuck_rows(stands), *ready_rows(stands))
        return 0
    found = task_id(stands.state, task)
    if refusal := check_task(stands.state, found):
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    emit(_answer(stands, found), *(wrapped(line) for line in _who(stands, found)))
    if text := instructions_of(stands.state.index.tasks[found], stands.state.runbook):
        emit("", text.rstrip())
    return 0 if stands.states.get(found) == "ready" and not barred(state, found) else 1


def _who(stands: Standing, task_id: str) -> Iterator[str]:
    """Whose task it is, who else must be there, and whom to ring."""
    book, task = stands.state.runbook, stands.state.index.tasks[task_id]
    owner = stands.state.owner(task_id)
    everybody = [owner, *book.members_of(task.with_)]
    names = [book.parties[key].name if key in book.parties else key for key in everybody]
    yield f"Owner: {names[0]}{'; with ' + ', '.join(names[1:]) if names[1:] else ''}."
    if task.for_each:
        left = missing_copies(stands.state, task_id)
        yield f"Each of {task.for_each} confirms; still missing: {', '.join(left) or 'none'}."
    for contact in book.parties[owner].contacts if owner in book.parties else ():
        yield "Contact: " + ", ".join(filter(None, (contact.name, contact.email, contact.phone)))


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
    if task in state.given_up:
        return f"{name} was given up when the run was turned back."
    how: TaskState = stands.states[task]
    at = ready_at(state, task)
    zone = state.runbook.timezone
    if how in ("failed", "unknown"):
        return wrapped(f"{name} {_stuck(stands, task)}")
    if how not in ("ready", "held", "waiting"):
        return f"{name} is {how}."
    since = f"{name} is ready since {local(at, zone)}" if how == "ready" and at else ""
    if refusal := barred(state, task):
        return wrapped(f"{since}, but cannot start. {refusal}" if since else str(refusal))
    if since:
        return f"{since}."
    waiting = open_predecessors(state, task)
    refusal = check_in_service(state, task, stands.now)
    if refusal and not waiting:
        return wrapped(str(refusal))
    if at:
        return f"{name} may not start before {local(at, zone)}."
    waits = ", ".join(f"{one} ({stands.states[one]}{_gate_of(stands, one)})" for one in waiting)
    return f"{name} is not ready; it waits for {waits}."


def _gate_of(stands: Standing, task: str) -> str:
    gate = stands.state.index.meeting_of.get(task)
    return f", the meeting of gate {gate.id}" if gate else ""
