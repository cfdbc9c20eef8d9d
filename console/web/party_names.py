"""The names of parties as runbooks call them, for pages of the register, which has their ids."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from console.web.runbook_shelf import from_library
from runbooks.errors import CallboardError
from runbooks.library import library_names

if TYPE_CHECKING:
    from console.web.house import House
    from runbooks.parties import Party

#: Runs that are looked through for names, newest first: what is older is seldom spoken of.
_MOST_RUNS = 8


def party_names_known(house: House) -> Mapping[str, str]:
    """Names of parties by id: of the newest run that knows one, else of a library runbook."""
    found: dict[str, str] = {}
    for run in reversed(house.reader.runs()[-_MOST_RUNS:]):
        # A run that cannot be read tells its own page why.
        with suppress(CallboardError):
            _add(found, house.look(run).state.runbook.parties)
    for name in library_names():
        with suppress(CallboardError):
            _add(found, from_library(name).book.parties)
    return found


def _add(found: dict[str, str], parties: Mapping[str, Party]) -> None:
    for key, party in parties.items():
        found.setdefault(key, party.name)
