"""Why a run cannot be turned back: too late, from elsewhere, by somebody else, or for no reason.

Each refusal says what can be done instead.
"""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.gates.countersigning import check_spoken
from rehearsals.core.plan.turning_rules import (
    authorities,
    is_at,
    passed_no_return,
    turned_back_whole,
    ways_from_here,
)
from rehearsals.core.refusals import check_reason, refuse, unknown
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.clocktime import local
from runbooks.gates import Gate
from runbooks.ways_back import WAY_BACK_NAMES


def check_turning(state: RunState, command: c.TurnBack) -> c.Refusal | None:
    """Everything that speaks against the decision, besides what it would come to."""
    gate = state.runbook.gate_by_id.get(command.gate)
    if refusal := check_possible(state, command.kind):
        return refusal
    if gate is None:
        return unknown(state, "gate", command.gate, list(state.runbook.gate_by_id))
    return (
        _check_gate(state, command.kind, gate)
        or _check_authority(state, command, gate)
        or check_reason("Turning back", command.reason)
        or check_spoken(gate, command)
        or check_systems(state, command.kind, command.systems)
    )


def check_possible(state: RunState, kind: WayBackKind) -> c.Refusal | None:
    """There is such a way back, it was not taken yet, and the point of no return is ahead."""
    if not state.runbook.way_back(kind).tasks:
        return refuse(
            "no-way-back",
            f"Runbook {state.runbook.runbook} has no {WAY_BACK_NAMES[kind]} leg.",
            _possible(state),
        )
    if turned_back_whole(state):
        back = next(each for each in state.turned_back if not each.what.systems)
        return refuse(
            "already-turned-back",
            f"Run {state.run} was turned back at {local(back.at, state.runbook.timezone)}, from "
            f"{back.what.gate}.",
            f"Go on with the way back: `callboard ready {state.run}`.",
        )
    return check_no_return(state)


def check_no_return(state: RunState) -> c.Refusal | None:
    """Nothing irreversible has begun yet."""
    passed = passed_no_return(state)
    if passed is None:
        return None
    task, moment = passed
    book = state.runbook
    approver = book.rollback.authority or book.stand_down.authority
    who = book.parties[approver].name if approver in book.parties else "the authority"
    return refuse(
        "past-no-return",
        f"The point of no return is passed: {task}, which is irreversible, began at "
        f"{local(moment, book.timezone)}.",
        "Fix forward; or propose what takes it back as an amendment that "
        f"{who} approves: `callboard amend {state.run} ... --reversal`.",
    )


def check_systems(state: RunState, kind: WayBackKind, systems: tuple[str, ...]) -> c.Refusal | None:
    """The systems named are known, worked on, and not all turned back already."""
    tasks = (*state.index.tasks.values(), *state.runbook.way_back(kind).tasks)
    worked_on = {system for task in tasks for system in task.works_on}
    known = ", ".join(system for system in state.runbook.systems if system in worked_on) or "none"
    for system in systems:
        if system not in state.runbook.systems:
            return unknown(state, "system", system, list(state.runbook.systems))
        if system not in worked_on:
            return refuse(
                "not-worked-on",
                f"Nothing in run {state.run} works on {system}.",
                f"Those worked on are {known}.",
            )
    before = {system for each in state.turned_back for system in each.what.systems}
    if systems and before.issuperset(systems):
        return refuse(
            "already-turned-back",
            f"{', '.join(dict.fromkeys(systems))} was turned back already.",
            "Name other systems, or none to turn back the whole.",
        )
    return None


def _check_gate(state: RunState, kind: WayBackKind, gate: Gate) -> c.Refusal | None:
    name = WAY_BACK_NAMES[kind]
    if gate.meeting not in state.index.tasks:
        return refuse(
            "out-of-scope",
            f"Gate {gate.id} is not in the scope of run {state.run}.",
            _possible(state),
        )
    if gate.id not in state.runbook.way_back(kind).gates:
        return refuse(
            "gate-does-not-allow",
            f"A {name} is not decided from {gate.id}.",
            _possible(state),
        )
    if not is_at(state, gate):
        return refuse(
            "not-at-gate",
            f"Run {state.run} does not stand at {gate.id}: its meeting {gate.meeting} has not "
            "begun, or that of a later gate has.",
            _possible(state),
        )
    return None


def _check_authority(state: RunState, command: c.TurnBack, gate: Gate) -> c.Refusal | None:
    allowed = authorities(state, command.kind, gate)
    if command.decided_by in allowed:
        return None
    if not allowed:
        return refuse(
            "decider-left",
            "Who decides to turn back has left the run, and nobody stands in.",
            "Say who replaces the party; the decision goes with it.",
        )
    return refuse(
        "not-the-decider",
        f"{command.decided_by} does not decide a {WAY_BACK_NAMES[command.kind]} from {gate.id}; "
        f"{', '.join(allowed)} does.",
        f"Say whose decision it is with --by {allowed[0]}; anybody may recommend it: "
        f"`callboard recommend-back {state.run} {command_word(command.kind)} --reason ...`.",
    )


def _possible(state: RunState) -> str:
    """The ways back that can be taken as the run stands, as commands."""
    ways = [
        f"`callboard turn-back {state.run} {command_word(kind)} --gate {gate.id}`"
        for kind, gate in ways_from_here(state)
    ]
    if ways:
        return f"From here: {' or '.join(ways)}."
    return f"Nothing can be turned back from here now; see `callboard ways-back {state.run}`."


def command_word(kind: WayBackKind) -> str:
    """How a way back is named on the command line."""
    return WAY_BACK_NAMES[kind]
