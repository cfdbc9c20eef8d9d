"""Between facts and journal entries: the type's name is the event's, its data the event's fields.

What a field may hold is read off the events' own annotations once, when this module is loaded; so
a new event needs nothing here. Instants are RFC 3339, tuples are lists. A field that is not there
takes its default, so journals from before the field existed can still be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from rehearsals.core.events import EVENT_TYPES, Event
from rehearsals.core.fact import Entered
from rehearsals.journal.fields import Shape
from rehearsals.journal.port import Entry, Recorded
from runbooks.clocktime import from_rfc3339, rfc3339
from runbooks.errors import JournalCorrupt

E = TypeVar("E")


class Codec(Generic[E]):
    """Reads and writes the facts of one kind of stream, whose events are the given records."""

    def __init__(self, event_types: Iterable[type[E]]) -> None:
        self._shapes = {kind.__name__: Shape.of(kind) for kind in event_types}

    def to_entry(self, fact: Entered[E]) -> Entry:
        """A fact as an entry, not yet placed in a stream; raises ValueError for a naive instant."""
        event = fact.event
        kind = type(event).__name__
        at = rfc3339(fact.at)
        return Entry(
            type=kind,
            data=self._shapes[kind].encode(event),
            at=at,
            recorded_at=at if fact.recorded_at == fact.at else rfc3339(fact.recorded_at),
            actor=fact.actor,
            channel=fact.channel,
            command=fact.command,
            on_behalf_of=fact.on_behalf_of,
        )

    def from_entry(self, entry: Entry, *, stream: str = "journal", position: int = 0) -> Entered[E]:
        """The fact of an entry; `stream` and `position` are for the message.

        Raises JournalCorrupt for a type or data that this release does not know.
        """
        shape = self._shapes.get(entry.type)
        if shape is None:
            raise _unreadable(entry, "there is no such event", stream, position)
        try:
            event = shape.decode(entry.data)
            at = from_rfc3339(entry.at)
            recorded_at = at if entry.recorded_at == entry.at else from_rfc3339(entry.recorded_at)
        except ValueError as error:
            raise _unreadable(entry, str(error), stream, position) from error
        return Entered(
            event=event,
            at=at,
            recorded_at=recorded_at,
            actor=entry.actor,
            channel=entry.channel,
            command=entry.command,
            on_behalf_of=entry.on_behalf_of,
        )

    def from_recorded(self, recorded: Recorded) -> Entered[E]:
        """The fact of a record; raises JournalCorrupt naming its stream and sequence number."""
        return self.from_entry(recorded.entry, stream=recorded.stream, position=recorded.seq)


def _unreadable(entry: Entry, problem: str, stream: str, position: int) -> JournalCorrupt:
    return JournalCorrupt(
        f"{stream}, event {position} ({entry.type}) cannot be understood: {problem}."
        " Read it with the release of Callboard that wrote it.",
        stream=stream,
        position=position,
    )


_RUNS: Codec[Event] = Codec(EVENT_TYPES)
to_entry = _RUNS.to_entry
from_entry = _RUNS.from_entry
from_recorded = _RUNS.from_recorded
