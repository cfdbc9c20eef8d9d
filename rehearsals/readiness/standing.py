"""What the register of people says of somebody, as far as returns are concerned. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.core.command import Refusal
from rehearsals.people.denying import check_voice
from rehearsals.people.register import Register
from rehearsals.readiness.commands import ReadinessCommand
from rehearsals.readiness.permissions import ACTING_ROLES, PROGRAMME_ROLES, check_may
from rehearsals.readiness.state import Readiness, Return, returns_visible_to

#: Who answers for a party: hands in for it, withdraws, reconfirms and shares.
_ANSWERS = frozenset({"task_owner", "decider"})
#: Who has a say at a gate.
_HEARD = frozenset({"decider", "adviser"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """For which parties somebody speaks and reads, and what they are in the programme."""

    speaks_for: frozenset[str] = frozenset()
    reads_for: frozenset[str] = frozenset()
    reads_all: bool = False
    #: Parties for which they decide or advise at gates.
    heard_for: frozenset[str] = frozenset()
    acts_for_programme: bool = False
    #: The register of people, which knows whose word may be entered.
    register: Register = field(default_factory=Register)
    now: datetime | None = None
    #: Nobody is in the register of people yet: the user of the machine does everything.
    alone: bool = False

    def check_may(self, state: Readiness, command: ReadinessCommand) -> Refusal | None:
        """Why they may not give a command; None if they may."""
        if self.alone:
            return None
        if refusal := check_voice(self.register, command):
            return refusal
        person = self.register.person(command.voice)
        names = (
            self.register.parties_of(person.organisation, self.now)
            if person and self.now
            else frozenset[str]()
        )
        return check_may(
            state,
            command,
            parties=self.speaks_for,
            programme=self.acts_for_programme,
            names=names,
        )

    def sees(self, state: Readiness) -> tuple[Return, ...]:
        """The returns that they may see."""
        everything = self.alone or self.reads_all
        return returns_visible_to(state, self.reads_for, programme=everything)

    def sees_outline(
        self, state: Readiness, gate: str, heard: Collection[str]
    ) -> tuple[Return, ...]:
        """The returns that serve a gate (`m10/G1`) of which they may see no more than the state.

        `heard` are the parties that decide or advise there.
        """
        if self.heard_for.isdisjoint(heard):
            return ()
        whole = {each.id for each in self.sees(state)}
        return tuple(
            each for each in state.returns.values() if each.serves(gate) and each.id not in whole
        )


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
        heard_for=frozenset[str]().union(*(each.parties for each in held if each.role in _HEARD)),
        reads_for=speaks | register.parties_of(known.organisation, now),
        reads_all=not roles.isdisjoint(PROGRAMME_ROLES),
        acts_for_programme=not roles.isdisjoint(ACTING_ROLES),
        register=register,
        now=now,
    )
