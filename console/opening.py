"""Opening the data directory: the desk on its journal, and the run that a person's word names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from console import here
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal


@contextmanager
def opened_journal(*, create: bool = False) -> Iterator[Journal]:
    """The journal; without `create`, an empty one where there is none, so that looking makes none.

    Raises JournalError and SettingsError.
    """
    path = here.settings().journal_path
    journal: Journal = open_journal(path) if create or path.exists() else MemoryJournal()
    try:
        yield journal
    finally:
        journal.close()


@contextmanager
def opened_desk(*, create: bool = False) -> Iterator[Desk]:
    """A desk on the journal."""
    with opened_journal(create=create) as journal:
        yield Desk(journal, here.now)


@contextmanager
def opened_run(name: str) -> Iterator[tuple[Desk, str]]:
    """A desk, and the run that a name, its beginning or `latest` stands for; or RunNotFound."""
    with opened_desk() as desk:
        yield desk, desk.resolve(name)
