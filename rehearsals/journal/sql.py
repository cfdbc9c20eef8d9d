"""The journal in a database: durable, shared by threads and processes.

What is peculiar to SQLite stands in `sqlite.py`, the connections in `connections.py`, and the
statements in `statements.py`; another database needs a module beside the first of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from rehearsals.files import make_private
from rehearsals.journal.checks import check_append
from rehearsals.journal.connections import Connections, Session
from rehearsals.journal.places import micros, placed
from rehearsals.journal.port import (
    Claim,
    Entry,
    Head,
    Journal,
    Lease,
    NewDelivery,
    OutboxRow,
    QueuedDelivery,
    Recorded,
    Settlement,
    Waiting,
)
from rehearsals.journal.rows import EMPTY_HEAD, payload_text, seal_all
from rehearsals.journal.sql_leases import SqlLeases
from rehearsals.journal.sql_queue import SqlQueue
from rehearsals.journal.sql_reading import SqlReader
from rehearsals.journal.sqlite import SqliteFile
from runbooks.errors import JournalError


def open_journal(path: Path) -> Journal:
    """The journal in a SQLite file, made with its directory (for its owner alone) if need be.

    Raises JournalError if it cannot be opened or made durable, is not a journal, or is newer.
    """
    try:
        make_private(path.parent)
    except OSError as error:
        raise JournalError(
            f"The directory of the journal {path} cannot be made: {error.strerror}.",
            hint="Name another data directory, or mend its permissions.",
        ) from error
    return SqlJournal(SqliteFile(path=path))


class SqlJournal:
    """Streams in a database; what the database cannot do is raised as JournalError."""

    def __init__(self, database: SqliteFile) -> None:
        """Open the connections and bring the schema up to date."""
        self._db = Connections(database)
        self._sql = self._db.statements
        self._reader = SqlReader(self._db)
        self._leases = SqlLeases(self._db)
        self._queue = SqlQueue(self._sql)

    def append(
        self,
        stream: str,
        expected_seq: int,
        entries: Sequence[Entry],
        *,
        fence: Lease | None = None,
        also: Sequence[OutboxRow] = (),
        deliveries: Sequence[NewDelivery] = (),
        again: Mapping[str, datetime] = MappingProxyType({}),
    ) -> tuple[Recorded, ...]:
        """Append all entries or none, durably; raises Conflict or Fenced."""
        with self._db.writing() as session:
            head, token = self._head(session, stream, fence)
            check_append(stream, expected_seq=expected_seq, seq=head.seq, fence=fence, token=token)
            records = self._append(session, stream, head, entries)
            for post in also:
                values = {"key": post.key, "topic": post.topic, "payload": payload_text(post)}
                session.run(self._sql.insert_outbox, values)
            self._queue.add(session, [placed(delivery) for delivery in deliveries])
            self._queue.again(session, {key: micros(due) for key, due in again.items()})
        return records

    def claim(
        self, pool: str, holder: str, *, now: datetime, seconds: float, limit: int
    ) -> tuple[Claim, ...]:
        """Take deliveries that are due in hand; where none is, nothing is locked."""
        with self._db.reading() as session:
            if not self._queue.any_due(session, pool, now):
                return ()
        with self._db.writing() as session:
            return self._queue.claim(session, pool, holder, now=now, seconds=seconds, limit=limit)

    def settle(
        self,
        stream: str,
        entries: Sequence[Entry],
        settlements: Sequence[Settlement],
        *,
        deliveries: Sequence[NewDelivery] = (),
    ) -> tuple[Recorded, ...]:
        """Append what was tried, settle the places, add new deliveries; all or nothing."""
        with self._db.writing() as session:
            head, _ = self._head(session, stream)
            records = self._append(session, stream, head, entries)
            self._queue.settle(session, settlements)
            self._queue.add(session, [placed(delivery) for delivery in deliveries])
        return records

    def queued(self, topic: str) -> tuple[QueuedDelivery, ...]:
        """The deliveries of a topic, in order of writing."""
        with self._db.reading() as session:
            return self._queue.queued(session, topic)

    def waiting(self, pool: str, now: datetime) -> Waiting:
        """How much waits in a pool."""
        with self._db.reading() as session:
            return self._queue.waiting(session, pool, now)

    def read(self, stream: str, *, after: int = 0) -> Iterator[Recorded]:
        """The entries of a stream behind a sequence number, up to its present head.

        Raises JournalCorrupt at the first one that was altered, is missing or cannot be read.
        """
        return self._reader.read(stream, after, self.head(stream).seq)

    def head(self, stream: str) -> Head:
        """The end of a stream."""
        with self._db.reading() as session:
            return self._head(session, stream)[0]

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the streams that hold something, sorted; one step in an index for each."""
        return self._reader.streams(prefix)

    def acquire(self, stream: str, holder: str, *, now: datetime, seconds: float) -> Lease:
        """Take the lease on a stream; raises LeaseHeld."""
        return self._leases.acquire(stream, holder, now=now, seconds=seconds)

    def renew(self, lease: Lease, *, now: datetime, seconds: float) -> Lease:
        """Keep a lease for longer; raises Fenced if it was lost."""
        return self._leases.renew(lease, now=now, seconds=seconds)

    def release(self, lease: Lease) -> None:
        """Give a lease back; nothing happens if it was lost."""
        self._leases.release(lease)

    def lease(self, stream: str) -> Lease | None:
        """The newest lease on a stream that has not been given back, expired or not."""
        return self._leases.lease(stream)

    def cursor(self, follower: str, stream: str) -> int:
        """The last sequence number a follower has dealt with."""
        with self._db.reading() as session:
            found = session.row(self._sql.cursor, {"follower": follower, "stream": stream})
        return int(found[0]) if found else 0

    def move_cursor(self, follower: str, stream: str, seq: int) -> None:
        """Remember how far a follower has come; it never goes back."""
        if seq <= self.cursor(follower, stream):
            return
        values = {"follower": follower, "stream": stream, "seq": seq}
        with self._db.writing() as session:
            found = session.row(self._sql.cursor, values)
            if found is None:
                session.run(self._sql.insert_cursor, values)
            elif found[0] < seq:
                session.run(self._sql.update_cursor, values)

    def outbox(self, topic: str) -> tuple[OutboxRow, ...]:
        """The rows of a topic, in order of writing."""
        return self._reader.outbox(topic)

    def changed(self) -> bool:
        """Whether anybody has written since the last call; yes at the first one."""
        return self._db.changed()

    def close(self) -> None:
        """Let go of the connections; a second call does nothing."""
        self._db.close()

    def _head(
        self, session: Session, stream: str, fence: Lease | None = None
    ) -> tuple[Head, int | None]:
        asked = {"stream": stream, "fenced": fence.stream if fence else None}
        seq, digest, token = session.row(self._sql.head_and_token, asked)
        return EMPTY_HEAD if seq is None else Head(seq=seq, hash=digest), token

    def _append(
        self, session: Session, stream: str, head: Head, entries: Sequence[Entry]
    ) -> tuple[Recorded, ...]:
        sealed = seal_all(stream, head, entries)
        if sealed:
            session.run(self._sql.insert_event, *(row._asdict() for row, _ in sealed))
        return tuple(record for _, record in sealed)
