"""Whose a decision at a gate is when nobody was named, and whether a no-go of many is meant."""

from __future__ import annotations

from console import here
from console.acting import Acting
from console.caller import caller_of
from rehearsals.core.gates.speakers import deciders
from rehearsals.core.state import RunState
from rehearsals.journal.port import Journal
from runbooks.errors import CallboardError
from runbooks.gates import Gate


def sole_decider(
    journal: Journal, state: RunState, gate: Gate | None, acting: Acting | None
) -> tuple[str, ...]:
    """The one party that decides a gate, if whoever acts speaks for it, or nobody is registered.

    Raises CallboardError, which names it, for anybody else, and where several decide.
    """
    allowed = deciders(state, gate) if gate else ()
    whose = "A decision says whose it is."
    if gate is None or len(allowed) != 1:
        raise CallboardError(whose, hint="Give --by PARTY.")
    caller = caller_of(journal, acting or Acting())
    register, now = caller.register, here.now()
    if register.is_empty or register.may_speak_for(caller.actor, allowed[0], "decider", now):
        return allowed
    name = state.runbook.parties[allowed[0]].name
    raise CallboardError(
        f"{whose} {gate.id} is decided by {name}, for which you do not speak.",
        hint=f"Where you enter its word, give --by {allowed[0]}.",
    )


def confirm_no_go(state: RunState, gate: Gate | None) -> None:
    """Ask whether a no-go at a gate of many is meant; raises CallboardError if it is not."""
    if gate is None or gate.rule == "decider":
        return
    votes = len(state.gate(gate.id).votes)
    question = f"{gate.id} {gate.title}: a no-go that decides it clears all votes ({votes} so far)."
    meant = here.confirm(f"{question} Is it meant?")
    if meant is None:
        raise CallboardError(question, hint="If it is meant, say so with --yes.")
    if not meant:
        raise CallboardError("Nothing was said.", hint="The votes stand as they were.")
