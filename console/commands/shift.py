"""`handover`: hand a desk over with what the next one must know, and take one."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from console.acting import Acting, act
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from rehearsals.core import commands as c
from rehearsals.core.night.state import Handover
from runbooks.clocktime import local, rfc3339

app = App(name="handover", help="Hand a desk over at the end of a shift, and take one.")


@app.command
def give(run: str, desk: str, text: str, /, *, to: str, acting: Acting | None = None) -> None:
    """Hand a desk over, with what the next one must know.

    Args:
        run: The run.
        desk: What is handed over: a party's desk, or a role such as 'cutover manager'.
        text: What stands, what is open, and what comes next; in quotes.
        to: Who takes over.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.HandOverShift(desk=desk, to=to, text=text, **by), acting)


@app.command
def take(run: str, number: int, /, *, acting: Acting | None = None) -> None:
    """Say that you have read a handover and are at the desk.

    Args:
        run: The run.
        number: The handover's number, as `callboard handover list` shows it.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.TakeShift(number=number, **by), acting)


@app.command(name="list")
def list_(run: str = "latest", /, *, json: bool = False) -> None:
    """List the handovers of a run, the newest last, and whether each was taken.

    Args:
        run: The run; by default the latest.
        json: Print them as JSON.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if json:
        emit_json([_data(one) for one in state.handovers])
    elif not state.handovers:
        emit(f"No shift was handed over in run {name}.")
    else:
        for one in state.handovers:
            emit(*_lines(one, state.runbook.timezone))


def _lines(given: Handover, zone: str) -> list[str]:
    taken = "NOT TAKEN YET"
    if given.taken_at is not None:
        taken = f"taken {local(given.taken_at, zone)} by {given.taken_by}"
    name = f"Handover {given.number}: {given.desk}, from {given.by} to {given.to}"
    return [
        wrapped(f"{name}, {local(given.at, zone)}"),
        f"    {taken}",
        wrapped(f"    {given.text}", 4),
        "",
    ]


def _data(given: Handover) -> dict[str, Any]:
    return {
        "number": given.number,
        "desk": given.desk,
        "by": given.by,
        "to": given.to,
        "text": given.text,
        "at": rfc3339(given.at),
        "taken_at": rfc3339(given.taken_at) if given.taken_at else None,
        "taken_by": given.taken_by,
    }
