"""The tasks on the board: what is stuck, held, running, ready or amiss, and how it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from console.board_expected import expected_end
from console.naming import party_name
from console.output import heading, table
from console.standing import Standing
from console.ways_out import way_out
from rehearsals.core.plan.turning_rules import behind
from rehearsals.core.readiness import ready_at
from rehearsals.core.state import RunState
from rehearsals.core.tasks.completing import within_tolerance
from rehearsals.core.tasks.copies import copies_of
from rehearsals.outlook.rest import Rest
from runbooks.clocktime import local_short, minutes_text
from runbooks.tasks import Task

#: What one column says of a task.
Tell = Callable[[Standing, Task], str]
#: Seconds late below which nobody is told.
WORTH_TELLING = 60
#: Rows of a table before it is cut; the JSON form has them all.
_MOST_ROWS = 15


def task_rows(stands: Standing, ahead: Rest | None = None) -> Iterator[RenderableType]:
    """Everything that is not waiting or done, most urgent first.

    With what is left of the run, what runs has its expected end where that is not the planned one.
    """
    yield from stuck_rows(stands)
    held = stands.those("held")
    if held:
        yield heading("Held", len(held))
        yield _rows(stands, held, "State", _how_held)
        yield from _behind_branches(stands)
    running = stands.those("running")
    if running:
        yield heading("Running", len(running))
        yield _running_rows(stands, running, ahead)
    if stands.those("ready") or not running:
        yield from ready_rows(stands)


def stuck_rows(stands: Standing) -> Iterator[RenderableType]:
    """What has failed, and what nobody knows the outcome of."""
    failed = stands.those("failed", "unknown")
    if failed:
        yield heading("Failed or unknown", len(failed))
        yield _rows(stands, failed, "State", _how_it_failed)
        yield from map(Text, ways_out(stands))


def ways_out(stands: Standing) -> Iterator[str]:
    """How each task that is stuck goes on; in a simulation that is for nobody to say."""
    if stands.state.status == "open" and stands.state.clock.get("kind") != "virtual":
        for task in stands.those("failed", "unknown"):
            yield f"{task.id}: {way_out(stands.state.run, task.id, stands.states[task.id])}"


def ready_rows(stands: Standing) -> Iterator[RenderableType]:
    """What is ready to be started; if nothing is, what will be next."""
    ready = stands.those("ready")
    if ready:
        yield heading("Ready" if stands.state.stopped is None else "Ready, but STOPPED", len(ready))
        yield _rows(stands, ready, "Since", _since_ready)
    elif stands.state.status == "open":
        yield from _next(stands)


def _running_rows(stands: Standing, tasks: Sequence[Task], ahead: Rest | None) -> Table:
    def due(task: Task) -> str:
        planned = f"due {_shown(stands.planned(task.id).finish, stands.state)}"
        return f"{planned}\n{expected_end(stands, ahead, task.id)}".strip()

    return _table(stands, tasks, ("Since", _since_start), ("Due", due))


def _rows(stands: Standing, tasks: Sequence[Task], how: str, tell: Tell) -> Table:
    def start(task: Task) -> str:
        return _shown(stands.planned(task.id).start, stands.state)

    return _table(stands, tasks, (how, tell), ("Planned start", start))


def _table(
    stands: Standing,
    tasks: Sequence[Task],
    how: tuple[str, Tell],
    when: tuple[str, Callable[[Task], str]],
) -> Table:
    rows = table("Task", how[0], when[0], "Late", "Title and owner")
    for task in tasks[:_MOST_ROWS]:
        late = _late(stands, task)
        rows.add_row(
            task.id,
            how[1](stands, task),
            when[1](task),
            late,
            f"{_title(stands, task)}\n{_owner(stands, task)}",
            style="yellow" if late else None,
        )
    if len(tasks) > _MOST_ROWS:
        rows.add_row("", "", "", "", f"and {len(tasks) - _MOST_ROWS} more")
    return rows


def _late(stands: Standing, task: Task) -> str:
    """Behind the plan; of a running task that is not, how late it began."""
    if (late := stands.late(task.id)) >= WORTH_TELLING:
        return f"late {minutes_text(late)}"
    began = stands.began_late(task.id)
    return f"began late {minutes_text(began)}" if began >= WORTH_TELLING else ""


def _title(stands: Standing, task: Task) -> str:
    """The title, why it is held, failed or blocked, and how many parties have confirmed."""
    record = stands.state.task(task.id)
    why = record.held or (record.attempts[-1].reason if record.progress == "failed" else "")
    title = f"{task.title}: {why}" if why else task.title
    if record.out_of_sequence is not None:
        title += f" (OUT OF SEQUENCE: {record.out_of_sequence})"
    for block in record.blocks:
        copy = f", for {party_name(stands.state.runbook, block.party)}" if block.party else ""
        title += f" (BLOCKED{copy}: {block.reason})"
    if not task.for_each:
        return title
    members = copies_of(stands.state, task.id)
    return f"{title} ({len(record.confirmations)} of {len(members)} confirmed)"


def _owner(stands: Standing, task: Task) -> str:
    """Who owns it now, and instead of whom."""
    book, owner = stands.state.runbook, stands.state.owner(task.id)
    instead = f" (instead of {party_name(book, task.party)})" if owner != task.party else ""
    return f"{party_name(book, owner)}{instead}"


def _how_held(stands: Standing, task: Task) -> str:
    """By itself, or with the branch behind another task."""
    behind = stands.state.task(task.id).held_for
    return f"HELD for {behind}" if behind and behind != task.id else "HELD"


def _behind_branches(stands: Standing) -> Iterator[Text]:
    """How much waits behind the tasks at which a branch is held."""
    state = stands.state
    branches: dict[str, list[str]] = {}
    for task in stands.those("held"):
        if (branch := state.task(task.id).held_for) is not None:
            branches.setdefault(branch, []).append(task.id)
    for branch, frontier in branches.items():
        left = [t for t in behind(state, tuple(frontier)) if not state.task(t).settled]
        count = len([t for t in left if t not in state.given_up and t not in frontier])
        if count:
            yield Text(
                f"Branch of {branch}: {', '.join(frontier)}, and {count} "
                f"{'task' if count == 1 else 'tasks'} behind it."
            )


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


def amiss_rows(stands: Standing) -> Iterator[RenderableType]:
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


def _shown(instant: datetime | None, state: RunState) -> str:
    return local_short(instant, state.runbook.timezone) if instant else ""
