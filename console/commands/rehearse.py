"""`rehearse` and `resume`: open a run, play it, and say where its report lies."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from cyclopts import Parameter

from console import here
from console.acting import Acting
from console.errors import FAILED, INTERRUPTED
from console.night import telling
from console.opening import opened_desk, opened_run
from console.output import emit, talk, wrapped
from console.planning import Wanted, opening_of
from console.reporting import write_report
from rehearsals.core.opening import open_run
from rehearsals.core.state import RunState
from rehearsals.names import run_stream
from runbooks.clocktime import local
from runbooks.errors import CallboardError

#: Columns before the words of a line of the night: its time.
_INDENT = 13
Executor = Literal["prefect", "local"]


def rehearse(
    runbook: str,
    /,
    *,
    simulate: bool = False,
    seed: int | None = None,
    run: str | None = None,
    anchor: dt.date | None = None,
    from_gate: Annotated[str | None, Parameter(name="--from")] = None,
    to_gate: Annotated[str | None, Parameter(name="--to")] = None,
    executor: Executor = "prefect",
    open_only: bool = False,
    verbose: bool = False,
    acting: Acting | None = None,
) -> int:
    """Open a run of a runbook and play it to its end; Ctrl-C stops, resume goes on.

    Simulated, people are played too, and time leaps: the same seed and run give the same journal.
    Otherwise people act with the other commands, from another terminal.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        simulate: Play the people as well, on a virtual clock.
        seed: What the simulated people draw their luck from; 1 if it is left out.
        run: A name for the run; by default DR1, DR2, ...
        anchor: The day of the run (2026-03-01): all times move there by whole days.
        from_gate: Begin with the meeting of this gate.
        to_gate: End with the meeting of this gate.
        executor: What carries automated tasks: prefect, or threads of this process.
        open_only: Open the run without playing it.
        verbose: Print every event.
        acting: Who acts.
    """
    if seed is not None and not simulate:
        raise CallboardError("--seed is for a simulation.", hint="Add --simulate, or leave it out.")
    who = acting or Acting()
    wanted = Wanted(
        runbook=runbook,
        seed=(1 if seed is None else seed) if simulate else None,
        date=anchor,
        from_gate=from_gate,
        to_gate=to_gate,
    )
    planned = opening_of(wanted, here.now())
    actor = who.as_ or ("simulation" if simulate else who.actor)
    with opened_desk(create=True) as desk:
        name = desk.next_run_id() if run is None else run
        opening = planned.opening(name)
        fact = open_run(opening, now=planned.opens_at, actor=actor, channel="cli")
        state = desk.open(fact, name)
    emit(*(wrapped(line) for line in planned.lines(state)))
    if open_only:
        emit(f"See `callboard ready {name}`; start the engine with `callboard resume {name}`.")
        return 0
    if not simulate:
        talk(f"People act from another terminal; see `callboard ready {name}`. Ctrl-C stops.")
    return _play(name, executor, verbose=verbose, skip=1)


def resume(run: str, /, *, executor: Executor = "prefect", verbose: bool = False) -> int:
    """Go on with a run whose engine has stopped, or never began.

    Args:
        run: The run.
        executor: What carries automated tasks: prefect, or threads of this process.
        verbose: Print every event.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    if state.status != "open":
        emit(f"Run {name} is {state.status}; there is nothing to go on with.")
        return 0 if state.status == "finished" else FAILED
    return _play(name, executor, verbose=verbose, skip=state.seq)


def _play(run: str, executor: Executor, *, verbose: bool, skip: int) -> int:
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
    return 0 if status == "finished" else FAILED


def _emit_wrapped(line: str) -> None:
    emit(wrapped(line, indent=_INDENT))


def _conclude(run: str) -> None:
    with opened_run(run) as (desk, name):
        head = desk.journal.head(run_stream(name))
        emit("", *_ending(desk.state(name)))
        emit(f"Journal: {head.seq} events, head {head.hash}")
        html, data = write_report(desk, name)
    emit(f"Report:  {html}", f"         {data}")


def _ending(state: RunState) -> tuple[str, str]:
    at = local(state.closed_at or state.opened_at, state.runbook.timezone)
    passed = sum(gate.passed for gate in state.gates.values())
    closed = sum(outage.closed_at is not None for outage in state.outages.values())
    tasks, gates, outages = len(state.index.tasks), len(state.index.meeting_of), len(state.outages)
    counts = (
        f"{state.settled_count} of {tasks} tasks settled, {passed} of {gates} gates passed, "
        f"{closed} of {outages} outages closed again."
    )
    return f"Run {state.run} {state.status} on {at}:", counts
