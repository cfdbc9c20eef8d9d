"""Who has a say at a gate now: its decider or members, its advisers, and who stands in for them.

A party that left a run is replaced by another, or left out; its place in the runbook stays as it
was written.
"""

from __future__ import annotations

from collections.abc import Iterable

from rehearsals.core import commands as c
from rehearsals.core.presence import standing_in
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from runbooks.gates import Gate


def deciders(state: RunState, gate: Gate) -> tuple[str, ...]:
    """The parties whose word decides a gate: its decider, or its members; those still there."""
    if gate.rule == "decider":
        return _in_place(state, (gate.decider,) if gate.decider else ())
    return _in_place(state, state.runbook.members_of(gate.members))


def advisers(state: RunState, gate: Gate) -> tuple[str, ...]:
    """The parties that recommend before a gate is decided; those still there."""
    return _in_place(state, state.runbook.members_of(gate.advised_by))


def needed_of(gate: Gate, members: tuple[str, ...]) -> int:
    """How many of the members of a gate of many must say go."""
    return len(members) if gate.rule == "all_of" else gate.quorum or len(members)


def voted(state: RunState, gate: Gate, word: str) -> tuple[str, ...]:
    """The members of a gate of many, of those still there, whose newest vote is this."""
    votes = state.gate(gate.id).votes
    return tuple(m for m in deciders(state, gate) if m in votes and votes[m].vote == word)


def not_the_decider(state: RunState, gate: Gate, party: str, allowed: tuple[str, ...]) -> c.Refusal:
    """The refusal of a word at a gate that is not the speaker's."""
    if not allowed:
        gone = gate.decider or ", ".join(gate.members)
        return refuse(
            "decider-left",
            f"Nobody can decide {gate.id}: {gone} has left the run, and nobody stands in.",
            f"Say who replaces it: `callboard leave {state.run} {gate.decider or 'PARTY'} "
            "--replaced-by ... --reason ...`; its place at the gate goes with it.",
        )
    return refuse(
        "not-the-decider",
        f"{party} does not decide {gate.id}; {', '.join(allowed)} does.",
        f"Say whose decision it is with --by {allowed[0]}.",
    )


def _in_place(state: RunState, parties: Iterable[str]) -> tuple[str, ...]:
    now = (standing_in(state, party) for party in parties)
    return tuple(dict.fromkeys(party for party in now if party is not None))
