"""The connections a SQL journal holds: one writes, one reads, one watches; each with its lock.

Held, not pooled: taking one from a pool would cost as much as an append, and the writes of others
are noticed rightly on one and the same connection only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from rehearsals.journal.schema import migrate, schema_of
from rehearsals.journal.sqlite import SqliteFile
from rehearsals.journal.statements import Statements
from rehearsals.journal.tables import SCHEMA

Values = Mapping[str, Any]


class Session:
    """Runs `Statements` on the driver of a connection, past SQLAlchemy's slower way in.

    SQLAlchemy makes the texts, the connections and the transactions; its `execute` would take as
    long as all the rest of an append (`bench/journal.py`).
    """

    def __init__(self, connection: Connection) -> None:
        """Take the driver's own connection; it is held as long as `connection` is."""
        self._driver: Any = connection.connection.driver_connection

    def rows(self, statement: str, values: Values) -> list[Any]:
        """All rows at once, so that no statement is left half read and holds on to its view."""
        cursor = self._driver.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall()  # type: ignore[no-any-return]

    def row(self, statement: str, values: Values) -> Any:
        """The first row; None if there is none."""
        rows = self.rows(statement, values)
        return rows[0] if rows else None

    def run(self, statement: str, *many: Values) -> None:
        """A statement that gives no rows, once for each set of values."""
        self._driver.cursor().executemany(statement, many)


class Connections:
    """An open database whose schema is up to date."""

    def __init__(self, database: SqliteFile) -> None:
        """Open it; raises JournalError as `open_journal` says."""
        self._database = database
        engine = database.engine()
        self.statements = Statements.compiled(engine.dialect)
        self._errors = (DBAPIError, engine.dialect.loaded_dbapi.Error)
        self._opened: list[Connection] = []
        self._write_lock, self._read_lock, self._watch_lock = Lock(), Lock(), Lock()
        self._version: int | None = None
        try:
            with self._explained():
                self._writer = self._keep(database.writer(engine))
                self._watcher = self._keep(database.reader(engine))
                reader = self._keep(database.reader(engine))
                self._bring_to_schema(reader)
                self._writes, self._reads = Session(self._writer), Session(reader)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, the only one that writes while it lasts; nothing is kept on an error."""
        with self._write_lock, self._explained(), self._writer.begin():
            yield self._writes

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Statements that read, outside a transaction."""
        with self._read_lock, self._explained():
            yield self._reads

    def changed(self) -> bool:
        """Whether anybody has written since the last call; yes at the first one."""
        with self._watch_lock, self._explained():
            before, self._version = self._version, self._database.version(self._watcher)
        return self._version != before

    def close(self) -> None:
        """Let go of the connections; a second call does nothing."""
        with self._write_lock, self._read_lock, self._watch_lock:
            while self._opened:
                self._opened.pop().close()

    def _keep(self, connection: Connection) -> Connection:
        self._opened.append(connection)
        return connection

    def _bring_to_schema(self, reader: Connection) -> None:
        name = f"The journal {self._database.path}"
        if schema_of(reader, name) != SCHEMA:
            migrate(self._writer, name)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise self._database.explained(error) from error
