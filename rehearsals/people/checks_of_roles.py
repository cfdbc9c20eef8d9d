"""What must hold before somebody gets or loses a role, an office, a substitute, a way in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import assert_never

from rehearsals.core.command import Refusal
from rehearsals.core.refusals import refuse
from rehearsals.people import events as e
from rehearsals.people.lookups import known_person, person_there
from rehearsals.people.register import ActsFor, Person, Register
from rehearsals.people.words import PARTY_ROLES, SERVICE_ROLES, role_name

#: A token lives a year at most: the programme's own length of a cutover season, and then some.
LONGEST_TOKEN = timedelta(days=366)
#: An invitation lives over a weekend at most: whoever finds it sets a password for gates.
LONGEST_INVITATION = timedelta(days=3)
_TOKEN_ID = re.compile(r"[a-z0-9]{6,16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_RoleEvent = (
    e.RoleGranted
    | e.RoleRevoked
    | e.OfficeGranted
    | e.OfficeEnded
    | e.PasswordSet
    | e.StandingInEvent
    | e.TokenEvent
)


def check_role_event(register: Register, event: _RoleEvent, now: datetime) -> Refusal | None:
    """Why an event of these kinds may not be added to the register; None if it may."""
    match event:
        case e.RoleGranted():
            return _granted(register, event)
        case e.RoleRevoked():
            return _revoked(register, event)
        case e.OfficeGranted():
            return _office(register, event)
        case e.OfficeEnded():
            return _office_ends(register, event)
        case e.PasswordSet():
            return _password(register, event)
        case e.SubstituteNamed():
            return _substitute(register, event)
        case e.SubstituteEnded():
            return _substitute_ends(register, event)
        case e.TokenIssued():
            return _token(register, event, now)
        case e.TokenRevoked():
            return _token_revoked(register, event)
        case _:
            assert_never(event)


def _granted(register: Register, event: e.RoleGranted) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    person = register.people[event.person]
    if person.kind == "service" and event.role not in SERVICE_ROLES:
        return refuse(
            "not-for-a-service",
            f"{person.name} is a service; a machine is no {role_name(event.role)}.",
            "Give the role to a person.",
        )
    if event.role not in PARTY_ROLES and event.parties:
        return refuse(
            "not-by-party",
            f"The role {role_name(event.role)} is not had for single parties.",
            "Leave out the parties.",
        )
    return check_parties(register, person, event.parties)


def check_parties(register: Register, person: Person, parties: tuple[str, ...]) -> Refusal | None:
    """An organisation must act for a party, at some time, before its people may speak for it."""
    theirs = _ever_acts_for(register, person.organisation)
    if strange := [party for party in parties if party not in theirs]:
        organisation = register.organisations[person.organisation]
        return refuse(
            "not-acting-for",
            f"{organisation.name} does not act for {', '.join(strange)}.",
            f"Say that it does: `callboard organisation acts-for {organisation.id} {strange[0]}`.",
        )
    return None


def _ever_acts_for(register: Register, organisation: str) -> set[str]:
    return {
        party
        for acts in register.organisations[organisation].acts_for
        for party in _parties_by(register, acts)
    }


def _parties_by(register: Register, acts: ActsFor) -> tuple[str, ...]:
    if acts.of is None:
        return acts.parties
    theirs = register.organisations[acts.of].acts_for
    own = tuple(party for each in theirs if each.of is None for party in each.parties)
    return tuple(party for party in own if not acts.parties or party in acts.parties)


def _revoked(register: Register, event: e.RoleRevoked) -> Refusal | None:
    if refusal := known_person(register, event.person):
        return refusal
    person = register.people[event.person]
    grants = [grant for grant in person.grants if grant.role == event.role]
    named = {party for grant in grants for party in grant.parties}
    if grants and (not event.parties or set(event.parties) <= named):
        return None
    whom = f" for {', '.join(event.parties)} by name" if event.parties else ""
    return refuse(
        "role-not-had",
        f"{person.name} is no {role_name(event.role)}{whom}.",
        f"See what {person.name} may do: `callboard user show {person.id}`.",
    )


def _office(register: Register, event: e.OfficeGranted) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    if register.people[event.person].kind == "service":
        return refuse("not-for-a-service", "A service holds no office.", "Name a person.")
    if event.scheme.strip() and event.office.strip():
        return None
    return refuse(
        "office-empty", "The scheme or the office is empty.", "Such as BSC, company director."
    )


def _office_ends(register: Register, event: e.OfficeEnded) -> Refusal | None:
    if refusal := known_person(register, event.person):
        return refusal
    person = register.people[event.person]
    if any((o.scheme, o.office) == (event.scheme, event.office) for o in person.offices):
        return None
    return refuse(
        "office-not-held",
        f"{person.name} is not {event.office} under {event.scheme}.",
        f"See what {person.name} may do: `callboard user show {person.id}`.",
    )


def _password(register: Register, event: e.PasswordSet) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    if register.people[event.person].kind == "service":
        return refuse(
            "not-for-a-service",
            "A service has no password.",
            f"Give it a token: `callboard token issue {event.person}`.",
        )
    if event.hash.startswith("$argon2id$"):
        return None
    return refuse("not-a-hash", "A password is kept as its hash only.", "Hash it with Argon2id.")


def _substitute(register: Register, event: e.SubstituteNamed) -> Refusal | None:
    if refusal := person_there(register, event.person) or person_there(register, event.substitute):
        return refusal
    if event.person == event.substitute:
        return refuse(
            "stands-in-for-itself", "Nobody stands in for themselves.", "Name somebody else."
        )
    if register.people[event.substitute].kind == "service":
        return refuse(
            "not-for-a-service", "A service stands in for nobody.", "Name a person instead."
        )
    if event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
        return refuse(
            "ends-before-it-begins",
            "It ends before it begins.",
            "Change the beginning (--from) or the end (--until).",
        )
    person = register.people[event.person]
    had = {grant.role for grant in person.grants}
    if missing := [role for role in event.roles if role not in had]:
        return refuse(
            "role-not-had",
            f"{person.name} is no {role_name(missing[0])}, so nobody can stand in for that.",
            f"See what {person.name} may do: `callboard user show {person.id}`.",
        )
    return check_parties(register, person, event.parties)


def _substitute_ends(register: Register, event: e.SubstituteEnded) -> Refusal | None:
    standing = [s.number for s in register.substitutes if not s.ended]
    if event.number in standing:
        return None
    there = ", ".join(map(str, standing)) or "none"
    return refuse(
        "no-such-substitution",
        f"There is no substitution {event.number} to end.",
        f"There are: {there}. See the list of people: `callboard user list`.",
    )


def _token(register: Register, event: e.TokenIssued, now: datetime) -> Refusal | None:
    if refusal := person_there(register, event.person):
        return refusal
    if event.token in register.tokens or not _TOKEN_ID.fullmatch(event.token):
        return refuse("token-taken", f"A token cannot be called {event.token}.", "Try again.")
    if not _SHA256.fullmatch(event.hash):
        return refuse("not-a-hash", "A token is kept as its SHA-256 only.", "Hash it.")
    if "password" in event.scopes:
        return _invitation(register, event, now)
    if not event.scopes:
        return refuse("no-scope", "The token would open nothing.", "Say what it opens (--scope).")
    if now < event.expires_at <= now + LONGEST_TOKEN:
        return None
    return refuse(
        "bad-expiry",
        "A token expires later than now, and within a year.",
        "Say after how long it ends (--expires), such as 30d.",
    )


def _invitation(register: Register, event: e.TokenIssued, now: datetime) -> Refusal | None:
    if register.people[event.person].kind == "service":
        return refuse("not-for-a-service", "A service has no password.", "Issue it a token.")
    if len(event.scopes) > 1:
        return refuse(
            "bad-scope", "An invitation opens nothing but a password.", "Leave out the rest."
        )
    if now < event.expires_at <= now + LONGEST_INVITATION:
        return None
    return refuse(
        "bad-expiry",
        f"An invitation expires later than now, and within {LONGEST_INVITATION.days} days.",
        "Say after how long it ends (--expires), such as 24h.",
    )


def _token_revoked(register: Register, event: e.TokenRevoked) -> Refusal | None:
    found = register.tokens.get(event.token)
    if found is not None and found.revoked_at is None:
        return None
    what = "is revoked already" if found else "does not exist"
    return refuse(
        "no-such-token",
        f"Token {event.token} {what}.",
        "See the list of tokens: `callboard token list`.",
    )
