"""All that is peculiar to SQLite: pragmas, its write lock, noticing writes, its ways to fail."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from runbooks.errors import JournalError

#: Seconds a writer waits for another one before it gives up.
BUSY_SECONDS: Final = 30.0

#: Set on every connection, and read back: else what `append` has returned might not be durable.
_PRAGMAS: Final = (
    ("PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"),
    ("PRAGMA synchronous = FULL", "PRAGMA synchronous", 2),
    ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1),
)
#: Extended results share their low byte with the primary one.
_PRIMARY: Final = 0xFF
_ADVICE: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Make room and repeat; nothing was half-written."),
    sqlite3.SQLITE_READONLY: ("it may not be written", "Check the permissions of its directory."),
    sqlite3.SQLITE_PERM: ("it may not be written", "Check the permissions of its directory."),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "Check that its directory can be written."),
    sqlite3.SQLITE_NOTADB: ("it is not a database", "Name another data directory."),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "Keep it, and restore it from a backup."),
    sqlite3.SQLITE_IOERR: ("the disk failed", "Check the disk and its free space, and repeat."),
    sqlite3.SQLITE_BUSY: ("another process keeps it locked", "Stop that process and repeat."),
    sqlite3.SQLITE_LOCKED: ("another process keeps it locked", "Stop that process and repeat."),
}


class Unreadable(JournalError):
    """A part of the file no longer holds what was written there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SqliteFile:
    """A journal's database file, and how to work with it."""

    path: Path
    busy_seconds: float = BUSY_SECONDS

    def engine(self) -> Engine:
        """An engine whose connections are set up and checked as they are made."""
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            paramstyle="named",
            poolclass=NullPool,
            connect_args={"check_same_thread": False, "timeout": self.busy_seconds},
        )
        event.listen(engine, "connect", self._set_up)
        return engine

    def writer(self, engine: Engine) -> Connection:
        """A connection whose transactions hold the write lock from their first moment on.

        A transaction that reads first and locks later would fail as soon as two of them meet.
        """
        connection = engine.connect()
        event.listen(connection, "begin", _take_write_lock)
        return connection

    def reader(self, engine: Engine) -> Connection:
        """A connection that is in no transaction between statements."""
        return engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def version(self, connection: Connection) -> int:
        """A number that changes when another connection, here or elsewhere, has written.

        It is right only on one and the same connection that is in no transaction.
        """
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def explained(self, error: BaseException) -> JournalError:
        """The plain words for an error of the driver, bare or wrapped by SQLAlchemy."""
        error = getattr(error, "orig", None) or error
        code = getattr(error, "sqlite_errorcode", None)
        if code is None and isinstance(error, sqlite3.OperationalError):  # text that is not UTF-8
            code = sqlite3.SQLITE_CORRUPT
        code = (code or sqlite3.SQLITE_ERROR) & _PRIMARY
        kind = Unreadable if code == sqlite3.SQLITE_CORRUPT else JournalError
        why, hint = _ADVICE.get(code, (str(error), "See whether the disk and the file are whole."))
        return kind(f"The journal {self.path} cannot be used: {why}.", hint=hint)

    def _set_up(self, connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin and end where the journal says
        for setting, question, expected in _PRAGMAS:
            connection.execute(setting)
            (found,) = connection.execute(question).fetchone()
            if found != expected:
                raise JournalError(
                    f"The journal {self.path} cannot be made durable: {question} gives {found} and"
                    f" not {expected}.",
                    hint="Keep the data directory on a local disk.",
                )


def _take_write_lock(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
