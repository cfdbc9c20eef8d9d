"""`cutover`: open the real cutover of a runbook, and run it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from cyclopts import Parameter

from console import here
from console.acting import Acting
from console.opening import opened_desk
from console.opening_runs import open_run_of
from console.output import emit, talk, wrapped
from console.planning import Wanted
from console.playing import Executor, play_out
from rehearsals.core.words import Communications
from runbooks.errors import CallboardError


def cutover(
    runbook: str,
    /,
    *,
    run: str | None = None,
    anchor: dt.date | None = None,
    from_gate: Annotated[str | None, Parameter(name="--from")] = None,
    to_gate: Annotated[str | None, Parameter(name="--to")] = None,
    follows: str | None = None,
    communications: Communications | None = None,
    executor: Executor = "prefect",
    open_only: bool = False,
    yes: bool = False,
    verbose: bool = False,
    acting: Acting | None = None,
) -> int:
    """Open the real cutover of a runbook and run it; for anything else there is rehearse.

    A live run takes people who are known, and a cutover manager to open it. A frozen plan is run as
    it was frozen, or as a change was approved. A runbook that follows another needs the live run
    whose gate lets it begin. The name of the run is asked for, to be sure.

    Args:
        runbook: A YAML file, or a name from the library such as m10.
        run: A name for the run; by default the runbook's, in capitals.
        anchor: The day of the run (2026-03-01): all times move there by whole days.
        from_gate: Begin with the meeting of this gate.
        to_gate: End with the meeting of this gate.
        follows: The live run of the runbook before it.
        communications: Whether notices leave for the outside: off, test (to test routes alone, the
            usual of a rehearsal) or on (the usual).
        executor: What carries automated tasks: prefect, or threads of this process.
        open_only: Open the run without starting its engine.
        yes: Ask nothing.
        verbose: Print every event.
        acting: Who acts.
    """
    wanted = Wanted(
        runbook=runbook,
        date=anchor,
        from_gate=from_gate,
        to_gate=to_gate,
        follows=follows,
        live=True,
        communications=communications,
    )
    with opened_desk(create=True) as desk:
        state, lines = open_run_of(
            desk, wanted, run, acting or Acting(), sure=None if yes else _be_sure
        )
    emit(*(wrapped(line) for line in lines))
    if open_only:
        emit(f"Start its engine with `callboard resume {state.run}`.")
        return 0
    talk(f"People act from another terminal; see `callboard ready {state.run}`. Ctrl-C stops.")
    return play_out(state.run, executor, verbose=verbose, skip=1)


def _be_sure(run: str, what: str) -> None:
    """Have the run's name typed; raises CallboardError if it is not."""
    talk(f"{what} This is the real cutover: messages go out, and everything is for real.")
    talk(f"Type {run} to open it:")
    if here.read_line().strip() != run:
        raise CallboardError(
            f"Run {run} is not opened: its name was not typed.",
            hint="Type it when asked, or give --yes.",
        )
