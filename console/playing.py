"""Playing a run to its end: the night as it goes, and where its report lies."""

from __future__ import annotations

from typing import Literal

from console import here
from console.errors import FAILED, INTERRUPTED
from console.night_ending import notices_ending
from console.night_telling import telling
from console.opening import opened_run
from console.output import emit, talk, wrapped
from console.reporting import write_report
from rehearsals.core.state import RunState
from rehearsals.core.words import ENDED_WELL
from rehearsals.names import run_stream
from runbooks.clocktime import local

#: Columns before the words of a line of the night: its time.
_INDENT = 13
Executor = Literal["prefect", "local"]


def play_out(run: str, executor: Executor, *, verbose: bool, skip: int) -> int:
    """Play a run until it ends or Ctrl-C; the exit code. Events up to `skip` are not told."""
    from flows.supervisor import play  # noqa: PLC0415 - brings Prefect along

    try:
        with telling(run, _emit_wrapped, verbose=verbose, skip=skip):
            status = play(here.settings(), run, executor=executor, say=talk)
    except KeyboardInterrupt:
        status = "interrupted"
    if status == "interrupted":
        talk(f"Stopped; nothing is lost. Go on with `callboard resume {run}`.")
        return INTERRUPTED
    _conclude(run)
    return 0 if status in ENDED_WELL else FAILED


def _emit_wrapped(line: str) -> None:
    emit(wrapped(line, indent=_INDENT))


def _conclude(run: str) -> None:
    with opened_run(run) as (desk, name):
        head = desk.journal.head(run_stream(name))
        emit("", *_ending(desk.state(name)))
        emit(*(wrapped(line) for line in notices_ending(desk.journal, name, here.now())))
        emit(f"Journal: {head.seq} events, head {head.hash}")
        html, data = write_report(desk, name)
    emit(f"Report:  {html}", f"         {data}")


def _ending(state: RunState) -> tuple[str, str]:
    at = local(state.closed_at or state.opened_at, state.runbook.timezone)
    passed = sum(gate.passed for gate in state.gates.values())
    closed = sum(outage.closed_at is not None for outage in state.outages.values())
    tasks, gates, outages = len(state.index.tasks), len(state.index.meeting_of), len(state.outages)
    given_up = f"{len(state.given_up)} given up, " if state.given_up else ""
    counts = (
        f"{state.settled_count} of {tasks} tasks settled, {given_up}"
        f"{passed} of {gates} gates passed, {closed} of {outages} outages closed again."
    )
    return f"Run {state.run} {plain(state.status)} on {at}:", counts


def plain(status: str) -> str:
    """A status as people read it."""
    return status.replace("_", " ")
