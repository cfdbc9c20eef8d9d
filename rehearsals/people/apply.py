"""How a fact changes the register of people; the given register stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from rehearsals.core.fact import Entered
from rehearsals.people import events as e
from rehearsals.people.register import (
    ActsFor,
    Grant,
    Identifier,
    Identity,
    Office,
    Organisation,
    Person,
    Register,
    Session,
    Substitute,
    Token,
)


def apply_people(register: Register, fact: Entered[e.PeopleEvent]) -> Register:
    """The register after one more fact."""
    return take(register, fact.event, fact.at)


def take(register: Register, event: e.PeopleEvent, at: datetime) -> Register:
    """The register after an event that happened at an instant."""
    if isinstance(event, e.OrganisationEvent):
        return _organisation(register, event, at)
    if isinstance(event, e.PersonEvent):
        return _person(register, event, at)
    if isinstance(event, e.TokenEvent):
        return _token(register, event, at)
    if isinstance(event, e.IdentityEvent):
        return _identity(register, event)
    if isinstance(event, e.SessionEvent):
        return _session(register, event, at)
    return _standing_in(register, event)


def _organisation(register: Register, event: e.OrganisationEvent, at: datetime) -> Register:
    name = event.organisation
    if isinstance(event, e.OrganisationAdded):
        known = {**register.organisations, name: Organisation(id=name, name=event.name)}
        return replace(register, organisations=known)
    changed = _changed_organisation(register.organisations[name], event, at)
    return replace(register, organisations={**register.organisations, name: changed})


def _changed_organisation(
    found: Organisation,
    event: e.OrganisationChanged
    | e.OrganisationLeft
    | e.OrganisationActsFor
    | e.OrganisationActsForEnded
    | e.IdentifierAssigned,
    at: datetime,
) -> Organisation:
    match event:
        case e.OrganisationChanged():
            return replace(found, name=event.name)
        case e.OrganisationLeft():
            return replace(found, left_at=at)
        case e.OrganisationActsFor():
            return replace(found, acts_for=(*found.acts_for, acts_for(event)))
        case e.OrganisationActsForEnded():
            return replace(found, acts_for=_without(found.acts_for, event))
        case e.IdentifierAssigned():
            return replace(found, identifiers=(*found.identifiers, identifier(event)))
        case _:
            assert_never(event)


def acts_for(event: e.OrganisationActsFor) -> ActsFor:
    """What an event says an organisation acts for."""
    return ActsFor(
        parties=event.parties,
        of=event.of,
        market_role=event.market_role,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )


def identifier(event: e.IdentifierAssigned) -> Identifier:
    """The identifier that an event assigns."""
    return Identifier(kind=event.kind, value=event.value, market_role=event.market_role)


def _without(acting: tuple[ActsFor, ...], event: e.OrganisationActsForEnded) -> tuple[ActsFor, ...]:
    """What is left after an end; a hand-over of everything ends only as a whole."""
    left: list[ActsFor] = []
    for acts in acting:
        if acts.of != event.of:
            left.append(acts)
        elif event.parties and acts.parties:
            rest = tuple(party for party in acts.parties if party not in event.parties)
            left.extend((replace(acts, parties=rest),) if rest else ())
        elif event.parties:
            left.append(acts)
    return tuple(left)


def _person(register: Register, event: e.PersonEvent, at: datetime) -> Register:
    name = event.person
    if isinstance(event, e.PersonAdded):
        added = Person(
            id=name,
            name=event.name,
            organisation=event.organisation,
            kind=event.kind,
            email=event.email,
            phone=event.phone,
        )
        return replace(register, people={**register.people, name: added})
    changed = _changed_person(register.people[name], event, at)
    if isinstance(event, e.PasswordSet):
        register = _without_invitations(register, name, at)
    return replace(register, people={**register.people, name: changed})


def _without_invitations(register: Register, person: str, at: datetime) -> Register:
    """An invitation opens once: with the password it is used up."""
    tokens = {
        key: replace(token, revoked_at=at)
        if token.person == person and token.is_invitation and token.revoked_at is None
        else token
        for key, token in register.tokens.items()
    }
    return replace(register, tokens=tokens)


def _changed_person(
    found: Person,
    event: e.PersonChanged
    | e.PersonLeft
    | e.RoleGranted
    | e.RoleRevoked
    | e.OfficeGranted
    | e.OfficeEnded
    | e.PasswordSet,
    at: datetime,
) -> Person:
    match event:
        case e.PersonChanged():
            return replace(found, name=event.name, email=event.email, phone=event.phone)
        case e.PersonLeft():
            return replace(found, left_at=at)
        case e.RoleGranted():
            grant = Grant(role=event.role, parties=event.parties)
            return replace(found, grants=(*found.grants, grant))
        case e.RoleRevoked():
            return replace(found, grants=_without_role(found.grants, event))
        case e.OfficeGranted():
            office = Office(scheme=event.scheme, office=event.office)
            return replace(found, offices=(*found.offices, office))
        case e.OfficeEnded():
            ended = Office(scheme=event.scheme, office=event.office)
            return replace(found, offices=tuple(o for o in found.offices if o != ended))
        case e.PasswordSet():
            return replace(found, password=event.hash)
        case _:
            assert_never(event)


def _identity(register: Register, event: e.IdentityEvent) -> Register:
    found = register.people[event.person]
    one = Identity(issuer=event.issuer, subject=event.subject)
    others = tuple(each for each in found.identities if each != one)
    identities = (*others, one) if isinstance(event, e.IdentityLinked) else others
    changed = replace(found, identities=identities)
    return replace(register, people={**register.people, found.id: changed})


def _without_role(grants: tuple[Grant, ...], event: e.RoleRevoked) -> tuple[Grant, ...]:
    """What is left after a role is revoked; a role for everything goes as a whole only."""
    left: list[Grant] = []
    for grant in grants:
        if grant.role != event.role:
            left.append(grant)
        elif event.parties and grant.parties:
            rest = tuple(party for party in grant.parties if party not in event.parties)
            left.extend((replace(grant, parties=rest),) if rest else ())
        elif event.parties:
            left.append(grant)
    return tuple(left)


def _standing_in(register: Register, event: e.StandingInEvent) -> Register:
    if isinstance(event, e.SubstituteNamed):
        named = Substitute(
            number=event.number,
            person=event.person,
            substitute=event.substitute,
            roles=event.roles,
            parties=event.parties,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            reason=event.reason,
        )
        return replace(register, substitutes=(*register.substitutes, named))
    substitutes = tuple(
        replace(each, ended=True) if each.number == event.number else each
        for each in register.substitutes
    )
    return replace(register, substitutes=substitutes)


def _token(register: Register, event: e.TokenEvent, at: datetime) -> Register:
    if isinstance(event, e.TokenIssued):
        token = Token(
            id=event.token,
            person=event.person,
            hash=event.hash,
            scopes=event.scopes,
            expires_at=event.expires_at,
            issued_at=at,
            label=event.label,
        )
    else:
        token = replace(register.tokens[event.token], revoked_at=at)
    return replace(register, tokens={**register.tokens, token.id: token})


def _session(register: Register, event: e.SessionEvent, at: datetime) -> Register:
    """What has ended is kept by the journal alone; so the register does not grow with the years."""
    if isinstance(event, e.SessionEnded):
        left = {key: one for key, one in register.sessions.items() if key != event.session}
        return replace(register, sessions=left)
    begun = Session(
        id=event.session,
        person=event.person,
        hash=event.hash,
        means=event.means,
        begun_at=at,
        expires_at=event.expires_at,
    )
    still = {key: one for key, one in register.sessions.items() if one.is_open(at)}
    return replace(register, sessions={**still, begun.id: begun})
