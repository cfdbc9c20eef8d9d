"""What happened to the register of people, in a sentence; never a hash, a password or a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import assert_never

from rehearsals.people import events as e
from rehearsals.people.register import Register
from rehearsals.people.words import SignInMeans, role_name
from runbooks.clocktime import local

#: By what somebody has signed in, as the end of a sentence.
SIGNED_IN_BY: Mapping[SignInMeans, str] = {
    "password": "by password",
    "oidc": "at the identity provider",
    "setup": "by the link that began the register",
}
#: Whose clock the register of people is read by.
ZONE = "Europe/London"


def people_sentence(event: e.PeopleEvent, register: Register) -> str:
    """An event of the register in a sentence; `register` knows the names in it."""
    if isinstance(event, e.OrganisationEvent):
        return _organisation(event, register)
    if isinstance(event, e.PersonEvent):
        return _person(event, register)
    if isinstance(event, e.IdentityEvent):
        return _identity(event, register)
    return _way_in(event, register)


def _organisation(event: e.OrganisationEvent, register: Register) -> str:
    found = register.organisations.get(event.organisation)
    name = f"{found.name if found else event.organisation} ({event.organisation})"
    match event:
        case e.OrganisationAdded():
            return f"Organisation {event.name} ({event.organisation}) added."
        case e.OrganisationChanged():
            return f"Organisation {event.organisation} is called {event.name} now."
        case e.OrganisationLeft():
            return f"Organisation {name} has left: {event.reason}"
        case e.OrganisationActsFor():
            return (
                f"{name} acts for {_whom(event.parties, event.of)}{_role_of(event)}{span(event)}."
            )
        case e.OrganisationActsForEnded():
            return f"{name} no longer acts for {_whom(event.parties, event.of)}."
        case e.IdentifierAssigned():
            kind = "MPID" if event.kind == "mpid" else "DIP ID"
            return f"{name} has {kind} {event.value} as {event.market_role.replace('_', ' ')}."
        case _:
            assert_never(event)


def _person(event: e.PersonEvent, register: Register) -> str:
    found = register.people.get(event.person)
    name = f"{found.name if found else event.person} ({event.person})"
    match event:
        case e.PersonAdded():
            what = "Service" if event.kind == "service" else "Person"
            return f"{what} {event.name} ({event.person}) of {event.organisation} added."
        case e.PersonChanged():
            return f"{name} changed: {', '.join(filter(None, (event.email, event.phone)))}."
        case e.PersonLeft():
            return f"{name} has left: {event.reason}"
        case e.RoleGranted():
            return f"{name} is {role_name(event.role)}{_for(event.parties)}."
        case e.RoleRevoked():
            return f"{name} is no longer {role_name(event.role)}{_for(event.parties)}."
        case e.OfficeGranted():
            return f"{name} is {event.office} under {event.scheme}."
        case e.OfficeEnded():
            return f"{name} is no longer {event.office} under {event.scheme}."
        case e.PasswordSet():
            if event.by is None:
                return f"{name} has a new password."
            setter = _name(event.by, register)
            return f"{name} has a new password, SET BY THE ADMINISTRATOR {setter}, who knows it."
        case _:
            assert_never(event)


def _identity(event: e.IdentityEvent, register: Register) -> str:
    name = f"{_name(event.person, register)} ({event.person})"
    where = f"{event.issuer} as {event.subject}"
    if isinstance(event, e.IdentityUnlinked):
        return f"{name} no longer signs in by {where}{f': {event.reason}' if event.reason else '.'}"
    if event.by is None:
        return f"{name} signs in by {where} from now on."
    return (
        f"{name} signs in by {where} from now on, LINKED BY THE ADMINISTRATOR "
        f"{_name(event.by, register)}."
    )


def _way_in(event: e.StandingInEvent | e.TokenEvent | e.SessionEvent, register: Register) -> str:
    match event:
        case e.SessionBegun():
            return (
                f"{_name(event.person, register)} has signed in {SIGNED_IN_BY[event.means]}, until "
                f"{local(event.expires_at, ZONE)} at the latest (session {event.session})."
            )
        case e.SessionEnded():
            why = f": {event.reason}" if event.reason else ""
            return f"A session of {_name(event.person, register)} has ended{why} ({event.session})."
        case e.SubstituteNamed():
            roles = " and ".join(role_name(role) for role in event.roles)
            what = f" as {roles}" if roles else ""
            return (
                f"Substitution {event.number}: {_name(event.substitute, register)} stands in for "
                f"{_name(event.person, register)}{what}{_for(event.parties)}{span(event)}."
            )
        case e.SubstituteEnded():
            return f"Substitution {event.number} has ended."
        case e.TokenIssued():
            return _issued(event, register)
        case e.TokenRevoked():
            return f"Token {event.token} is revoked."
        case _:
            assert_never(event)


def _issued(event: e.TokenIssued, register: Register) -> str:
    by = ""
    if event.by is not None:
        by = f", ISSUED BY THE ADMINISTRATOR {_name(event.by, register)}, who could see it"
    return (
        f"Token {event.token} of {_name(event.person, register)} opens "
        f"{', '.join(event.scopes)} until {local(event.expires_at, ZONE)}{by}."
    )


def span(event: e.OrganisationActsFor | e.SubstituteNamed) -> str:
    """From when until when, as the end of a sentence; empty if always."""
    return within(event.starts_at, event.ends_at)


def within(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """From when until when, as the end of a sentence; empty if always."""
    since = f" from {local(starts_at, ZONE)}" if starts_at else ""
    return since + (f" until {local(ends_at, ZONE)}" if ends_at else "")


def _whom(parties: Sequence[str], of: str | None) -> str:
    named = ", ".join(parties)
    if of is None:
        return named
    return f"{named}, of {of}" if named else f"all of {of}"


def _role_of(event: e.OrganisationActsFor) -> str:
    return f" as {event.market_role.replace('_', ' ')}" if event.market_role else ""


def _for(parties: Sequence[str]) -> str:
    return f" for {', '.join(parties)}" if parties else ""


def _name(person: str, register: Register) -> str:
    found = register.people.get(person)
    return found.name if found else person
