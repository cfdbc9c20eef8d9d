"""The journal in a database: durable, shared by threads and processes.

What is peculiar to SQLite stands in `sqlite.py`, the connections in `connections.py`, and the
statements in `statements.py`; another database needs a module beside the first of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rehearsals.files import make_private
from rehearsals.journal.checks import LeaseRecord, check_append, granted, renewed
from rehearsals.journal.connections import Connections, Session
from rehearsals.journal.port import Entry, Head, Journal, Lease, OutboxRow, Recorded
from rehearsals.journal.rows import EMPTY_HEAD, Row, corrupt, payload_text, seal, unseal
from rehearsals.journal.sqlite import SqliteFile, Unreadable
from runbooks.clocktime import from_rfc3339, rfc3339
from runbooks.errors import JournalError

#: Records fetched at once by `read`.
PAGE = 1000


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

    def append(
        self,
        stream: str,
        expected_seq: int,
        entries: Sequence[Entry],
        *,
        fence: Lease | None = None,
        also: Sequence[OutboxRow] = (),
    ) -> tuple[Recorded, ...]:
        """Append all entries or none, durably; raises Conflict or Fenced."""
        with self._db.writing() as session:
            asked = {"stream": stream, "fenced": fence.stream if fence else None}
            seq, prev, token = session.row(self._sql.head_and_token, asked)
            if seq is None:
                seq, prev = EMPTY_HEAD.seq, EMPTY_HEAD.hash
            check_append(stream, expected_seq=expected_seq, seq=seq, fence=fence, token=token)
            rows: list[Row] = []
            records: list[Recorded] = []
            for number, entry in enumerate(entries, seq + 1):
                row, record = seal(stream, number, prev, entry)
                rows.append(row)
                records.append(record)
                prev = row.hash
            if rows:
                session.run(self._sql.insert_event, *(row._asdict() for row in rows))
            for post in also:
                values = {"key": post.key, "topic": post.topic, "payload": payload_text(post)}
                session.run(self._sql.insert_outbox, values)
        return tuple(records)

    def read(self, stream: str, *, after: int = 0) -> Iterator[Recorded]:
        """The entries of a stream behind a sequence number, up to its present head.

        Raises JournalCorrupt at the first one that was altered, is missing or cannot be read.
        """
        return self._read(stream, after, self.head(stream).seq)

    def head(self, stream: str) -> Head:
        """The end of a stream."""
        with self._db.reading() as session:
            asked = {"stream": stream, "fenced": None}
            seq, digest, _ = session.row(self._sql.head_and_token, asked)
        return EMPTY_HEAD if seq is None else Head(seq=seq, hash=digest)

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the streams that hold something, sorted; one step in an index for each."""
        names: list[str] = []
        with self._db.reading() as session:
            (name,) = session.row(self._sql.stream_from, {"from_": prefix})
            while name is not None and name.startswith(prefix):
                names.append(name)
                (name,) = session.row(self._sql.stream_behind, {"behind": name})
        return tuple(names)

    def acquire(self, stream: str, holder: str, *, now: datetime, seconds: float) -> Lease:
        """Take the lease on a stream; raises LeaseHeld."""
        with self._db.writing() as session:
            record = self._lease_record(session, stream)
            lease = granted(record, stream=stream, holder=holder, now=now, seconds=seconds)
            statement = self._sql.insert_lease if record is None else self._sql.update_lease
            session.run(statement, _kept(lease))
        return lease

    def renew(self, lease: Lease, *, now: datetime, seconds: float) -> Lease:
        """Keep a lease for longer; raises Fenced if it was lost."""
        with self._db.writing() as session:
            record = self._lease_record(session, lease.stream)
            longer = renewed(record, lease, now=now, seconds=seconds)
            session.run(self._sql.update_lease, _kept(longer))
        return longer

    def release(self, lease: Lease) -> None:
        """Give a lease back; nothing happens if it was lost."""
        with self._db.writing() as session:
            session.run(self._sql.release_lease, {"stream": lease.stream, "token": lease.token})

    def lease(self, stream: str) -> Lease | None:
        """The newest lease on a stream that has not been given back, expired or not."""
        with self._db.reading() as session:
            record = self._lease_record(session, stream)
        return record.held(stream) if record else None

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
        with self._db.reading() as session:
            rows = session.rows(self._sql.outbox, {"topic": topic})
        return tuple(
            OutboxRow(key=key, topic=topic, payload=json.loads(payload)) for key, payload in rows
        )

    def changed(self) -> bool:
        """Whether anybody has written since the last call; yes at the first one."""
        return self._db.changed()

    def close(self) -> None:
        """Let go of the connections; a second call does nothing."""
        self._db.close()

    def _lease_record(self, session: Session, stream: str) -> LeaseRecord | None:
        row = session.row(self._sql.lease, {"stream": stream})
        if row is None:
            return None
        token, holder, expires_at = row
        return LeaseRecord(token=token, holder=holder, expires_at=from_rfc3339(expires_at))

    def _read(self, stream: str, after: int, end: int) -> Iterator[Recorded]:
        expected = after + 1
        while expected <= end:
            high = min(expected + PAGE - 1, end)
            for row in self._rows(stream, expected, high):
                if row.seq != expected:
                    break
                yield unseal(row)
                expected += 1
            if expected <= high:
                raise corrupt(stream, expected, "it is missing")

    def _rows(self, stream: str, low: int, high: int) -> Sequence[Row]:
        try:
            return self._fetched(stream, low, high)
        except Unreadable as error:
            if low == high:
                raise corrupt(stream, low, "it cannot be read back") from error
        return [row for seq in range(low, high + 1) for row in self._rows(stream, seq, seq)]

    def _fetched(self, stream: str, low: int, high: int) -> Sequence[Row]:
        with self._db.reading() as session:
            found = session.rows(self._sql.read, {"stream": stream, "low": low, "high": high})
        return [Row._make(row) for row in found]


def _kept(lease: Lease) -> dict[str, object]:
    return {
        "stream": lease.stream,
        "token": lease.token,
        "holder": lease.holder,
        "expires_at": rfc3339(lease.expires_at),
    }
