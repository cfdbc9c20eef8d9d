"""`checks`: the automatic checks of a run's gates, made now."""

from __future__ import annotations

from console.acting import Acting, gate_id
from console.caller import caller_of
from console.checking import checker, words
from console.opening import opened_run
from console.output import emit, emit_json, wrapped
from rehearsals.core.state import RunState
from runbooks.errors import CallboardError


def checks(
    run: str = "latest",
    gate: str | None = None,
    /,
    *,
    json: bool = False,
    acting: Acting | None = None,
) -> int:
    """Make the automatic checks of a gate, or of all that are not passed, and record what is news.

    Exit code 1 if a check found that its criterion is not met; in a live run also if it had nothing
    to look at in the run's scope, where evidence is to be shown instead.

    Args:
        run: The run; by default the latest.
        gate: The gate, such as G8.
        json: Print what was found as JSON.
        acting: Who acts.
    """
    with opened_run(run) as (desk, name):
        state = desk.state(name)
        gates = None if gate is None else (_checked_gate(state, gate),)
        actor = caller_of(desk.journal, acting or Acting()).actor
        made = checker(desk, actor).recheck(name, gates=gates)
    if json:
        emit_json(
            [
                {
                    "gate": each.gate,
                    "criterion": each.criterion,
                    "met": each.found.met,
                    "looked_at": each.found.looked,
                    "value": each.found.value,
                    "digest": each.found.digest,
                    "recorded": each.recorded,
                    "refused": each.refused or None,
                }
                for each in made
            ]
        )
    elif not made:
        emit(f"Run {name} has no gate left to pass whose criteria are checked by a machine.")
    for each in () if json else made:
        emit(wrapped(words(each)))
        if each.refused:
            emit(wrapped(f"  Not recorded: {each.refused}"))
    excused = state.mode != "live"
    return 0 if all(each.found.met or (excused and not each.found.looked) for each in made) else 1


def _checked_gate(state: RunState, word: str) -> str:
    """The id of a gate of the run with checks; raises CallboardError."""
    name = gate_id(state, word)
    gate = state.runbook.gate_by_id.get(name)
    if gate is None:
        raise CallboardError(
            f"Run {state.run} has no gate {word}.", hint=f"See `callboard show {state.run}`."
        )
    if gate.meeting not in state.index.tasks:
        raise CallboardError(
            f"Gate {name} is not in the scope of run {state.run}.",
            hint="Choose a gate between the run's first and last.",
        )
    if not any(criterion.check for criterion in gate.criteria):
        raise CallboardError(
            f"No criterion of gate {name} is checked by a machine.",
            hint=f"Bring evidence: `callboard evidence {state.run} {name} ...`.",
        )
    return name
