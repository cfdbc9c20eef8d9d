"""What a journal in a database promises beyond the contract: to last, and to be shared."""

from __future__ import annotations

import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsals.journal.port import Journal, OutboxRow
from rehearsals.journal.sql import open_journal
from runbooks.errors import Conflict, LeaseHeld
from tests.rehearsals.journal.making import NOW, RUN, entries, filled


def test_everything_is_there_after_reopening(journal_path: Path) -> None:
    """Events, leases, cursors and the outbox outlive the process that wrote them."""
    post = OutboxRow(key="k", topic="notices", payload={"text": "é"})
    with closing(open_journal(journal_path)) as journal:
        appended = journal.append(RUN, 0, entries(3), also=[post])
        lease = journal.acquire(RUN, "engine-1", now=NOW, seconds=30)
        journal.move_cursor("mirror", RUN, 2)

    with closing(open_journal(journal_path)) as journal:
        assert tuple(journal.read(RUN)) == appended
        assert journal.lease(RUN) == lease
        assert (journal.cursor("mirror", RUN), journal.outbox("notices")) == (2, (post,))


def test_append_is_there_while_the_writer_is_still_open(
    sql_journal: Journal, journal_path: Path
) -> None:
    """What `append` returned is seen by others at once; so it was committed."""
    appended = filled(sql_journal, 3)

    with closing(open_journal(journal_path)) as other:
        assert tuple(other.read(RUN)) == appended


def test_changed_notices_another_journal_object(sql_journal: Journal, journal_path: Path) -> None:
    """Each of two objects on one file notices what the other one writes, once."""
    with closing(open_journal(journal_path)) as other:
        other.changed()
        filled(sql_journal, 1)
        assert [other.changed(), other.changed()] == [True, False]
        sql_journal.changed()
        other.append(RUN, 1, entries(1))
        assert [sql_journal.changed(), sql_journal.changed()] == [True, False]


def test_rules_hold_between_journal_objects(sql_journal: Journal, journal_path: Path) -> None:
    """Expectation and lease are checked against the database, not against a memory of it."""
    with closing(open_journal(journal_path)) as other:
        filled(sql_journal, 1)
        sql_journal.acquire(RUN, "engine-1", now=NOW, seconds=30)
        with pytest.raises(Conflict):
            other.append(RUN, 0, entries(1))
        with pytest.raises(LeaseHeld):
            other.acquire(RUN, "engine-2", now=NOW + timedelta(seconds=1), seconds=30)


def test_directory_of_a_new_journal_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine reads who said what in the night."""
    home = tmp_path / "above" / "home"
    with closing(open_journal(home / "journal.sqlite")):
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
