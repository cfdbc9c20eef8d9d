"""Whether a stream is whole: every record in its place, and no byte of it altered."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rehearsals.journal.hashing import canonical, chain_hash
from rehearsals.journal.port import Head, Recorded
from rehearsals.journal.rows import EMPTY_HEAD, corrupt
from runbooks.errors import JournalCorrupt

#: From stream, position and problem to the error that is raised.
Blame = Callable[[str, int, str], JournalCorrupt]


def verify_stream(
    recorded: Iterable[Recorded], *, blame: Blame = corrupt, after: Head = EMPTY_HEAD
) -> Head:
    """The head of a whole stream, given from its first record on.

    `after` is the head of what was verified before: then the records go on behind it. Raises
    JournalCorrupt at the first position that does not hold what was written there: altered, moved,
    left out, put in, or of another stream. That records were cut off at the end shows only to
    somebody who noted the head elsewhere.
    """
    head = after
    stream: str | None = None
    for record in recorded:
        stream = record.stream if stream is None else stream
        problem = _problem(record, head, stream)
        if problem:
            raise blame(stream, head.seq + 1, problem)
        head = Head(seq=record.seq, hash=record.hash)
    return head


def record_hash(record: Recorded) -> str:
    """The hash a record should have; raises TypeError or ValueError if it is not JSON."""
    entry = record.entry
    return chain_hash(
        stream=record.stream, seq=record.seq, type=entry.type, at=entry.at,
        recorded_at=entry.recorded_at, actor=entry.actor, on_behalf_of=entry.on_behalf_of,
        channel=entry.channel, command=entry.command, data_text=canonical(entry.data),
        prev=record.prev,
    )  # fmt: skip


def _problem(record: Recorded, head: Head, stream: str) -> str | None:
    if record.stream != stream:
        return f"a record of {record.stream} stands in its place"
    if record.seq != head.seq + 1:
        return f"event {record.seq} stands in its place"
    if record.prev != head.hash:
        return "it does not follow from the event before it"
    try:
        expected = record_hash(record)
    except (TypeError, ValueError):
        expected = ""
    return None if record.hash == expected else "its content does not match its hash"
