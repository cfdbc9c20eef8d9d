"""What a journal can do: the port that the in-memory and the SQL journal both keep to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What is to be appended: a typed fact as plain JSON data, not yet placed in a stream."""

    type: str
    #: JSON-able: str, int, float, bool, None, list, dict with str keys.
    data: dict[str, Any]
    #: RFC 3339 with Z: when it happened, and when it was entered.
    at: str
    recorded_at: str
    actor: str
    channel: str
    command: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """An entry in its place: stream, sequence from 1, and its link in the hash chain."""

    stream: str
    seq: int
    entry: Entry
    #: Hash of the entry before it, or 64 zeros.
    prev: str
    #: SHA-256 (hex) of the canonical JSON of everything else in this record.
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The end of a stream; sequence 0 and 64 zeros for one that is empty."""

    seq: int
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The right to drive a stream until it expires; a later lease has a higher token."""

    stream: str
    holder: str
    token: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow:
    """Something to be delivered, written in the same transaction as the entries it follows from."""

    key: str
    topic: str
    payload: dict[str, Any] = field(default_factory=dict)


class Journal(Protocol):
    """Append-only streams. What `append` has returned is durable."""

    def append(
        self,
        stream: str,
        expected_seq: int,
        entries: Sequence[Entry],
        *,
        fence: Lease | None = None,
        also: Sequence[OutboxRow] = (),
    ) -> tuple[Recorded, ...]:
        """Append all entries and write all outbox rows, or nothing.

        Raises Conflict if the stream's head is not `expected_seq`, Fenced if `fence` is given and
        is no longer the lease held on its stream, JournalError if the data is not JSON. An outbox
        row whose key is there already is left as it is.
        """

    def read(self, stream: str, *, after: int = 0) -> Iterator[Recorded]:
        """The entries of a stream behind a sequence number, in order, up to its present head.

        Raises JournalCorrupt at the first one that does not match its own hash.
        """

    def head(self, stream: str) -> Head:
        """The end of a stream."""

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the streams that hold something, sorted."""

    def acquire(self, stream: str, holder: str, *, now: datetime, seconds: float) -> Lease:
        """Take the lease on a stream for some seconds of real time.

        Raises LeaseHeld while the last one has neither expired nor been released, whoever asks:
        two engines may go by the same name. Tokens rise for ever, also after a release.
        """

    def renew(self, lease: Lease, *, now: datetime, seconds: float) -> Lease:
        """Keep a lease for longer, also an expired one; raises Fenced if it was lost."""

    def release(self, lease: Lease) -> None:
        """Give a lease back; nothing happens if it was lost."""

    def lease(self, stream: str) -> Lease | None:
        """The newest lease on a stream that has not been given back, expired or not."""

    def cursor(self, follower: str, stream: str) -> int:
        """The last sequence number a follower has dealt with."""

    def move_cursor(self, follower: str, stream: str, seq: int) -> None:
        """Remember how far a follower has come; it never goes back."""

    def outbox(self, topic: str) -> tuple[OutboxRow, ...]:
        """The rows of a topic, in order of writing."""

    def changed(self) -> bool:
        """Whether anybody, this process too, has written since the last call; yes at the first one.

        Cheap enough for every 10 ms. It may say yes too often, never no wrongly. It has one memory:
        a journal object has one watcher.
        """

    def close(self) -> None:
        """Let go of connections, for good; a second call does nothing."""
