"""Names of parties, for people; their ids are for commands."""

from __future__ import annotations

from collections.abc import Sequence

from runbooks.model import Runbook

#: Members beyond which they are counted, not named.
_MOST_NAMED = 3
#: Parties that are named of any number.
_FIRST_NAMED = 8


def party_name(book: Runbook, party: str) -> str:
    """The name of a party; the id itself if the runbook does not know it."""
    known = book.parties.get(party)
    return known.name if known else party


def party_names(book: Runbook, joined: str) -> str:
    """The names of the parties that a decision gives, joined by commas; counted if many."""
    names = [party_name(book, party) for party in joined.split(", ")]
    return ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} members"


def party_names_or_so(book: Runbook, parties: Sequence[str]) -> str:
    """The names of parties somebody has to ring; of very many, the first and how many more."""
    names = ", ".join(party_name(book, party) for party in parties[:_FIRST_NAMED])
    more = len(parties) - _FIRST_NAMED
    return f"{names} and {more} more" if more > 0 else names
