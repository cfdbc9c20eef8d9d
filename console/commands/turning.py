"""`turn-back`, `recommend-back`, `ways-back`: turning a run back, and what it would come to."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from console import here
from console.acting import Acting, act, gate_id, known, party_id
from console.opening import opened_run
from console.output import emit_json, emit_rich
from console.standing import looked_at
from console.ways_back_data import ways_back_data
from console.ways_back_page import ways_back_page
from rehearsals.core import commands as c
from rehearsals.core.plan.turning_rules import gates_from_here
from rehearsals.core.refusals import unknown
from rehearsals.core.state import RunState
from rehearsals.core.words import WayBackKind
from runbooks.errors import CallboardError, Refused

_KINDS: dict[str, WayBackKind] = {"rollback": "rollback", "stand-down": "stand_down"}
_Systems = Annotated[tuple[str, ...], Parameter(name="--system", consume_multiple=True)]
_Kind = Literal["rollback", "stand-down"]


def turn_back(
    run: str,
    kind: _Kind,
    /,
    *,
    by: str,
    reason: str,
    gate: str | None = None,
    system: _Systems = (),
    forum: str | None = None,
    witness: str | None = None,
    acting: Acting | None = None,
) -> None:
    """Turn a run back: roll back what was changed, or stand down and reopen what was closed.

    What has not been done of the way forward is given up and what runs is stopped. The tasks of
    the way back that have something to undo, and those that always run, are then to be done.
    Nothing turns back once an irreversible task has begun. `callboard ways-back` shows beforehand
    what it would come to.

    Args:
        run: The run.
        kind: Restore what was changed, or reopen what was closed.
        by: The party whose decision it is.
        reason: Why; it stays in the journal.
        gate: The gate from which it is decided; by default the one where the run stands.
        system: Turn back only what works on these systems.
        forum: The body at which it was decided, if not the gate's own.
        witness: Who else heard it, where it was spoken and is entered with --on-behalf-of.
        acting: Who acts.
    """
    who = by

    def make(state: RunState, by: c.By) -> c.AnyCommand:
        return c.TurnBack(
            kind=_KINDS[kind],
            gate=gate_id(state, gate) if gate else _gate_here(state, _KINDS[kind]),
            decided_by=party_id(state, who),
            reason=reason,
            systems=_systems(state, system),
            forum=forum,
            witness=witness,
            **by,
        )

    act(run, make, acting)


def recommend_back(
    run: str,
    kind: _Kind,
    /,
    *,
    reason: str,
    system: _Systems = (),
    acting: Acting | None = None,
) -> None:
    """Ask those who may decide it to turn a run back, and stop all new starts until they have.

    `callboard go-on` takes the recommendation back.

    Args:
        run: The run.
        kind: Restore what was changed, or reopen what was closed.
        reason: Why it should be.
        system: Only what works on these systems.
        acting: Who acts.
    """
    act(
        run,
        lambda state, by: c.RecommendTurningBack(
            kind=_KINDS[kind], reason=reason, systems=_systems(state, system), **by
        ),
        acting,
    )


def ways_back(run: str, /, *, system: _Systems = (), json: bool = False) -> None:
    """Show how a run could be turned back now: what would be undone, how long, until when.

    Args:
        run: The run.
        system: Only what works on these systems.
        json: Print JSON, for programs.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
    now = looked_at(state, here.now_in(state))
    systems = _systems(state, system)
    for each in systems:
        if each not in state.runbook.systems:
            refusal = unknown(state, "system", each, list(state.runbook.systems))
            raise Refused(refusal.code, refusal.message, hint=refusal.hint)
    if json:
        emit_json({"run": state.run, "ways_back": ways_back_data(state, now, systems)})
    else:
        emit_rich(*ways_back_page(state, now, systems))


def _systems(state: RunState, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(known(word, list(state.runbook.systems)) for word in words)


def _gate_here(state: RunState, kind: WayBackKind) -> str:
    """The one gate from which it can be decided; raises CallboardError for several, or none ever.

    At none as the run stands it is the first of the way back: whether somebody may decide it at all
    is said before that it is not decided from here.
    """
    gates = [gate.id for gate in gates_from_here(state, kind)]
    ever = state.runbook.way_back(kind).gates
    if len(gates) == 1 or (not gates and ever):
        return gates[0] if gates else ever[0]
    raise CallboardError(
        f"It could be decided from {' or '.join(gates)}."
        if gates
        else f"Run {state.run} stands at no gate from which that is decided.",
        hint="Say from which with --gate."
        if gates
        else f"See what is possible with `callboard ways-back {state.run}`.",
    )
