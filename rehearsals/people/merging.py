"""What of a wanted event is new to the register: a file taken in again adds nothing twice."""

from __future__ import annotations

from dataclasses import replace

from rehearsals.people import events as e
from rehearsals.people.apply import identifier
from rehearsals.people.register import Register


def still_wanted(register: Register, event: e.PeopleEvent) -> e.PeopleEvent | None:
    """The event, or what is new of it, or the change it amounts to; None if it holds already.

    Nothing is taken away: what a file no longer names stays until somebody ends it.
    """
    match event:
        case e.OrganisationAdded():
            return _organisation(register, event)
        case e.OrganisationActsFor():
            return _acts_for(register, event)
        case e.IdentifierAssigned():
            found = register.organisations.get(event.organisation)
            return None if found and identifier(event) in found.identifiers else event
        case e.PersonAdded():
            return _person(register, event)
        case e.RoleGranted():
            return _role(register, event)
        case e.OfficeGranted():
            held = register.people.get(event.person)
            there = {(o.scheme, o.office) for o in held.offices} if held else set()
            return None if (event.scheme, event.office) in there else event
        case e.SubstituteNamed():
            return _substitute(register, event)
        case _:
            return event


def _organisation(register: Register, event: e.OrganisationAdded) -> e.OrganisationEvent | None:
    found = register.organisations.get(event.organisation)
    if found is None or found.left_at is not None:
        return event
    if found.name == event.name:
        return None
    return e.OrganisationChanged(organisation=event.organisation, name=event.name)


def _acts_for(register: Register, event: e.OrganisationActsFor) -> e.PeopleEvent | None:
    found = register.organisations.get(event.organisation)
    same = [
        acts
        for acts in (found.acts_for if found else ())
        if (acts.of, acts.market_role, acts.starts_at, acts.ends_at)
        == (event.of, event.market_role, event.starts_at, event.ends_at)
    ]
    if not event.parties:
        return None if any(not acts.parties for acts in same) else event
    had = {party for acts in same for party in acts.parties}
    fresh = tuple(party for party in event.parties if party not in had)
    return replace(event, parties=fresh) if fresh else None


def _person(register: Register, event: e.PersonAdded) -> e.PersonEvent | None:
    found = register.people.get(event.person)
    if found is None or (found.organisation, found.kind) != (event.organisation, event.kind):
        return event
    if found.left_at is not None:
        return event
    contact = (event.name, event.email or found.email, event.phone or found.phone)
    if contact == (found.name, found.email, found.phone):
        return None
    name, email, phone = contact
    return e.PersonChanged(person=event.person, name=name, email=email, phone=phone)


def _role(register: Register, event: e.RoleGranted) -> e.RoleGranted | None:
    found = register.people.get(event.person)
    grants = [g for g in found.grants if g.role == event.role] if found else []
    if any(not grant.parties for grant in grants):
        return None
    if not event.parties:
        return event
    had = {party for grant in grants for party in grant.parties}
    fresh = tuple(party for party in event.parties if party not in had)
    return replace(event, parties=fresh) if fresh else None


def _substitute(register: Register, event: e.SubstituteNamed) -> e.SubstituteNamed | None:
    number = len(register.substitutes) + 1
    for each in register.substitutes:
        named = e.SubstituteNamed(
            number=number,
            person=each.person,
            substitute=each.substitute,
            roles=each.roles,
            parties=each.parties,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            reason=each.reason,
        )
        if named == replace(event, number=number):
            return None
    return replace(event, number=number)
