"""`runs` and `show`: which runs there are, and how one stands."""

from __future__ import annotations

from typing import Any

from console import here
from console.announced import announced_in
from console.board import board
from console.driving import driven_by
from console.following import follow as keep_showing
from console.foreseeing import foreseen_of
from console.notice_needs import notice_needs
from console.notice_seen import notices_seen
from console.opening import opened_desk, opened_run
from console.output import emit, emit_json, emit_rich, table, talk, wrapped
from console.standing import standing
from console.standing_data import standing_data
from console.standing_outlook import outlook_data
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.names import run_stream
from runbooks.clocktime import local, rfc3339
from runbooks.errors import CallboardError, JournalError

_ALARM = "bold red"


def runs(*, json: bool = False) -> int:
    """List the runs, in the order in which they were opened.

    Exit code 1 if the journal of one was altered; the others are listed all the same.

    Args:
        json: Print them as JSON.
    """
    with opened_desk() as desk:
        found = [(name, _state(desk, name)) for name in desk.runs()]
    altered = [(name, state) for name, state in found if isinstance(state, JournalError)]
    if json:
        emit_json([_data(name, state) for name, state in found])
    elif not found:
        emit(f"No run has been opened in {here.settings().home} yet.")
    else:
        rows = table("Run", "Mode", "Status", "Opened", "Settled", "Runbook")
        for name, state in found:
            rows.add_row(*_row(name, state), style=_ALARM if (name, state) in altered else None)
        emit_rich(rows)
    for name, error in altered:
        talk(wrapped(f"Run {name}: {error}"))
    return 1 if altered else 0


def show(run: str = "latest", /, *, json: bool = False, follow: bool = False) -> None:
    """Show how a run stands: what needs somebody, is ready, running or late, and the next gate.

    And what is to be expected: whether it makes the window, until when turning back is safe.

    Args:
        run: The run; by default the latest.
        json: Print everything about it as JSON.
        follow: Keep showing it, and everything that changes within a second; Ctrl-C leaves.
    """
    if json and follow:
        raise CallboardError("--json shows the run once.", hint="Leave out --follow.")
    with opened_run(run) as (desk, name):
        if follow:
            keep_showing(desk, name)
            return
        state = desk.state(name)
        now = here.now_in(state)
        seen = notices_seen(desk.journal, state, now, here.now())
        announced = announced_in(seen.book)
        stands = standing(state, now, beside=notice_needs(seen), announced=announced)
        head = desk.journal.head(run_stream(name))
        engine = driven_by(desk, state)
    foreseen = foreseen_of(stands)
    if json:
        emit_json(standing_data(stands, head) | {"outlook": outlook_data(stands, foreseen)})
    else:
        emit_rich(*board(stands, engine, foreseen))


def _state(desk: Desk, name: str) -> RunState | JournalError:
    """A run; or why it cannot be read back, which must not hide the others."""
    try:
        return desk.state(name)
    except JournalError as error:
        return error


def _row(name: str, state: RunState | JournalError) -> tuple[str, ...]:
    if isinstance(state, JournalError):
        return name, "", "ALTERED"
    return (
        name,
        state.mode,
        state.status.replace("_", " "),
        local(state.opened_at, state.runbook.timezone),
        f"{state.settled_count} of {len(state.index.tasks)}",
        f"{state.runbook.runbook} {state.runbook.title}",
    )


def _data(name: str, state: RunState | JournalError) -> dict[str, Any]:
    if isinstance(state, JournalError):
        return {"run": name, "status": "altered", "problem": str(state)}
    return {
        "run": state.run,
        "mode": state.mode,
        "status": state.status,
        "runbook": state.runbook.runbook,
        "title": state.runbook.title,
        "opened_at": rfc3339(state.opened_at),
        "closed_at": rfc3339(state.closed_at) if state.closed_at else None,
        "settled": state.settled_count,
        "tasks": len(state.index.tasks),
    }
