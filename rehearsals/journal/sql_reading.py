"""Reading streams out of a database, page by page, each record checked; and the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rehearsals.journal.connections import Connections
from rehearsals.journal.port import OutboxRow, Recorded
from rehearsals.journal.rows import Row, corrupt, unseal
from rehearsals.journal.sqlite import Unreadable

#: Records fetched at once.
PAGE = 1000


class SqlReader:
    """Reads what was appended."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections
        self._sql = connections.statements

    def streams(self, prefix: str) -> tuple[str, ...]:
        """The names of the streams that hold something, sorted."""
        names: list[str] = []
        with self._db.reading() as session:
            (name,) = session.row(self._sql.stream_from, {"from_": prefix})
            while name is not None and name.startswith(prefix):
                names.append(name)
                (name,) = session.row(self._sql.stream_behind, {"behind": name})
        return tuple(names)

    def outbox(self, topic: str) -> tuple[OutboxRow, ...]:
        """The rows of a topic, in order of writing."""
        with self._db.reading() as session:
            rows = session.rows(self._sql.outbox, {"topic": topic})
        return tuple(
            OutboxRow(key=key, topic=topic, payload=json.loads(payload)) for key, payload in rows
        )

    def read(self, stream: str, after: int, end: int) -> Iterator[Recorded]:
        """The entries behind a sequence number up to another one.

        Raises JournalCorrupt at the first one that was altered, is missing or cannot be read.
        """
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
