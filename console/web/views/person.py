"""One person as their page shows them: what they may do, who stands in, their ways in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.telling_people import SIGNED_IN_BY
from console.web.views.people import (
    PersonRow,
    SubstituteRow,
    held_words,
    moment,
    person_row,
    substitute_rows,
)
from console.web.visitor import Visitor
from rehearsals.people.register import Person, Register
from rehearsals.people.words import ROLES, Role, role_name

#: Parties of a role that are named on somebody's own page.
_MOST_NAMED = 60
_ALL_SCOPES = {
    "read": "reading",
    "act": "acting in runs",
    "people": "changing the register of people",
    "password": "setting a first password, once",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleLine:
    """A role somebody has now, and what it is for."""

    words: str
    means: str
    #: What to take away; None: it is had by standing in.
    role: Role | None
    parties: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenLine:
    """A token, which is not shown."""

    id: str
    label: str
    opens: str
    until: str
    status: str
    invitation: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """The page of one person."""

    who: PersonRow
    offices: tuple[str, ...]
    roles: tuple[RoleLine, ...]
    substitutes: tuple[SubstituteRow, ...]
    #: Whether the visitor is an administrator, and whether it is their own page.
    keeps: bool
    own: bool
    #: For these two alone: None for everybody else.
    tokens: tuple[TokenLine, ...] | None
    sessions: tuple[str, ...] | None
    identities: tuple[tuple[str, str], ...] | None
    #: Whether issuing asks for the password, or else for signing in once more.
    asks_password: bool


def person_view(
    register: Register, visitor: Visitor, person: Person, names: Mapping[str, str]
) -> PersonView:
    """Somebody as the visitor may see them."""
    now = visitor.now
    own = visitor.person is not None and visitor.person.id == person.id
    keeps = visitor.has({"administrator"})
    private = own or keeps
    return PersonView(
        who=person_row(register, person, now, names),
        offices=tuple(f"{one.office} under {one.scheme}" for one in person.offices),
        roles=tuple(_roles(register, person, now, names)),
        substitutes=substitute_rows(register, now, person.id, names),
        keeps=keeps,
        own=own,
        tokens=tuple(_tokens(register, person, now)) if private else None,
        sessions=tuple(_sessions(register, person, now)) if private else None,
        identities=tuple((i.issuer, i.subject) for i in person.identities) if private else None,
        asks_password=visitor.person is not None and visitor.person.password is not None,
    )


def role_choices() -> tuple[tuple[str, str], ...]:
    """All roles, with what each is for."""
    return tuple((role, f"{role_name(role)}: {means}") for role, means in ROLES.items())


def people_choices(register: Register, but: str = "") -> list[tuple[str, str]]:
    """Everybody who is there, for choosing one."""
    there = (one for one in register.people.values() if register.person(one.id))
    found = [(one.id, f"{one.name} ({one.id})") for one in there if one.kind == "person"]
    return sorted((one for one in found if one[0] != but), key=lambda one: one[1].casefold())


def organisation_choices(register: Register) -> list[tuple[str, str]]:
    """The organisations that are there, for choosing one."""
    there = (one for one in register.organisations.values() if one.left_at is None)
    return sorted(((one.id, one.name) for one in there), key=lambda one: one[1].casefold())


def _roles(
    register: Register, person: Person, now: datetime, names: Mapping[str, str]
) -> Iterator[RoleLine]:
    for held in register.roles_of(person.id, now):
        grant = next((g for g in person.grants if g.role == held.role), None)
        own = held.through is None and grant is not None
        yield RoleLine(
            words=held_words(register, held, names, most=_MOST_NAMED),
            means=ROLES[held.role],
            role=held.role if own else None,
            parties=" ".join(grant.parties) if own and grant else "",
        )


def _tokens(register: Register, person: Person, now: datetime) -> Iterator[TokenLine]:
    """Those that open something first; of the others only what was revoked or ran out."""
    theirs = [one for one in register.tokens.values() if one.person == person.id]
    for one in sorted(theirs, key=lambda one: one.status(now) != "valid"):
        yield TokenLine(
            id=one.id,
            label=one.label,
            opens=", ".join(_ALL_SCOPES[scope] for scope in one.scopes),
            until=moment(one.expires_at),
            status=one.status(now),
            invitation=one.is_invitation,
        )


def _sessions(register: Register, person: Person, now: datetime) -> Iterator[str]:
    for one in register.sessions_of(person.id, now):
        yield f"Since {moment(one.begun_at)}, {SIGNED_IN_BY[one.means]}"
