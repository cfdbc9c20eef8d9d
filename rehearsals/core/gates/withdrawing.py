"""A go taken back, before anything behind its gate has begun."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.countersigning import check_spoken, spoken_by
from rehearsals.core.gates.speakers import deciders, not_the_decider
from rehearsals.core.letting_go import from_start, holds_start
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal


def withdraw(state: RunState, gate: Gate, command: c.WithdrawGo) -> Answer:
    """The go is taken back, and the meeting sits again."""
    if not state.gate(gate.id).passed:
        return refuse("no-go-to-withdraw", f"Gate {gate.id} has no go to withdraw.", "Leave it.")
    allowed = deciders(state, gate)
    refusal = check_reason(f"Withdrawing the go of {gate.id}", command.reason)
    if refusal is None and command.decided_by not in allowed:
        refusal = not_the_decider(state, gate, command.decided_by, allowed)
    refusal = refusal or check_spoken(gate, command) or _check_untouched(state, gate)
    if refusal is not None:
        return refusal
    return (
        e.GateWithdrawn(
            gate=gate.id,
            decided_by=command.decided_by,
            reason=command.reason.strip(),
            spoken=spoken_by(command),
            forum=command.forum,
        ),
    )


def edges_at_finish(state: RunState, task_id: str) -> tuple[str, ...]:
    """Outages that the finish of a task opens or closes."""
    place = (task_id, "finish")
    return (*state.index.opens.get(place, ()), *state.index.closes.get(place, ()))


def _check_untouched(state: RunState, gate: Gate) -> c.Refusal | None:
    touched = [
        task_id
        for task_id in state.index.behind[gate.meeting]
        for link in state.index.before[task_id]
        if link.task == gate.meeting and not from_start(link)
        if state.task(task_id).settled or (holds_start(link) and state.task(task_id).attempts)
    ]
    touched = list(dict.fromkeys(touched))
    if touched:
        return refuse(
            "successor-started",
            f"The go of {gate.id} cannot be withdrawn: {', '.join(touched)} began after it.",
            "Hold what has not started, and decide at the next gate.",
        )
    if moved := edges_at_finish(state, gate.meeting):
        return refuse(
            "outage-moved",
            f"The go of {gate.id} opened or closed outage {', '.join(moved)}.",
            "Decide at the next gate.",
        )
    return None
