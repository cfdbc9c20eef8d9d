"""What must hold before somebody signs in or out, or signs in by an identity provider.

That the password was right, or what the provider said, is for whoever makes the commands.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import assert_never

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people import events as e
from rehearsals.people.lookups import known_person, person_there
from rehearsals.people.register import Identity, Person, Register

#: A session lives for a night's shift and its hand-overs at most, however busy it is.
LONGEST_SESSION = timedelta(hours=16)
_SESSION_ID = re.compile(r"[a-z0-9]{6,32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ISSUER = re.compile(r"https?://[^\s/?#]+[^\s?#]*")
_LONGEST_ISSUER = 500
#: As OpenID Connect has it.
_LONGEST_SUBJECT = 255


def check_way_in(
    register: Register, event: e.SessionEvent | e.IdentityEvent, now: datetime
) -> Refusal | None:
    """Why an event of these kinds may not be added to the register; None if it may."""
    match event:
        case e.SessionBegun():
            return _session(register, event, now)
        case e.SessionEnded():
            return _session_ends(register, event, now)
        case e.IdentityLinked():
            return _identity(register, event)
        case e.IdentityUnlinked():
            return _identity_ends(register, event)
        case _:
            assert_never(event)


def _session(register: Register, event: e.SessionBegun, now: datetime) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    person = register.people[event.person]
    if person.kind == "service":
        return refuse(
            "not-for-a-service", f"{person.name} is a service; it does not sign in.", _BY_TOKEN
        )
    if event.session in register.sessions or not _SESSION_ID.fullmatch(event.session):
        return refuse(
            "session-taken", f"A session cannot be called {event.session}.", "Sign in again."
        )
    if not _SHA256.fullmatch(event.hash):
        return refuse("not-a-hash", "A session is kept as its SHA-256 only.", "Hash it.")
    if not now < event.expires_at <= now + LONGEST_SESSION:
        return refuse(
            "bad-expiry",
            f"A session ends later than now, and within {LONGEST_SESSION // _HOUR} hours.",
            "Sign in again.",
        )
    return _by_what_is_there(person, event)


def _by_what_is_there(person: Person, event: e.SessionBegun) -> Refusal | None:
    """Nobody signs in by what they do not have."""
    if event.means == "oidc" and not person.identities:
        return refuse(
            "no-identity",
            f"{person.name} is not known by an identity provider.",
            "Sign in by password, or ask an administrator to link the identity.",
        )
    if event.means != "oidc" and person.password is None:
        return refuse(
            "no-password",
            f"{person.name} has no password yet.",
            f"Ask an administrator for an invitation: `callboard user invite {person.id}`.",
        )
    return None


def _session_ends(register: Register, event: e.SessionEnded, now: datetime) -> Refusal | None:
    found = register.sessions.get(event.session)
    if found is not None and found.is_open(now):
        return None
    return refuse(
        "no-such-session",
        f"Session {event.session} has ended already, or never was.",
        "Nothing was changed.",
    )


def _identity(register: Register, event: e.IdentityLinked) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    person = register.people[event.person]
    if person.kind == "service":
        return refuse(
            "not-for-a-service", f"{person.name} is a service; it does not sign in.", _BY_TOKEN
        )
    if not _ISSUER.fullmatch(event.issuer) or len(event.issuer) > _LONGEST_ISSUER:
        return refuse(
            "bad-issuer",
            f"{event.issuer!r} is no address of an identity provider.",
            "Write it like https://login.example.org.",
        )
    if not event.subject.strip() or len(event.subject) > _LONGEST_SUBJECT:
        return refuse(
            "bad-subject",
            "The id at the identity provider is empty or very long.",
            f"Write the provider's `sub` of the person: up to {_LONGEST_SUBJECT} characters.",
        )
    return _taken(register, event)


def _taken(register: Register, event: e.IdentityLinked) -> Refusal | None:
    """One id at a provider is one person's, also after that person has left."""
    sought = Identity(issuer=event.issuer, subject=event.subject)
    for one in register.people.values():
        if sought in one.identities:
            return refuse(
                "identity-taken",
                f"This identity at {event.issuer} belongs to {one.name}.",
                "An administrator takes it away there first.",
            )
    return None


def _identity_ends(register: Register, event: e.IdentityUnlinked) -> Refusal | None:
    if refusal := known_person(register, event.person):
        return refusal
    person = register.people[event.person]
    if Identity(issuer=event.issuer, subject=event.subject) in person.identities:
        return None
    return refuse(
        "no-such-identity",
        f"{person.name} has no such identity at {event.issuer}.",
        "Nothing was changed.",
    )


_HOUR = timedelta(hours=1)
_BY_TOKEN = "A machine acts by a token: `callboard token issue`."  # noqa: S105 - advice
