"""Whether somebody meets a claim: has one of the roles, for every party concerned."""

from __future__ import annotations

from datetime import datetime

from rehearsals.core.state import RunState
from rehearsals.people.claims import Claim
from rehearsals.people.register import Held, Register
from rehearsals.people.words import PARTY_ROLES, Role


def meets(register: Register, state: RunState, claim: Claim, person: str, now: datetime) -> bool:
    """Whether somebody may do what a claim asks for."""
    held = register.roles_of(person, now)
    enough = enough_roles(claim, state)
    if any(one.role in enough and _counts(one, state) for one in held):
        return True
    if person in claim.persons and register.person(person) is not None:
        return True
    return bool(claim.parties) and all(
        any(one.role in claim.by and not one.parties.isdisjoint(group) for one in held)
        for group in claim.parties
    )


def plays_absent(
    register: Register, state: RunState, claim: Claim, person: str, now: datetime
) -> bool:
    """In a rehearsal its controller speaks for parties that are simulated or absent."""
    return (
        state.mode != "live"
        and register.has_role(person, "rehearsal_controller", now)
        and bool(claim.parties)
        and all(state.attendance.get(g[0]) in ("simulated", "absent") for g in claim.parties)
    )


def enough_roles(claim: Claim, state: RunState) -> frozenset[Role]:
    """The roles that are enough by themselves in a run of this mode."""
    return claim.roles | (claim.rehearsing if state.mode != "live" else frozenset())


def _counts(held: Held, state: RunState) -> bool:
    """A role for parties is of use in runs that have such a party."""
    return held.role not in PARTY_ROLES or not held.parties.isdisjoint(state.runbook.parties)
