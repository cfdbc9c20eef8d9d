"""Simulated people beside real ones: whose they are, and what they may do. Pure.

Which parties of a rehearsal are simulated stands in its journal, by the opening or by whoever runs
it; so it holds for every process, and a person who takes a party over needs nobody else's leave.
"""

from __future__ import annotations

from rehearsals.core.commands import AnyCommand, Refusal
from rehearsals.core.refusals import refuse
from rehearsals.core.state import RunState
from rehearsals.participants.crew import Cast
from rehearsals.participants.intents import SIMULATED, party_of
from rehearsals.people.rights import RIGHTS


def simulated_parties(state: RunState) -> Cast:
    """The parties whose people are simulated in a rehearsal; in any other run nobody is."""
    if state.mode != "rehearsal":
        return Cast(parties=frozenset())
    return Cast(
        parties=frozenset(party for party, how in state.attendance.items() if how == SIMULATED)
    )


def permit_simulated(state: RunState, command: AnyCommand) -> Refusal | None:
    """Why a simulated person may not give a command; None if they may.

    They speak for their own party alone, through their own channel, and only what may be simulated.
    """
    right, cast = RIGHTS.get(type(command)), simulated_parties(state)
    if right is None or not right.simulated or command.channel != "simulation":
        return _refused(state, "That is not for simulated people to do.")
    claim = right.claim(state, command)
    if isinstance(claim, Refusal):
        return claim
    concerned = {group[0] for group in claim.parties}
    if not concerned or not concerned <= cast.parties:
        return _refused(state, f"Not simulated: {', '.join(sorted(concerned - cast.parties))}.")
    if command.on_behalf_of is not None or concerned != {party_of(command.actor)}:
        return _refused(state, f"{command.actor} speaks for their own party alone.")
    return None


def _refused(state: RunState, why: str) -> Refusal:
    return refuse(
        "not-simulated",
        why,
        f"Which parties are simulated stands in the journal of {state.run}; "
        "in a live run nobody is.",
    )
