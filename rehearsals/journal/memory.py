"""A journal in memory: for simulations that nobody keeps, and for tests. Same contract as SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import RLock
from types import MappingProxyType

from rehearsals.journal.checks import LeaseRecord, check_append, granted, renewed
from rehearsals.journal.memory_queue import MemoryQueue
from rehearsals.journal.places import micros, placed
from rehearsals.journal.port import (
    Claim,
    Entry,
    Head,
    Lease,
    NewDelivery,
    OutboxRow,
    QueuedDelivery,
    Recorded,
    Settlement,
    Waiting,
)
from rehearsals.journal.rows import EMPTY_HEAD, Row, payload_text, seal_all, unseal


class MemoryJournal:
    """Streams in lists of rows; safe to share between threads; gone when it is let go of."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._lock = RLock()
        self._streams: dict[str, list[Row]] = {}
        self._leases: dict[str, LeaseRecord] = {}
        self._cursors: dict[tuple[str, str], int] = {}
        self._outbox: dict[str, tuple[str, str]] = {}
        self._queue = MemoryQueue()
        self._writes = 0
        self._seen = -1

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
        """Append all entries or none; raises Conflict or Fenced."""
        with self._lock:
            head = self.head(stream)
            held = self.lease(fence.stream) if fence else None
            token = held.token if held else None
            check_append(stream, expected_seq=expected_seq, seq=head.seq, fence=fence, token=token)
            sealed = self._sealed(stream, entries)
            posted = [(row.key, (row.topic, payload_text(row))) for row in also]
            places = [placed(delivery) for delivery in deliveries]
            due = {key: micros(instant) for key, instant in again.items()}
            # From here on nothing can fail.
            for key, what in posted:
                self._outbox.setdefault(key, what)
            self._queue.add(places)
            self._queue.again(due)
            return self._append(stream, sealed)

    def claim(
        self, pool: str, holder: str, *, now: datetime, seconds: float, limit: int
    ) -> tuple[Claim, ...]:
        """Take deliveries that are due in hand."""
        with self._lock:
            taken = self._queue.claim(pool, holder, now=now, seconds=seconds, limit=limit)
            self._writes += 1 if taken else 0
            return taken

    def settle(
        self,
        stream: str,
        entries: Sequence[Entry],
        settlements: Sequence[Settlement],
        *,
        deliveries: Sequence[NewDelivery] = (),
    ) -> tuple[Recorded, ...]:
        """Append what was tried, settle the places, add new deliveries; all or nothing."""
        with self._lock:
            sealed = self._sealed(stream, entries)
            places = [placed(delivery) for delivery in deliveries]
            self._queue.settle(settlements)
            self._queue.add(places)
            return self._append(stream, sealed)

    def queued(self, topic: str) -> tuple[QueuedDelivery, ...]:
        """The deliveries of a topic, in order of writing."""
        with self._lock:
            return self._queue.queued(topic)

    def waiting(self, pool: str, now: datetime) -> Waiting:
        """How much waits in a pool."""
        with self._lock:
            return self._queue.waiting(pool, now)

    def read(self, stream: str, *, after: int = 0) -> Iterator[Recorded]:
        """The entries of a stream behind a sequence number; raises JournalCorrupt."""
        with self._lock:
            rows = self._streams.get(stream, [])[after:]
        return map(unseal, rows)

    def head(self, stream: str) -> Head:
        """The end of a stream."""
        with self._lock:
            rows = self._streams.get(stream)
            return Head(seq=rows[-1].seq, hash=rows[-1].hash) if rows else EMPTY_HEAD

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the streams that hold something, sorted."""
        with self._lock:
            return tuple(sorted(name for name in self._streams if name.startswith(prefix)))

    def acquire(self, stream: str, holder: str, *, now: datetime, seconds: float) -> Lease:
        """Take the lease on a stream; raises LeaseHeld."""
        with self._lock:
            record = self._leases.get(stream)
            lease = granted(record, stream=stream, holder=holder, now=now, seconds=seconds)
            self._keep(lease)
            return lease

    def renew(self, lease: Lease, *, now: datetime, seconds: float) -> Lease:
        """Keep a lease for longer; raises Fenced if it was lost."""
        with self._lock:
            longer = renewed(self._leases.get(lease.stream), lease, now=now, seconds=seconds)
            self._keep(longer)
            return longer

    def release(self, lease: Lease) -> None:
        """Give a lease back; nothing happens if it was lost."""
        with self._lock:
            held = self.lease(lease.stream)
            if held and held.token == lease.token:
                self._leases[lease.stream] = replace(self._leases[lease.stream], holder=None)
                self._writes += 1

    def lease(self, stream: str) -> Lease | None:
        """The newest lease on a stream that has not been given back, expired or not."""
        with self._lock:
            record = self._leases.get(stream)
            return record.held(stream) if record else None

    def cursor(self, follower: str, stream: str) -> int:
        """The last sequence number a follower has dealt with."""
        with self._lock:
            return self._cursors.get((follower, stream), 0)

    def move_cursor(self, follower: str, stream: str, seq: int) -> None:
        """Remember how far a follower has come; it never goes back."""
        with self._lock:
            if seq > self.cursor(follower, stream):
                self._cursors[follower, stream] = seq
                self._writes += 1

    def outbox(self, topic: str) -> tuple[OutboxRow, ...]:
        """The rows of a topic, in order of writing."""
        with self._lock:
            return tuple(
                OutboxRow(key=key, topic=topic, payload=json.loads(payload))
                for key, (of, payload) in self._outbox.items()
                if of == topic
            )

    def changed(self) -> bool:
        """Whether anybody has written since the last call; yes at the first one."""
        with self._lock:
            before, self._seen = self._seen, self._writes
            return self._seen != before

    def close(self) -> None:
        """Nothing to let go of."""

    def _sealed(self, stream: str, entries: Sequence[Entry]) -> list[tuple[Row, Recorded]]:
        return seal_all(stream, self.head(stream), entries)

    def _append(self, stream: str, sealed: list[tuple[Row, Recorded]]) -> tuple[Recorded, ...]:
        if sealed:
            self._streams.setdefault(stream, []).extend(row for row, _ in sealed)
        self._writes += 1
        return tuple(record for _, record in sealed)

    def _keep(self, lease: Lease) -> None:
        self._leases[lease.stream] = LeaseRecord(
            token=lease.token, holder=lease.holder, expires_at=lease.expires_at
        )
        self._writes += 1
