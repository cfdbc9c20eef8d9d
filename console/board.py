"""The board: how a run stands, on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.board_gates import decided_gates, next_gate, owed
from console.naming import party_name
from console.output import heading, table
from console.standing import Standing
from console.turning_back import turning_back
from rehearsals.core.completing import within_tolerance
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState
from runbooks.clocktime import local, local_short, minutes_text
from runbooks.tasks import Task

_BAR = 30
#: What one column says of a task.
Tell = Callable[[Standing, Task], str]
#: Seconds late below which nobody is told.
_WORTH_TELLING = 60
#: Rows of a table before it is cut; the JSON form has them all.
_MOST_ROWS = 15


def board(stands: Standing, engine: str) -> Iterator[RenderableType]:
    """The parts of the board; `engine` says what drives the run. Raises what `way_back` does."""
    yield from _head(stands, engine)
    yield from _tasks(stands)
    yield from _amiss(stands)
    if stands.state.status == "open":
        yield from next_gate(stands)
        yield from owed(stands)
        yield from _way_back(stands)
        yield from _outages(stands, stands.open_outages(), "Open outages")
    else:
        yield from decided_gates(stands)
        yield from owed(stands)
        yield from _outages(stands, list(stands.plan.outages), "Outages")
        yield Text(f"\nIts report: `callboard report {stands.state.run}`.")


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
    yield from stuck_rows(stands)
    held = stands.those("held")
    if held:
        yield heading("Held", len(held))
        yield _rows(stands, held, "State", lambda _stands, _task: "HELD")
    running = stands.those("running")
    if running:
        yield heading("Running", len(running))
        yield _rows(stands, running, "Since", _since_start, due=True)
    if stands.those("ready") or not running:
        yield from ready_rows(stands)


def stuck_rows(stands: Standing) -> Iterator[RenderableType]:
    """What has failed, and what nobody knows the outcome of."""
    failed = stands.those("failed", "unknown")
    if failed:
        yield heading("Failed or unknown", len(failed))
        yield _rows(stands, failed, "State", _how_it_failed)


def ready_rows(stands: Standing) -> Iterator[RenderableType]:
    """What is ready to be started; if nothing is, what will be next."""
    ready = stands.those("ready")
    if ready:
        yield heading("Ready", len(ready))
        yield _rows(stands, ready, "Since", _since_ready)
    elif stands.state.status == "open":
        yield from _next(stands)


def _rows(
    stands: Standing, tasks: Sequence[Task], how: str, tell: Tell, *, due: bool = False
) -> Table:
    """Tasks with their planned start, or with the planned finish that is `due`."""
    rows = table("Task", how, "Due" if due else "Planned start", "Late", "Title and owner")
    for task in tasks[:_MOST_ROWS]:
        planned, late = stands.planned(task.id), _late(stands, task)
        at = planned.early_finish if due else planned.early_start
        rows.add_row(
            task.id,
            tell(stands, task),
            f"{'due ' if due else ''}{_shown(at, stands.state)}",
            late,
            f"{_title(stands, task)}\n{party_name(stands.state.runbook, task.party)}",
            style="yellow" if late else None,
        )
    if len(tasks) > _MOST_ROWS:
        rows.add_row("", "", "", "", f"and {len(tasks) - _MOST_ROWS} more")
    return rows


def _late(stands: Standing, task: Task) -> str:
    """Behind the plan; of a running task that is not, how late it began."""
    if (late := stands.late(task.id)) >= _WORTH_TELLING:
        return f"late {minutes_text(late)}"
    began = stands.began_late(task.id)
    return f"began late {minutes_text(began)}" if began >= _WORTH_TELLING else ""


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
    return stands.state.task(task.id).progress.upper()


def _since_start(stands: Standing, task: Task) -> str:
    return _shown(stands.state.task(task.id).attempts[-1].started_at, stands.state)


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


def _amiss(stands: Standing) -> Iterator[RenderableType]:
    """What was measured and is not as expected, by the task or by one of its parties."""
    lines = []
    for task in stands.state.index.tasks.values():
        record, book = stands.state.task(task.id), stands.state.runbook
        measured = [("", record.results)]
        measured += [
            (f" ({party_name(book, party)})", copy.results)
            for party, copy in record.confirmations.items()
        ]
        lines += [
            f"{task.id}{whose}: {wanted.id} = {results[wanted.id]:,.15g} {wanted.unit}, "
            f"expected {wanted.expected:,.15g}, tolerance {wanted.tolerance:,.15g}."
            for whose, results in measured
            for wanted in task.results
            if wanted.id in results and not within_tolerance(wanted, results[wanted.id])
        ]
    if lines:
        yield heading("Results out of tolerance", len(lines))
        yield from (Text(line, style="yellow") for line in lines)


def _way_back(stands: Standing) -> Iterator[RenderableType]:
    """Until when turning back can begin, while the point of no return is not passed."""
    state = stands.state
    gates = state.index.meeting_of.values()
    if any(gate.point_of_no_return and state.gate(gate.id).passed for gate in gates):
        return
    if text := turning_back(state.runbook, state.index.tasks, stands.now):
        yield heading("The way back")
        yield text


def _outages(stands: Standing, keys: list[str], title: str) -> Iterator[RenderableType]:
    if not keys:
        return
    yield heading(title, len(keys))
    rows = table("Outage", "Open since", "Ended", "Planned end", "Late", "System")
    for key in keys:
        record, window = stands.state.outage(key), stands.plan.outages[key]
        late = ((record.closed_at or stands.now) - window.end).total_seconds()
        counts = record.opened_at is not None and window.closes_in_scope and late >= _WORTH_TELLING
        ended = "still open" if record.is_open else _shown(record.closed_at, stands.state)
        rows.add_row(
            key,
            _shown(record.opened_at, stands.state) or "did not open",
            ended,
            _shown(window.end, stands.state) if window.closes_in_scope else "after this run",
            f"late {minutes_text(late)}" if counts else "",
            stands.state.runbook.outages[key].system,
        )
    yield rows


def _shown(instant: datetime | None, state: RunState) -> str:
    return local_short(instant, state.runbook.timezone) if instant else ""
