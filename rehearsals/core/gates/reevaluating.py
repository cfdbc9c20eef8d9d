"""A party leaves a run or is replaced: what that means at each gate where it has a say."""

from __future__ import annotations

from dataclasses import replace

from rehearsals.core import events as e
from rehearsals.core.gates.speakers import advisers, deciders, voted
from rehearsals.core.night.state import PartyChange
from rehearsals.core.state import RunState
from runbooks.gates import Gate


def reevaluated(
    state: RunState, party: str, replaced_by: str | None
) -> tuple[e.GateReevaluated, ...]:
    """One event for every gate in scope at which the party decides, is a member, or advises.

    `state` is the run's before the party leaves, or before it is replaced some time after that.
    Nothing is decided by it: who is left may say go again. A go that rested on the word of the
    party must be looked at again.
    """
    change = PartyChange(replaced_by=replaced_by, at=state.last_at or state.opened_at, reason="")
    others = {key: value for key, value in state.left.items() if key != party}
    # A party that has left already may be replaced afterwards: its places are those it had.
    before, after = replace(state, left=others), replace(state, left={**others, party: change})
    return tuple(
        e.GateReevaluated(
            gate=gate.id,
            party=party,
            replaced_by=replaced_by,
            missing=_missing(after, gate),
            had_passed=_rests_on(state, gate, party),
        )
        for gate in state.index.meeting_of.values()
        if gate.meeting not in state.given_up
        and party in (*deciders(before, gate), *advisers(before, gate))
    )


def _missing(after: RunState, gate: Gate) -> tuple[str, ...]:
    """Who has not said go, of those who are left; the one decider, until the gate is passed."""
    if gate.rule == "decider":
        decisions = after.gate(gate.id).decisions
        said = decisions[-1].what.decided_by if after.gate(gate.id).passed else ""
        return tuple(party for party in deciders(after, gate) if party != said)
    go = voted(after, gate, "go")
    return tuple(party for party in deciders(after, gate) if party not in go)


def _rests_on(state: RunState, gate: Gate, party: str) -> bool:
    record = state.gate(gate.id)
    return record.passed and party in record.decisions[-1].what.decided_by.split(", ")
