"""Opening the data directory: the desk on its journal, and the run that a person's word names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console import here
from console.naming import know_people
from rehearsals.desk import Desk
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.people.book import guard_of, people_ledger
from runbooks.errors import SettingsError


@contextmanager
def opened_journal(*, create: bool = False) -> Iterator[Journal]:
    """The journal; without `create`, an empty one where there is none, so that looking makes none.

    Raises JournalError, and SettingsError for a data directory that cannot be one.
    """
    settings = here.settings()
    check_home(settings.home)
    path = settings.journal_path
    journal: Journal = open_journal(path) if create or path.exists() else MemoryJournal()
    try:
        yield journal
    finally:
        journal.close()


def check_home(home: Path) -> None:
    """Raise SettingsError if a path is no directory, and none can be made there."""
    try:
        there = next(place for place in (home, *home.parents) if place.exists())
        usable = there.is_dir() and os.access(there, os.X_OK | (0 if there == home else os.W_OK))
    except (OSError, ValueError):
        usable = False
    if not usable:
        raise SettingsError(
            f"The data directory {home} cannot be used: "
            "it is no directory, and none can be made there.",
            hint="Set CALLBOARD_HOME to a directory of your own.",
        )


@contextmanager
def opened_desk(*, create: bool = False) -> Iterator[Desk]:
    """A desk for people on the journal, which asks the register of people what they may do."""
    with opened_journal(create=create) as journal:
        people = people_ledger(journal, here.now).state().people
        know_people({key: person.name for key, person in people.items()})
        yield Desk(journal, here.now, guard=guard_of(journal, here.now))


@contextmanager
def opened_run(name: str) -> Iterator[tuple[Desk, str]]:
    """A desk, and the run that a name, its beginning or `latest` stands for; or RunNotFound."""
    with opened_desk() as desk:
        yield desk, desk.resolve(name)
