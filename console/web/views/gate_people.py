"""The people behind the parties of a gate: who may speak for each, and how they are reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.web.views.contacts import dial
from rehearsals.people.register import Register
from rehearsals.people.words import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """Somebody who may speak for a party."""

    id: str
    name: str
    #: As it was entered; empty if nobody knows it.
    phone: str
    #: The same without spaces, for a link.
    dial: str
    #: Empty if nobody knows it.
    email: str


def speakers(register: Register, role: Role, party: str, now: datetime) -> tuple[Reached, ...]:
    """Who has a role for a party now, in order of entry."""
    return tuple(_reached(register, one) for one in register.holders(role, now, party))


def speakers_of(
    register: Register, role: Role, parties: Iterable[str], now: datetime
) -> tuple[Reached, ...]:
    """Who has a role for any of some parties now, each once."""
    found = {one.id: one for party in parties for one in speakers(register, role, party, now)}
    return tuple(found.values())


def _reached(register: Register, person: str) -> Reached:
    known = register.people[person]
    phone = known.phone or ""
    return Reached(
        id=person, name=known.name, phone=phone, dial=dial(phone), email=known.email or ""
    )
