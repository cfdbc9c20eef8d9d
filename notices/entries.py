"""What the `notices` stream holds: notices that were issued, and every attempt to deliver one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from notices.notice import Notice
from rehearsals.journal.fields import Shape
from rehearsals.journal.port import Entry, Recorded
from runbooks.clocktime import rfc3339
from runbooks.errors import JournalCorrupt


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeIssued:
    """A notice was published, in words that never change again."""

    notice: Notice
    text: str
    #: Why it left over no channel; empty if nothing held it back.
    withheld: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeDelivered:
    """A channel took a notice."""

    #: The notice's key.
    key: str
    channel: str
    #: The number of this attempt, from 1.
    attempt: int
    at: datetime
    status: int | None
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeDeliveryFailed:
    """An attempt to deliver a notice failed."""

    #: The notice's key.
    key: str
    channel: str
    #: The number of this attempt, from 1.
    attempt: int
    at: datetime
    status: int | None
    answer: str
    #: When it is tried again; None: it was given up.
    retry_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeWithheld:
    """A notice on its way was stopped for good: communications became stricter meanwhile."""

    #: The notice's key.
    key: str
    channel: str
    at: datetime
    reason: str


NoticeEvent = NoticeIssued | NoticeDelivered | NoticeDeliveryFailed | NoticeWithheld
_KINDS: tuple[type[NoticeEvent], ...] = (
    NoticeIssued,
    NoticeDelivered,
    NoticeDeliveryFailed,
    NoticeWithheld,
)
_SHAPES = {kind.__name__: Shape.of(kind) for kind in _KINDS}


def key_of(event: NoticeEvent) -> str:
    """The key of the notice that an event is about."""
    return event.notice.key if isinstance(event, NoticeIssued) else event.key


def to_entry(event: NoticeEvent) -> Entry:
    """An event as an entry of the stream."""
    kind = type(event).__name__
    at = rfc3339(event.notice.published_at if isinstance(event, NoticeIssued) else event.at)
    return Entry(
        type=kind,
        data=_SHAPES[kind].encode(event),
        at=at,
        recorded_at=at,
        actor="notices",
        channel="engine",
        command=f"notice:{key_of(event)}",
    )


def from_recorded(recorded: Recorded) -> NoticeEvent:
    """The event of a record; raises JournalCorrupt for one that this release does not know."""
    entry = recorded.entry
    try:
        event: NoticeEvent = _SHAPES[entry.type].decode(entry.data)
    except (KeyError, ValueError) as error:
        raise JournalCorrupt(
            f"{recorded.stream}, event {recorded.seq} ({entry.type}) cannot be understood: {error}."
            " Read it with the release of Callboard that wrote it.",
            stream=recorded.stream,
            position=recorded.seq,
        ) from error
    return event
