"""What a journal can do: the port that the in-memory and the SQL journal both keep to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol


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


@dataclass(frozen=True, kw_only=True, slots=True)
class NewDelivery:
    """A message that is to be sent, written in the transaction of the entries it follows from.

    Unlike an `OutboxRow` it is worked off: claimed for a time, tried, and settled. The row is only
    the place in the queue; what became of it is entries.
    """

    #: Once for ever: a row whose key is there already is left as it is.
    key: str
    #: What it belongs to, such as a run; senders do not ask for it, readers do.
    topic: str
    #: Who sends it: a sender serves one pool.
    pool: str
    #: From when on (UTC).
    due_at: datetime
    payload: dict[str, Any] = field(default_factory=dict)
    #: Rows of a lane that wait are superseded by a new one of a higher rank; empty: by none.
    lane: str = ""
    rank: int = 0


#: `waiting`: due now or later, perhaps claimed. `settled`: nothing is to be done any more.
DeliveryPlace = Literal["waiting", "settled", "superseded"]


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuedDelivery:
    """A delivery's place in the queue."""

    key: str
    topic: str
    pool: str
    payload: dict[str, Any]
    place: DeliveryPlace
    due_at: datetime
    #: How many attempts were settled.
    attempts: int
    #: Until when somebody has it in hand; None: nobody has.
    held_until: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A delivery in hand, until its time is up; then somebody else may take it."""

    key: str
    topic: str
    payload: dict[str, Any]
    #: How many attempts were settled before this one.
    attempts: int
    due_at: datetime
    #: Rises with each claim of the row.
    token: int
    held_until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What becomes of a claimed delivery's place: due again at an instant, or done with."""

    claim: Claim
    #: When it is due again (UTC); None: it is settled.
    due_at: datetime | None = None
    #: Whether an attempt was made.
    tried: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """How much waits in a pool."""

    #: Rows that are due by now, claimed or not.
    due: int
    #: When the one that has waited longest was due (UTC); None: none is due.
    oldest: datetime | None
    #: When the next one that is not due yet will be (UTC).
    next_at: datetime | None


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
        deliveries: Sequence[NewDelivery] = (),
        again: Mapping[str, datetime] = MappingProxyType({}),
    ) -> tuple[Recorded, ...]:
        """Append all entries and write all outbox rows and deliveries, or nothing.

        Raises Conflict if the stream's head is not `expected_seq`, Fenced if `fence` is given and
        is no longer the lease held on its stream, JournalError if the data is not JSON. A row whose
        key is there already is left as it is. A new delivery supersedes those of its lane that wait
        and have a lower rank. Deliveries named in `again` wait once more from an instant (UTC) on,
        whatever their place was; a key that is not there is passed over, and what is in hand
        stays in hand.
        """

    def claim(
        self, pool: str, holder: str, *, now: datetime, seconds: float, limit: int
    ) -> tuple[Claim, ...]:
        """Take at most so many deliveries of a pool in hand that are due, the longest due first.

        Nobody else gets them for some seconds of real time; whoever crashes loses them by that. Of
        a lane one is in hand at a time, so that nothing overtakes what is just being sent.
        """

    def settle(
        self,
        stream: str,
        entries: Sequence[Entry],
        settlements: Sequence[Settlement],
        *,
        deliveries: Sequence[NewDelivery] = (),
    ) -> tuple[Recorded, ...]:
        """Append what was tried to a stream, at whatever its head is, and settle the places.

        All or nothing, with new deliveries such as those over a fallback. The entries are appended
        also for a claim that was lost meanwhile, since they happened; its place is then left to
        whoever has it, unless nobody has, or the claim's delivery is done with. A superseded place
        stays so.
        """

    def queued(self, topic: str) -> tuple[QueuedDelivery, ...]:
        """The deliveries of a topic, in order of writing."""

    def waiting(self, pool: str, now: datetime) -> Waiting:
        """How much waits in a pool."""

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
