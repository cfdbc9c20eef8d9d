"""`stop`, `go-on`, `communications`: what holds for the whole night at once."""

from __future__ import annotations

from typing import Literal

from console.acting import Acting, act
from console.opening import opened_run
from console.output import emit
from rehearsals.core import commands as c
from runbooks.errors import CallboardError

_MEANS = {
    "off": "OFF: nothing leaves",
    "test": "TEST: what leaves goes to test routes alone, and is marked",
    "on": "ON: what leaves goes to everybody who subscribed; a rehearsal's is marked",
}


def stop(run: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Stop all new starts, of people and of the engine; what runs goes on.

    Tasks of the way back still start. Everything else waits for `callboard go-on`.

    Args:
        run: The run.
        reason: Why everybody waits.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.StopStarts(reason=reason, **by), acting)


def go_on(run: str, /, *, reason: str, acting: Acting | None = None) -> None:
    """Allow new starts again after `callboard stop`.

    Args:
        run: The run.
        reason: Why it may go on.
        acting: Who acts.
    """
    act(run, lambda _state, by: c.AllowStarts(reason=reason, **by), acting)


def communications(
    run: str,
    mode: Literal["off", "test", "on"] | None = None,
    /,
    *,
    reason: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Say what becomes of messages to the outside: off, test or on; without a mode, how it is now.

    Args:
        run: The run.
        mode: Nothing leaves; what leaves goes to test routes alone; or to everybody.
        reason: Why it changes.
        acting: Who acts.
    """
    if mode is None:
        if reason is not None:
            raise CallboardError("A reason is for a change.", hint="Say off, test or on.")
        with opened_run(run) as (desk, name):
            now = desk.state(name).communications
        emit(f"Communications of run {name} are {_MEANS[now]}.")
        return
    act(run, lambda _s, by: c.SetCommunications(mode=mode, reason=reason or "", **by), acting)
