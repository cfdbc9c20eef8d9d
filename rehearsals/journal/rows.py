"""From an entry to the row that a journal keeps, linked into the chain, and back, checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from rehearsals.journal.hashing import GENESIS, canonical, chain_hash
from rehearsals.journal.port import Entry, Head, NewDelivery, OutboxRow, Recorded
from runbooks.errors import JournalCorrupt, JournalError

EMPTY_HEAD = Head(seq=0, hash=GENESIS)


class Row(NamedTuple):
    """A record as both journals keep it: the data as canonical JSON."""

    stream: str
    seq: int
    type: str
    at: str
    recorded_at: str
    actor: str
    on_behalf_of: str | None
    channel: str
    command: str
    data: str
    prev: str
    hash: str


def seal(stream: str, seq: int, prev: str, entry: Entry) -> tuple[Row, Recorded]:
    """Place an entry in its stream behind the record whose hash is `prev`.

    Raises JournalError if its data cannot be written as JSON, naming the stream and the entry.
    """
    try:
        text = canonical(entry.data)
        digest = chain_hash(
            stream=stream, seq=seq, type=entry.type, at=entry.at, recorded_at=entry.recorded_at,
            actor=entry.actor, on_behalf_of=entry.on_behalf_of, channel=entry.channel,
            command=entry.command, data_text=text, prev=prev,
        )  # fmt: skip
    except (TypeError, ValueError, RecursionError) as error:
        raise _not_json(f"{stream}, event {seq} ({entry.type})", error) from error
    row = Row(
        stream, seq, entry.type, entry.at, entry.recorded_at, entry.actor, entry.on_behalf_of,
        entry.channel, entry.command, text, prev, digest,
    )  # fmt: skip
    return row, Recorded(stream=stream, seq=seq, entry=entry, prev=prev, hash=digest)


def seal_all(stream: str, head: Head, entries: Iterable[Entry]) -> list[tuple[Row, Recorded]]:
    """Place entries one behind the other at the end of a stream; raises as `seal` does."""
    sealed: list[tuple[Row, Recorded]] = []
    prev = head.hash
    for seq, entry in enumerate(entries, head.seq + 1):
        sealed.append(seal(stream, seq, prev, entry))
        prev = sealed[-1][0].hash
    return sealed


def unseal(row: Row) -> Recorded:
    """The record of a row, its hash checked against the very bytes that were stored.

    Raises JournalCorrupt: so no fold ever stands on a record that was altered.
    """
    (stream, seq, type_, at, recorded_at, actor, behalf, channel, command, data, prev, digest) = row
    try:
        expected = chain_hash(
            stream=stream, seq=seq, type=type_, at=at, recorded_at=recorded_at, actor=actor,
            on_behalf_of=behalf, channel=channel, command=command, data_text=data, prev=prev,
        )  # fmt: skip
    except (TypeError, ValueError):  # a column that no longer holds text
        expected = ""
    if digest != expected:
        raise corrupt(stream, seq, "its content does not match its hash")
    entry = Entry(
        type=type_, data=json.loads(data), at=at, recorded_at=recorded_at, actor=actor,
        channel=channel, command=command, on_behalf_of=behalf,
    )  # fmt: skip
    return Recorded(stream=stream, seq=seq, entry=entry, prev=prev, hash=digest)


def payload_text(row: OutboxRow | NewDelivery) -> str:
    """The payload of a row as JSON; raises JournalError if it cannot be written so."""
    try:
        text = canonical(row.payload)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise _not_json(f"The outbox row {row.key} ({row.topic})", error) from error
    return text


def corrupt(stream: str, position: int, problem: str) -> JournalCorrupt:
    """The error for a stream that cannot be trusted from this position on."""
    return JournalCorrupt(
        f"{stream}, event {position}: {problem}. The journal was altered after it was written:"
        " keep it as it is, and compare it with an export or a backup.",
        stream=stream,
        position=position,
    )


def _not_json(what: str, error: Exception) -> JournalError:
    return JournalError(
        f"{what} cannot be written as JSON: {error}.",
        hint="Use text, numbers, true, false, null, lists and objects only.",
    )
