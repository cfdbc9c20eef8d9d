"""The register of people: what its events amount to, and what can be asked of it.

Rights follow from two things that both must hold: the person has the role, and the organisation
acts for the party. So a person's rights end with the person, the role, the organisation or its
acting for the party, whichever ends first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rehearsals.people.records import (
    ActsFor,
    Grant,
    Identifier,
    Identity,
    Office,
    Organisation,
    Person,
    Session,
    Substitute,
    Token,
    within,
)
from rehearsals.people.words import PARTY_ROLES, Role

__all__ = [
    "ActsFor",
    "Grant",
    "Held",
    "Identifier",
    "Identity",
    "Office",
    "Organisation",
    "Person",
    "Register",
    "Session",
    "Substitute",
    "Token",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A role that somebody has now, for these parties; perhaps by standing in for somebody."""

    role: Role
    parties: frozenset[str] = frozenset()
    #: Whom it is held for; None: of one's own.
    through: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """The register after some number of events; empty as long as it has no person."""

    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    substitutes: tuple[Substitute, ...] = ()
    tokens: Mapping[str, Token] = field(default_factory=dict)
    #: Who is signed in; what has run out stays until somebody else signs in.
    sessions: Mapping[str, Session] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in it yet."""
        return not self.people

    def person(self, person: str) -> Person | None:
        """Somebody who is there now, and whose organisation is; None for anybody else."""
        found = self.people.get(person)
        if found is None or found.left_at is not None:
            return None
        return found if self._is_there(found.organisation) else None

    def named(self, word: str) -> str | None:
        """The id of whom an id in any case, or a full name that only one has, stands for."""
        if word in self.people:
            return word
        fits = self._called(word)
        return fits[0] if len(fits) == 1 else None

    def knows_name(self, word: str) -> bool:
        """Whether a word is somebody's id in any case, or the full name of one or of several."""
        return bool(self._called(word))

    def parties_of(self, organisation: str, now: datetime) -> frozenset[str]:
        """The parties an organisation acts for now, its own and others'.

        What was handed over cannot be handed on: an organisation acts for another's own parties.
        """
        found = self.organisations.get(organisation)
        if found is None or not self._is_there(organisation):
            return frozenset()
        return frozenset(
            party
            for acts in found.acts_for
            if within(acts.starts_at, acts.ends_at, now)
            for party in self._parties_by(acts, now)
        )

    def roles_of(self, person: str, now: datetime) -> tuple[Held, ...]:
        """The roles somebody has now, own ones first, then by standing in.

        Whoever stands in has what the other has, not what the other has by standing in; nor is the
        register of people kept by standing in, unless that was said.
        """
        if self.person(person) is None:
            return ()
        return (*self._own(person, now), *self._standing_in(person, now))

    def may_speak_for(self, person: str, party: str, role: Role, now: datetime) -> bool:
        """Whether somebody has a role for a party now."""
        return any(h.role == role and party in h.parties for h in self.roles_of(person, now))

    def has_role(self, person: str, role: Role, now: datetime) -> bool:
        """Whether somebody has a role now, whatever the parties."""
        return any(held.role == role for held in self.roles_of(person, now))

    def holders(self, role: Role, now: datetime, party: str | None = None) -> tuple[str, ...]:
        """The ids of all who have a role now, for a party if one is given; in order of entry."""
        if party is None:
            return tuple(p for p in self.people if self.has_role(p, role, now))
        return tuple(p for p in self.people if self.may_speak_for(p, party, role, now))

    def officers(self, organisation: str, scheme: str) -> tuple[tuple[str, str], ...]:
        """Who is a named officer of an organisation under a scheme: person and office."""
        return tuple(
            (person.id, office.office)
            for person in self.people.values()
            if person.organisation == organisation and self.person(person.id)
            for office in person.offices
            if office.scheme.casefold() == scheme.casefold()
        )

    def person_of_identity(self, issuer: str, subject: str) -> Person | None:
        """Who is there now and has an identity at a provider; None if nobody is."""
        sought = Identity(issuer=issuer, subject=subject)
        ids = (one.id for one in self.people.values() if sought in one.identities)
        return next((found for one in ids if (found := self.person(one))), None)

    def person_of_email(self, email: str) -> Person | None:
        """The one person who is there now and has an address, in any case; None if several do."""
        sought = email.strip().casefold()
        fits = [
            one
            for one in self.people.values()
            if one.kind == "person"
            and (one.email or "").casefold() == sought
            and self.person(one.id) is not None
        ]
        return fits[0] if sought and len(fits) == 1 else None

    def sessions_of(self, person: str, now: datetime) -> tuple[Session, ...]:
        """The sessions of somebody who is there that have not run out, oldest first."""
        if self.person(person) is None:
            return ()
        theirs = [one for one in self.sessions.values() if one.person == person]
        return tuple(one for one in theirs if one.is_open(now))

    def _called(self, word: str) -> list[str]:
        same = word.strip().casefold()
        return [p.id for p in self.people.values() if same in (p.id.casefold(), p.name.casefold())]

    def _is_there(self, organisation: str) -> bool:
        found = self.organisations.get(organisation)
        return found is not None and found.left_at is None

    def _parties_by(self, acts: ActsFor, now: datetime) -> Iterator[str]:
        if acts.of is None:
            yield from acts.parties
        elif self._is_there(acts.of):
            for own in self.organisations[acts.of].acts_for:
                if own.of is None and within(own.starts_at, own.ends_at, now):
                    yield from (p for p in own.parties if not acts.parties or p in acts.parties)

    def _own(self, person: str, now: datetime) -> Iterator[Held]:
        found = self.people[person]
        theirs = self.parties_of(found.organisation, now)
        for grant in found.grants:
            if grant.role in PARTY_ROLES:
                parties = theirs & set(grant.parties) if grant.parties else theirs
                yield Held(role=grant.role, parties=parties)
            else:
                yield Held(role=grant.role)

    def _standing_in(self, person: str, now: datetime) -> Iterator[Held]:
        for each in self.substitutes:
            if each.substitute != person or not each.stands(now) or not self.person(each.person):
                continue
            for held in self._own(each.person, now):
                if held.role not in (each.roles or (held.role,)):
                    continue
                if held.role == "administrator" and not each.roles:
                    continue
                parties = held.parties & set(each.parties) if each.parties else held.parties
                yield Held(role=held.role, parties=parties, through=each.person)
