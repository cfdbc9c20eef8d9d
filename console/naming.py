"""Names of parties, for people; their ids are for commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from types import MappingProxyType

from runbooks.model import Runbook

#: Members beyond which they are counted, not named.
_MOST_NAMED = 3
#: Parties that are named of any number.
_FIRST_NAMED = 8


#: The names of people by id, as the register had them when the command opened the journal.
_PEOPLE: ContextVar[Mapping[str, str]] = ContextVar("people", default=MappingProxyType({}))


def know_people(names: Mapping[str, str]) -> None:
    """Call people by these names from now on."""
    _PEOPLE.set(names)


def person_name(person: str) -> str:
    """The name of somebody in the register; the id itself of anybody else."""
    return _PEOPLE.get().get(person, person)


def party_name(book: Runbook, party: str) -> str:
    """The name of a party, or of a person; the id itself if nobody knows it."""
    known = book.parties.get(party)
    return known.name if known else person_name(party)


def with_person(book: Runbook, parties: str, person: str) -> str:
    """The names of parties and, where the register has it, of who spoke for them."""
    name = person_name(person)
    return f"{party_names(book, parties)}{'' if name == person else f', {name}'}"


def party_names(book: Runbook, joined: str) -> str:
    """The names of the parties that a decision gives, joined by commas; counted if many."""
    names = [party_name(book, party) for party in joined.split(", ")]
    return ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} members"


def party_names_or_so(book: Runbook, parties: Sequence[str], most: int = _FIRST_NAMED) -> str:
    """The names of parties somebody has to ring; of very many, the first and how many more."""
    names = ", ".join(party_name(book, party) for party in parties[:most])
    more = len(parties) - most
    return f"{names} and {more} more" if more > 0 else names
