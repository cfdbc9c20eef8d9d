"""Shifts: a desk is handed over with what the next one must know, and taken once that is read."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.clocktime import local

Answer = tuple[e.Event, ...] | c.Refusal


def hand_over(state: RunState, command: c.HandOverShift) -> Answer:
    """The event of handing a desk over."""
    said = {"desk": command.desk, "successor": command.to, "text": command.text}
    if missing := [name for name, text in said.items() if not text.strip()]:
        return refuse(
            "handover-incomplete",
            f"The handover names no {' and no '.join(missing)}.",
            f"Write it as `callboard handover give {state.run} DESK TEXT --to NAME`.",
        )
    return (
        e.ShiftHandedOver(
            number=len(state.handovers) + 1,
            desk=command.desk.strip(),
            to=command.to.strip(),
            text=command.text.strip(),
        ),
    )


def take_shift(state: RunState, command: c.TakeShift) -> Answer:
    """The event of taking a desk that was handed over."""
    if not 1 <= command.number <= len(state.handovers):
        return refuse(
            "unknown-handover",
            f"Run {state.run} has no handover {command.number}.",
            f"See `callboard handover list {state.run}`.",
        )
    given = state.handovers[command.number - 1]
    if given.taken_at is not None:
        when = local(given.taken_at, state.runbook.timezone)
        return refuse(
            "already-taken",
            f"{given.taken_by} took {given.desk} at {when}.",
            f"Hand it over again: `callboard handover give {state.run} ...`.",
        )
    return (e.ShiftTaken(number=command.number),)
