"""Taking back a no-go that decided a gate of many and was a mistake, before anybody votes again."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core import events as e
from rehearsals.core.gates.speakers import deciders, not_the_decider
from rehearsals.core.refusals import check_reason, refuse
from rehearsals.core.state import RunState
from runbooks.gates import Gate

Answer = tuple[e.Event, ...] | c.Refusal


def undo_vote(state: RunState, gate: Gate, command: c.UndoVote) -> Answer:
    """The event that gives back the votes and the advice that the no-go swept away."""
    if refusal := check_reason(f"Taking back a vote at {gate.id}", command.reason):
        return refusal
    cleared = state.gate(gate.id).cleared
    if cleared is None or state.task(gate.meeting).progress != "running":
        return refuse(
            "nothing-to-take-back",
            f"No no-go has just decided gate {gate.id}, or somebody has voted, or a party has "
            "left, since it did.",
            f"Have the members vote: `callboard gate {state.run} {gate.id} go --by ... "
            "--reason ...`; a vote that decided nothing is replaced by another.",
        )
    if command.member not in deciders(state, gate):
        return not_the_decider(state, gate, command.member, deciders(state, gate))
    against = [who for who, vote in cleared.votes.items() if vote.vote == "no_go"]
    if command.member not in against:
        return refuse(
            "not-their-no-go",
            f"{command.member} did not say no-go at {gate.id}; {', '.join(against)} did.",
            f"Take back theirs with --by {against[0]}." if against else "See the gate.",
        )
    return (e.VoteTakenBack(gate=gate.id, member=command.member, reason=command.reason.strip()),)
