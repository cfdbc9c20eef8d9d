"""The journal's tables: made by migrations, the same as described, never taken for others."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import rehearsals.journal.migrations as scripts
from rehearsals.journal.sql import open_journal
from rehearsals.journal.sqlite import SqliteFile
from rehearsals.journal.tables import SCHEMA, SCHEMA_TABLE, metadata
from runbooks.errors import JournalError
from tests.rehearsals.journal.making import RUN, filled

ROOT = Path(__file__).parents[3]
OPEN = """
import sys
from pathlib import Path
from rehearsals.journal.sql import open_journal
open_journal(Path(sys.argv[1]))
print("alembic" in sys.modules)
"""


def test_schema_is_the_newest_migration() -> None:
    """The number that opening compares with is that of the last script."""
    (directory,) = scripts.__path__

    assert ScriptDirectory(directory).get_heads() == [SCHEMA]


def test_migrations_make_the_tables_that_are_described(journal_path: Path) -> None:
    """There is no difference between a migrated database and the tables in the code."""
    open_journal(journal_path).close()
    database = SqliteFile(path=journal_path)
    with database.reader(database.engine()) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": SCHEMA_TABLE})
        assert compare_metadata(context, metadata) == []


def test_events_are_unique_in_their_place(journal_path: Path) -> None:
    """The database itself refuses a second event with the same sequence number."""
    with closing(open_journal(journal_path)) as journal:
        filled(journal, 1)
    with (
        closing(sqlite3.connect(journal_path)) as raw,
        pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE.*events.stream, events.seq"),
    ):
        raw.execute("INSERT INTO events SELECT * FROM events")


def test_open_of_a_current_journal_does_not_load_alembic(journal_path: Path) -> None:
    """Opening is quick when there is nothing to migrate."""
    open_journal(journal_path).close()
    command = [sys.executable, "-c", OPEN, str(journal_path)]

    assert subprocess.check_output(command, cwd=ROOT, text=True) == "False\n"


def test_open_migrates_a_journal_of_the_first_schema(journal_path: Path) -> None:
    """What an older release wrote is all there, and has a queue from now on."""
    with closing(open_journal(journal_path)) as journal:
        written = filled(journal, 3)
    with closing(sqlite3.connect(journal_path)) as raw, raw:
        raw.execute("DROP TABLE deliveries")
        raw.execute("UPDATE journal_schema SET version_num = '0001'")

    with closing(open_journal(journal_path)) as journal:
        assert tuple(journal.read(RUN)) == written
        assert journal.queued("DR1") == ()


def test_open_refuses_a_newer_schema(journal_path: Path) -> None:
    """A journal of a later release is named with its schema, and left alone."""
    open_journal(journal_path).close()
    with closing(sqlite3.connect(journal_path)) as raw, raw:
        raw.execute("UPDATE journal_schema SET version_num = '9999'")

    with pytest.raises(JournalError, match="newer Callboard: its schema is 9999, and this"):
        open_journal(journal_path)


def test_open_refuses_a_database_of_something_else(journal_path: Path) -> None:
    """Another program's database gets no tables of ours."""
    journal_path.parent.mkdir()
    with closing(sqlite3.connect(journal_path)) as raw, raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")

    with pytest.raises(JournalError, match="is a database, but not a journal"):
        open_journal(journal_path)
    with closing(sqlite3.connect(journal_path)) as raw:
        assert raw.execute("SELECT name FROM sqlite_schema").fetchall() == [("alembic_version",)]
