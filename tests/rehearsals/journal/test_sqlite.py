"""What is peculiar to SQLite: durable settings, and plain words for what it cannot do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from rehearsals.journal.port import Journal, OutboxRow
from rehearsals.journal.sql import SqlJournal, open_journal
from rehearsals.journal.sqlite import SqliteFile, Unreadable
from rehearsals.journal.verify import verify_stream
from runbooks.errors import JournalError
from tests.rehearsals.journal.making import RUN, entries, filled


class SmallDisk(SqliteFile):
    """A database that may not grow beyond so many pages, as on a disk that is nearly full."""

    def engine(self) -> Engine:
        """The engine, with SQLite's own limit on every connection."""
        engine = super().engine()
        event.listen(engine, "connect", _limit)
        return engine


def _limit(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA max_page_count = 16")


@pytest.fixture
def locked(journal_path: Path, sql_journal: Journal) -> Iterator[sqlite3.Connection]:
    """Another program that keeps the journal's write lock."""
    filled(sql_journal, 1)
    with closing(sqlite3.connect(journal_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("PRAGMA journal_mode", "wal"),
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA busy_timeout", 30_000),
    ],
)
def test_connections_are_durable_and_wait(tmp_path: Path, question: str, answer: str | int) -> None:
    """WAL, synchronous FULL, foreign keys and the waiting time hold on writer and reader alike."""
    database = SqliteFile(path=tmp_path / "journal.sqlite")
    engine = database.engine()
    for connection in (database.writer(engine), database.reader(engine)):
        with connection:
            assert connection.exec_driver_sql(question).scalar_one() == answer


def test_journal_refuses_a_file_that_cannot_be_made_durable() -> None:
    """SQLite says yes to a setting it does not keep, so settings are read back."""
    with pytest.raises(JournalError, match=r"cannot be made durable: .*journal_mode gives memory"):
        SqlJournal(SqliteFile(path=Path(":memory:")))


def test_append_on_a_full_disk_writes_nothing(journal_path: Path) -> None:
    """What does not fit is refused whole, in plain words, and the journal goes on afterwards."""
    open_journal(journal_path).close()
    with closing(SqlJournal(SmallDisk(path=journal_path))) as journal:
        filled(journal, 2)
        post = OutboxRow(key="k", topic="notices", payload={"text": "x" * 100_000})

        with pytest.raises(JournalError, match=r"journal.sqlite cannot be used: the disk is full"):
            journal.append(RUN, 2, entries(2), also=[post])
        journal.append(RUN, 2, entries(1))
        assert verify_stream(journal.read(RUN)).seq == 3
        assert journal.outbox("notices") == ()


def test_append_to_a_locked_journal_gives_up_in_plain_words(
    journal_path: Path, locked: sqlite3.Connection
) -> None:
    """A writer that waited in vain says what stands in its way, and can go on later."""
    with closing(SqlJournal(SqliteFile(path=journal_path, busy_seconds=0))) as journal:
        with pytest.raises(JournalError, match=r"another process keeps it locked. Stop that"):
            journal.append(RUN, 1, entries(1))
        locked.execute("ROLLBACK")
        journal.append(RUN, 1, entries(1))
        assert journal.head(RUN).seq == 2


def test_reading_goes_on_while_another_writes(
    sql_journal: Journal, locked: sqlite3.Connection
) -> None:
    """A writer keeps nobody from reading."""
    assert locked.in_transaction
    assert [record.seq for record in sql_journal.read(RUN)] == [1]


def test_open_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A text file is named, and left as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("Not a journal, but notes of somebody. " * 50)
    content = path.read_bytes()

    with pytest.raises(JournalError, match=r"notes.txt cannot be used: it is not a database"):
        open_journal(path)
    assert path.read_bytes() == content


def test_open_refuses_a_directory(tmp_path: Path) -> None:
    """A directory in the place of the file is named."""
    with pytest.raises(JournalError, match="cannot be used: it cannot be opened"):
        open_journal(tmp_path)


def test_open_refuses_a_directory_it_cannot_make(tmp_path: Path) -> None:
    """A file in the place of the directory is named."""
    (tmp_path / "data").write_text("a file")

    with pytest.raises(JournalError, match=r"The directory of the journal .* cannot be made"):
        open_journal(tmp_path / "data" / "journal.sqlite")


def test_explained_says_that_a_file_is_read_only(tmp_path: Path) -> None:
    """SQLite's own error for a file that may not be written becomes a hint at permissions."""
    database = SqliteFile(path=tmp_path / "journal.sqlite")
    sqlite3.connect(database.path).close()
    uri = f"file:{database.path}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("CREATE TABLE t (a)")

    assert "may not be written. Check the permissions" in str(database.explained(caught.value))


def test_explained_passes_on_what_it_does_not_know(tmp_path: Path) -> None:
    """An error without a rule of its own keeps SQLite's words."""
    explained = SqliteFile(path=tmp_path / "j").explained(sqlite3.ProgrammingError("odd"))

    assert "j cannot be used: odd." in str(explained)
    assert not isinstance(explained, Unreadable)
