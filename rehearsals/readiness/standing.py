"""What the register of people says of somebody, as far as returns are concerned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.people.register import Register
from rehearsals.readiness.commands import ReadinessCommand
from rehearsals.readiness.permissions import ACTING_ROLES, PROGRAMME_ROLES, check_may
from rehearsals.readiness.state import Readiness, Return, returns_visible_to

#: Who answers for a party: hands in for it, withdraws, reconfirms and shares.
_ANSWERS = frozenset({"task_owner", "decider"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """For which parties somebody speaks and reads, and what they are in the programme."""

    speaks_for: frozenset[str] = frozenset()
    reads_for: frozenset[str] = frozenset()
    reads_all: bool = False
    acts_for_programme: bool = False
    #: Nobody is in the register of people yet: the user of the machine does everything.
    alone: bool = False

    def check_may(self, state: Readiness, command: ReadinessCommand) -> Refusal | None:
        """Why they may not give a command; None if they may."""
        if self.alone:
            return None
        return check_may(state, command, parties=self.speaks_for, programme=self.acts_for_programme)

    def sees(self, state: Readiness) -> tuple[Return, ...]:
        """The returns that they may see."""
        everything = self.alone or self.reads_all
        return returns_visible_to(state, self.reads_for, programme=everything)


def standing_of(register: Register, person: str, now: datetime) -> Standing:
    """What somebody may do with returns now; nothing if the register does not know them."""
    if register.is_empty:
        return Standing(alone=True)
    known = register.person(person)
    if known is None:
        return Standing()
    held = register.roles_of(person, now)
    roles = {each.role for each in held}
    speaks = frozenset[str]().union(*(each.parties for each in held if each.role in _ANSWERS))
    return Standing(
        speaks_for=speaks,
        reads_for=speaks | register.parties_of(known.organisation, now),
        reads_all=not roles.isdisjoint(PROGRAMME_ROLES),
        acts_for_programme=not roles.isdisjoint(ACTING_ROLES),
    )
