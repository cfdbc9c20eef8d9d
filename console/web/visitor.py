"""Who a request is from: somebody with a session, a holder of a token, or nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.people.register import Person, Register, Session, Token
from rehearsals.people.words import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """Somebody at the door, and the register of people as it was then."""

    register: Register
    #: When the request came (UTC).
    now: datetime
    #: None: nobody is signed in.
    person: Person | None = None
    #: How they got in: by one of these.
    session: Session | None = None
    token: Token | None = None
    #: What was in the cookie; for the anti-forgery token alone.
    secret: str | None = field(default=None, repr=False)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles they have now, by standing in too."""
        if self.person is None:
            return frozenset()
        return frozenset(held.role for held in self.register.roles_of(self.person.id, self.now))

    def has(self, roles: Collection[Role]) -> bool:
        """Whether they have one of some roles."""
        return not self.roles.isdisjoint(roles)

    def parties(self, role: Role = "task_owner") -> frozenset[str]:
        """The parties for which they have a role now."""
        if self.person is None:
            return frozenset()
        held = self.register.roles_of(self.person.id, self.now)
        return frozenset(party for one in held if one.role == role for party in one.parties)
