"""The meeting of a gate: whether it sits, who runs it, and whether the visitor may begin it."""

from __future__ import annotations

from dataclasses import dataclass

from console.naming import party_name
from console.web.views.gate_may import Trying
from console.web.views.moments import Shown, shown
from rehearsals.core import commands as c
from rehearsals.core.gates.checking import sat_down
from rehearsals.core.night.roll_calls import of_gate
from rehearsals.core.readiness import open_predecessors
from rehearsals.core.tasks.starting import barred
from runbooks.gates import Gate

#: Open predecessors that are named.
_MOST_NAMED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """The meeting of a gate."""

    task: str
    title: str
    owner: str
    #: `waiting`, `ready`, `running`, `done`, ...
    state: str
    sits: bool
    began: Shown | None
    #: Why it may not begin yet: what is open before it, or what holds it.
    waits_for: str
    may_start: bool
    #: The parties of a roll-call for it, numbered as forms send them; empty if it is not the
    #: visitor's to call.
    roll: tuple[tuple[str, str], ...]


def meeting(trying: Trying, gate: Gate) -> Meeting:
    """The meeting of a gate as it stands."""
    look = trying.look
    state, task = look.state, look.state.index.tasks[gate.meeting]
    stands = look.standing.states.get(task.id, "given_up")
    asked = of_gate(state, gate)
    may_call = stands in ("waiting", "ready", "running") and trying.may(
        c.CallRoll, title="trial", parties=asked
    )
    return Meeting(
        task=task.id,
        title=task.title,
        owner=party_name(state.runbook, state.owner(task.id)),
        state=stands.replace("_", " "),
        sits=stands == "running",
        began=shown(sat_down(state, gate), state.runbook.timezone),
        waits_for=_waits_for(trying, gate, stands),
        may_start=stands == "ready"
        and barred(state, task.id) is None
        and trying.may(c.StartTask, task=task.id),
        roll=tuple((f"parties.{n}", party) for n, party in enumerate(asked)) if may_call else (),
    )


def _waits_for(trying: Trying, gate: Gate, stands: str) -> str:
    state = trying.look.state
    if stands not in ("waiting", "ready", "held"):
        return ""
    if refusal := barred(state, gate.meeting):
        return refusal.message
    missing = open_predecessors(state, gate.meeting)
    if missing:
        named = ", ".join(f"{t} {state.index.tasks[t].title}" for t in missing[:_MOST_NAMED])
        more = len(missing) - _MOST_NAMED
        return f"It waits for {named}{f' and {more} more' if more > 0 else ''}."
    not_before = state.index.not_before.get(gate.meeting)
    if stands == "waiting" and not_before:
        moment = shown(not_before, state.runbook.timezone)
        return f"It does not begin before {moment.text}." if moment else ""
    return ""
