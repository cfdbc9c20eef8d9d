"""How the deliveries of a topic stand, read out of a journal; the facts are read only once."""

from __future__ import annotations

from datetime import datetime

from notices.outbox.delivery import TOLD, Delivery, DeliveryBook, DeliveryState
from notices.outbox.events import DELIVERY_EVENT_TYPES, DeliveryEvent
from notices.outbox.folding import after, book_of
from notices.outbox.rows import DeliveryId, deliveries_stream
from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Journal

__all__ = [
    "CODEC",
    "SENDER",
    "TOLD",
    "Delivery",
    "DeliveryBook",
    "DeliveryReader",
    "DeliveryState",
    "deliveries_of",
]

#: Who enters what became of deliveries.
SENDER = "sender"
CODEC: Codec[DeliveryEvent] = Codec(DELIVERY_EVENT_TYPES)


class DeliveryReader:
    """Keeps what it has folded; not for use by two threads at once."""

    def __init__(self, journal: Journal, topic: str) -> None:
        """Read nothing yet."""
        self._journal = journal
        self._topic = topic
        #: How far it has read.
        self.seq = 0
        self._known: dict[str, Delivery] = {}
        #: The ids of people's commands; a sender's entries answer none.
        self.commands: set[str] = set()

    def book(self, now: datetime) -> DeliveryBook:
        """The deliveries as they are now; raises JournalError."""
        # The rows first: what is read of the facts after that can only be more than they show.
        rows = self._journal.queued(self._topic)
        self._read()
        return book_of(self._known, rows, now)

    def known(self, key: str) -> Delivery:
        """What was entered about one delivery, its place aside; raises JournalError."""
        self._read()
        return self._known.get(key) or Delivery(id=DeliveryId.of(key))

    def _read(self) -> None:
        for recorded in self._journal.read(deliveries_stream(self._topic), after=self.seq):
            fact = CODEC.from_recorded(recorded)
            key = fact.event.key
            known = self._known.get(key) or Delivery(id=DeliveryId.of(key))
            self._known[key] = after(known, fact)
            if fact.actor != SENDER:
                self.commands.add(fact.command)
            self.seq = recorded.seq


def deliveries_of(journal: Journal, topic: str, now: datetime) -> DeliveryBook:
    """The deliveries of a topic, read from the beginning; raises JournalError."""
    return DeliveryReader(journal, topic).book(now)
