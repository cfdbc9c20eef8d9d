"""The board: how a run stands, on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.output import heading, table
from console.standing import Standing
from rehearsals.core.gate_commands import unmet
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.gates import Gate
from runbooks.tasks import Task

_BAR = 30
#: What one column says of a task.
Tell = Callable[[Standing, Task], str]
#: Rows of a table before it is cut; the JSON form has them all.
_MOST_ROWS = 15


def board(stands: Standing, engine: str) -> Iterator[RenderableType]:
    """The parts of the board; `engine` says what drives the run."""
    yield from _head(stands, engine)
    yield from _tasks(stands)
    yield from _gate(stands)
    yield from _outages(stands)


def _head(stands: Standing, engine: str) -> Iterator[RenderableType]:
    state = stands.state
    book = state.runbook
    yield Text(f"{state.run}: {state.mode} of {book.runbook}, {book.title}", style="bold")
    status = state.status.upper() + (f" ({state.close_reason})" if state.close_reason else "")
    yield Text(f"{status}, {local(stands.now, book.timezone)}. {engine}".strip())
    total = len(state.index.tasks)
    filled = _BAR * state.settled_count // total if total else _BAR
    share = f"{state.settled_count} of {total} tasks settled"
    yield Text(f"[{'#' * filled}{'.' * (_BAR - filled)}] {share}", style="green")


def _tasks(stands: Standing) -> Iterator[RenderableType]:
    failed = stands.those("failed", "unknown")
    if failed:
        yield heading("Failed or unknown", len(failed))
        yield _rows(stands, failed, "State", _how_it_failed)
    held = stands.those("held")
    if held:
        yield heading("Held", len(held))
        yield _rows(stands, held, "State", lambda _stands, _task: "HELD")
    running = stands.those("running")
    if running:
        yield heading("Running", len(running))
        yield _rows(stands, running, "Since", _since_start)
    if stands.those("ready") or not running:
        yield from ready_rows(stands)


def ready_rows(stands: Standing) -> Iterator[RenderableType]:
    """What is ready to be started; if nothing is, what will be next."""
    ready = stands.those("ready")
    if ready:
        yield heading("Ready", len(ready))
        yield _rows(stands, ready, "Since", _since_ready)
    elif stands.state.status == "open":
        yield from _next(stands)


def _rows(stands: Standing, tasks: Sequence[Task], how: str, tell: Tell) -> Table:
    rows = table("Task", how, "Planned", "Late", "Who", "Title")
    for task in tasks[:_MOST_ROWS]:
        late = stands.late(task.id)
        rows.add_row(
            task.id,
            tell(stands, task),
            local_short(stands.planned(task.id).early_start, stands.state.runbook.timezone),
            f"late {minutes_text(late)}" if late > 0 else "",
            task.party,
            _title(stands, task),
            style="yellow" if late > 0 else None,
        )
    if len(tasks) > _MOST_ROWS:
        rows.add_row("", "", "", "", "", f"and {len(tasks) - _MOST_ROWS} more")
    return rows


def _title(stands: Standing, task: Task) -> str:
    """The title, why it is held or has failed, and how many parties have confirmed their copies."""
    record = stands.state.task(task.id)
    why = record.held or (record.attempts[-1].reason if record.progress == "failed" else "")
    title = f"{task.title}: {why}" if why else task.title
    if not task.for_each:
        return title
    members = stands.state.runbook.groups[task.for_each]
    return f"{title} ({len(record.confirmations)} of {len(members)} confirmed)"


def _how_it_failed(stands: Standing, task: Task) -> str:
    record = stands.state.task(task.id)
    return record.progress.upper()


def _since_start(stands: Standing, task: Task) -> str:
    attempts = stands.state.task(task.id).attempts
    return local_short(attempts[-1].started_at, stands.state.runbook.timezone)


def _since_ready(stands: Standing, task: Task) -> str:
    return _shown(ready_at(stands.state, task.id), stands.state)


def _next(stands: Standing) -> Iterator[RenderableType]:
    coming = [
        (at, task_id)
        for task_id, state in stands.states.items()
        if state == "waiting" and (at := ready_at(stands.state, task_id))
    ]
    if not coming:
        yield Text("\nNothing is ready.")
    else:
        at, task_id = min(coming)
        task = stands.state.index.tasks[task_id]
        when = _shown(at, stands.state)
        yield Text(f"\nNothing is ready. Next is {task.id} {task.title}, at {when}.")


def _gate(stands: Standing) -> Iterator[RenderableType]:
    gates = stands.open_gates()
    if not gates:
        return
    gate, state = gates[0], stands.state
    record = state.gate(gate.id)
    planned = _shown(stands.planned(gate.meeting).early_start, state)
    yield heading(f"Next gate: {gate.id} {gate.title}")
    meeting = f"{gate.meeting} is {stands.states[gate.meeting]}"
    yield Text(f"Planned {planned}; its meeting {meeting}; {record.outcome.replace('_', ' ')}.")
    if gate.point_of_no_return:
        yield Text("Behind it there is no way back.", style="bold red")
    if gate.criteria:
        yield _criteria(gate, state)
    if record.votes:
        votes = ", ".join(f"{who} {v.vote.replace('_', '-')}" for who, v in record.votes.items())
        yield Text(f"Votes: {votes}")


def _criteria(gate: Gate, state: RunState) -> Table:
    rows = table("Criterion", "Owner", "Stands", "Title")
    evidence, missing = state.gate(gate.id).evidence, unmet(gate, state.gate(gate.id))
    for criterion in gate.criteria:
        shown = evidence.get(criterion.id)
        stands = "no evidence" if shown is None else "met" if shown.met else "NOT MET"
        blocks = "" if criterion.blocking else " (does not block)"
        rows.add_row(
            criterion.id,
            criterion.owner,
            f"{stands}{blocks}",
            criterion.title or "",
            style="yellow" if criterion.id in missing else None,
        )
    return rows


def _outages(stands: Standing) -> Iterator[RenderableType]:
    keys = stands.open_outages()
    if not keys:
        return
    yield heading("Open outages", len(keys))
    rows = table("Outage", "Open since", "Planned end", "Late", "System")
    for key in keys:
        end = stands.plan.outages[key].end
        late = (stands.now - end).total_seconds()
        rows.add_row(
            key,
            _shown(stands.state.outage(key).opened_at, stands.state),
            _shown(end, stands.state),
            f"late {minutes_text(late)}" if late > 0 else "",
            stands.state.runbook.outages[key].system,
        )
    yield rows


def _shown(instant: datetime | None, state: RunState) -> str:
    return local_short(instant, state.runbook.timezone) if instant else ""
