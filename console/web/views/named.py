"""Systems and audiences by the names that people outside know them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runbooks.model import Runbook


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A system, party or audience: its id, and what people call it."""

    id: str
    name: str


def system_of(book: Runbook, key: str) -> Named:
    """A system; one that the runbook does not describe is called by its id."""
    system = book.systems.get(key)
    return Named(id=key, name=system.name if system else key)


def audience_of(book: Runbook, keys: Iterable[str]) -> tuple[Named, ...]:
    """Audiences: parties and groups by their names, any other by what its id says."""
    return tuple(Named(id=key, name=audience_name(book, key)) for key in keys)


def audience_name(book: Runbook, key: str) -> str:
    """What an audience is called: `LDSOs`, `Suppliers`, `EES users`."""
    if key in book.group_names:
        return book.group_names[key]
    if key in book.parties and key not in book.groups:
        return book.parties[key].name
    systems = {system.casefold(): system for system in book.systems}
    words = [systems.get(word.casefold(), word) for word in key.split("_")]
    name = " ".join(words)
    name = name[:1].upper() + name[1:]
    # An audience is many; its id names one of them.
    return name if name.endswith("s") or key in book.groups else f"{name}s"
