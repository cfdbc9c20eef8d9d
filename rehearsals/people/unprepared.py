"""Who of a runbook's people could not say in a live run what takes a password: they have none."""

from __future__ import annotations

from datetime import datetime

from rehearsals.people.register import Register
from runbooks.model import Runbook


def without_password(register: Register, runbook: Runbook, now: datetime) -> tuple[str, ...]:
    """The ids of those who decide, vote, turn back or manage, and have no password.

    Passwords do not come with a people file, and their lack would show at the first decision.
    """
    parties = _deciding(runbook)
    return tuple(
        person.id
        for person in register.people.values()
        if person.password is None
        and any(
            held.role == "cutover_manager"
            or (held.role == "decider" and not held.parties.isdisjoint(parties))
            for held in register.roles_of(person.id, now)
        )
    )


def _deciding(runbook: Runbook) -> frozenset[str]:
    """The parties that decide or vote at a gate, or decide on a way back."""
    gates = runbook.gates
    named = [*(gate.decider for gate in gates), runbook.rollback.authority]
    named.append(runbook.stand_down.authority)
    members = runbook.members_of(tuple(member for gate in gates for member in gate.members))
    return frozenset({*members, *(party for party in named if party is not None)})
