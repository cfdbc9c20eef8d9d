"""What somebody may now, for what a console offers them; what they do is looked at all the same."""

from __future__ import annotations

from datetime import datetime

from rehearsals.people.register import Register
from rehearsals.people.words import Role


def what_may(register: Register, person: str, now: datetime) -> frozenset[Role]:
    """The roles somebody has now, of their own or by standing in; none for who has left.

    A role for parties counts whatever the parties are. `now` is aware.
    """
    return frozenset(held.role for held in register.roles_of(person, now))
