"""`rehearse` and `resume`: open a rehearsal and play it, or go on with any run."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from cyclopts import Parameter

from console.acting import Acting
from console.caller import opener_of
from console.errors import FAILED
from console.opening import opened_desk, opened_run
from console.opening_runs import open_run_of
from console.output import emit, talk, wrapped
from console.planning import Wanted
from console.playing import Executor, plain, play_out
from rehearsals.core.words import ENDED_WELL, Communications
from runbooks.errors import CallboardError


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
    turn_back: Annotated[str | None, Parameter(name="--turn-back")] = None,
    follows: str | None = None,
    scale: float | None = None,
    communications: Communications | None = None,
    executor: Executor = "prefect",
    open_only: bool = False,
    verbose: bool = False,
    acting: Acting | None = None,
) -> int:
    """Open a run of a runbook and play it to its end; Ctrl-C stops, resume goes on.

    Simulated, people are played too, and time leaps: the same seed and run give the same journal.
    Otherwise people act with the other commands, from another terminal. For the real thing there
    is `callboard cutover`.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        simulate: Play the people as well, on a virtual clock.
        seed: What the simulated people draw their luck from; 1 if it is left out.
        run: A name for the run; by default DR1, DR2, ...
        anchor: The day of the run (2026-03-01): all times move there by whole days.
        from_gate: Begin with the meeting of this gate.
        to_gate: End with the meeting of this gate.
        turn_back: Rehearse the way back: at this gate simulated people say no-go and turn back.
        follows: The run of the runbook before it, whose open items and lessons come along.
        scale: How many minutes of the run pass in a real one, from where the plan begins.
        communications: Whether notices leave for the outside: off, test (to test routes alone, the
            usual of a rehearsal) or on; of a simulation none does.
        executor: What carries automated tasks: prefect, or threads of this process.
        open_only: Open the run without playing it.
        verbose: Print every event.
        acting: Who acts.
    """
    if seed is not None and not simulate:
        raise CallboardError("--seed is for a simulation.", hint="Add --simulate, or leave it out.")
    if scale is not None and simulate:
        raise CallboardError("In a simulation time leaps.", hint="Leave out --scale.")
    wanted = Wanted(
        runbook=runbook,
        seed=(1 if seed is None else seed) if simulate else None,
        date=anchor,
        from_gate=from_gate,
        to_gate=to_gate,
        turn_back_at=turn_back,
        follows=follows,
        factor=scale,
        communications=communications,
    )
    with opened_desk(create=True) as desk:
        state, lines = open_run_of(desk, wanted, run, acting or Acting())
    emit(*(wrapped(line) for line in lines))
    if open_only:
        engine = f"`callboard resume {state.run}`"
        emit(f"See `callboard ready {state.run}`; start the engine with {engine}.")
        return 0
    if not simulate:
        talk(f"People act from another terminal; see `callboard ready {state.run}`. Ctrl-C stops.")
    return play_out(state.run, executor, verbose=verbose, skip=1)


def resume(
    run: str,
    /,
    *,
    executor: Executor = "prefect",
    verbose: bool = False,
    acting: Acting | None = None,
) -> int:
    """Go on with a run whose engine has stopped, or never began.

    Args:
        run: The run.
        executor: What carries automated tasks: prefect, or threads of this process.
        verbose: Print every event.
        acting: Who acts.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        if state.status == "open":
            opener_of(desk.journal, acting or Acting(), state.mode)
    if state.status != "open":
        emit(f"Run {name} is {plain(state.status)}; there is nothing to go on with.")
        return 0 if state.status in ENDED_WELL else FAILED
    return play_out(name, executor, verbose=verbose, skip=state.seq)
