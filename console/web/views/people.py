"""The register of people as pages show it; never a hash, a password or a token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from console.telling_people import ZONE, within
from console.web.views.contacts import dial
from rehearsals.people.register import Held, Person, Register, Substitute
from rehearsals.people.words import PARTY_ROLES, role_name
from runbooks.clocktime import local

#: Parties beyond which they are counted, not named.
_MOST_NAMED = 4
#: Where nobody knows what parties are called: then their ids are shown.
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """Somebody in the list."""

    id: str
    name: str
    organisation: str
    #: Roles now, own ones first, in words.
    roles: tuple[str, ...]
    phone: str
    dial: str
    email: str
    #: Who stands in for whom, as far as it concerns them.
    standing_in: str
    service: bool
    left: bool
    has_password: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SubstituteRow:
    """A substitution that holds, or will."""

    number: int
    substitute: str
    person: str
    what: str
    when: str
    stands: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationRow:
    """An organisation, and for whom it acts."""

    id: str
    name: str
    left: bool
    people: int
    #: The parties it acts for now.
    parties: tuple[str, ...]
    #: For whom it acts, in sentences; its own parties first.
    acts_for: tuple[str, ...]
    identifiers: tuple[str, ...]


def person_rows(
    register: Register, now: datetime, query: str = "", names: Mapping[str, str] = _NO_NAMES
) -> tuple[PersonRow, ...]:
    """Everybody by name, those who left last; only whom a word is about, if one is given."""
    rows = (person_row(register, person, now, names) for person in register.people.values())
    wanted = query.casefold().split()
    found = (row for row in rows if all(word in _text(row) for word in wanted))
    return tuple(sorted(found, key=lambda row: (row.left, row.service, row.name.casefold())))


def person_row(
    register: Register, person: Person, now: datetime, names: Mapping[str, str] = _NO_NAMES
) -> PersonRow:
    """Somebody as the list shows them."""
    phone = person.phone or ""
    return PersonRow(
        id=person.id,
        name=person.name,
        organisation=register.organisations[person.organisation].name,
        roles=tuple(
            held_words(register, held, names) for held in register.roles_of(person.id, now)
        ),
        phone=phone,
        dial=dial(phone),
        email=person.email or "",
        standing_in="; ".join(_standing(register, person.id, now)),
        service=person.kind == "service",
        left=register.person(person.id) is None,
        has_password=person.password is not None,
    )


def substitute_rows(
    register: Register,
    now: datetime,
    person: str | None = None,
    names: Mapping[str, str] = _NO_NAMES,
) -> tuple[SubstituteRow, ...]:
    """The substitutions that hold or are to come, of everybody or of one."""
    return tuple(
        SubstituteRow(
            number=each.number,
            substitute=register.people[each.substitute].name,
            person=register.people[each.person].name,
            what=_in_what(each, names),
            when=within(each.starts_at, each.ends_at).strip() or "until it is ended",
            stands=each.stands(now),
        )
        for each in register.substitutes
        if not each.ended
        and (each.ends_at is None or now < each.ends_at)
        and person in (None, each.person, each.substitute)
        and register.person(each.person)
        and register.person(each.substitute)
    )


def organisation_rows(
    register: Register, now: datetime, names: Mapping[str, str] = _NO_NAMES
) -> tuple[OrganisationRow, ...]:
    """All organisations by name, those that left last."""
    rows = (
        OrganisationRow(
            id=one.id,
            name=one.name,
            left=one.left_at is not None,
            people=sum(
                person.organisation == one.id and register.person(person.id) is not None
                for person in register.people.values()
            ),
            parties=tuple(sorted(register.parties_of(one.id, now))),
            acts_for=tuple(
                f"{_named(acts.parties, names) or 'all'}{f' of {acts.of}' if acts.of else ''}"
                f"{f' as {_words(acts.market_role)}' if acts.market_role else ''}"
                f"{within(acts.starts_at, acts.ends_at)}"
                for acts in one.acts_for
            ),
            identifiers=tuple(
                f"{'MPID' if i.kind == 'mpid' else 'DIP ID'} {i.value} ({_words(i.market_role)})"
                for i in one.identifiers
            ),
        )
        for one in register.organisations.values()
    )
    return tuple(sorted(rows, key=lambda row: (row.left, row.name.casefold())))


def held_words(
    register: Register,
    held: Held,
    names: Mapping[str, str] = _NO_NAMES,
    most: int = _MOST_NAMED,
) -> str:
    """A role in words: for which parties, and by standing in for whom."""
    words = role_name(held.role)
    if held.role in PARTY_ROLES:
        parties = sorted(held.parties)
        named = _named(parties, names) if len(parties) <= most else f"{len(parties)} parties"
        words += f" for {named or 'no party'}"
    if held.through is None:
        return words
    return f"{words} (standing in for {register.people[held.through].name})"


def moment(instant: datetime) -> str:
    """An instant on the clock by which the register is read."""
    return local(instant, ZONE)


def _standing(register: Register, person: str, now: datetime) -> Iterator[str]:
    for each in register.substitutes:
        there = register.person(each.person) and register.person(each.substitute)
        if each.stands(now) and there and person in (each.person, each.substitute):
            if each.person == person:
                yield f"{register.people[each.substitute].name} stands in for them"
            else:
                yield f"stands in for {register.people[each.person].name}"


def _in_what(each: Substitute, names: Mapping[str, str]) -> str:
    roles = ", ".join(role_name(role) for role in each.roles) or "everything but administrator"
    return f"{roles} for {_named(each.parties, names)}" if each.parties else roles


def _named(parties: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(party, party) for party in parties)


def _words(role: str) -> str:
    return role.replace("_", " ")


def _text(row: PersonRow) -> str:
    return " ".join((row.id, row.name, row.organisation, row.email, *row.roles)).casefold()
