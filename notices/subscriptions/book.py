"""The book of the subscriptions: what a ledger needs to read their stream and write to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from notices.subscriptions.apply import apply
from notices.subscriptions.asked import SubscriptionCommand
from notices.subscriptions.decide import decide
from notices.subscriptions.events import SUBSCRIPTION_EVENT_TYPES, SubscriptionEvent
from notices.subscriptions.records import Subscriptions
from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Journal
from rehearsals.ledger import Book, Ledger
from rehearsals.names import SUBSCRIPTIONS

SubscriptionLedger = Ledger[Subscriptions, SubscriptionCommand, SubscriptionEvent]

BOOK: Book[Subscriptions, SubscriptionCommand, SubscriptionEvent] = Book(
    stream=SUBSCRIPTIONS,
    empty=Subscriptions(),
    codec=Codec(SUBSCRIPTION_EVENT_TYPES),
    decide=decide,
    apply=apply,
    words=None,
)


def subscription_ledger(journal: Journal, now: Callable[[], datetime]) -> SubscriptionLedger:
    """The subscriptions of a journal; `now` gives real time, aware.

    Whoever hands in commands that have something sent does so by `SubscriptionOffice`.
    """
    return Ledger(BOOK, journal, now)


def subscriptions_of(journal: Journal) -> Subscriptions:
    """The subscriptions as they are now; who reads them often keeps a ledger."""
    return Ledger(BOOK, journal, lambda: datetime.now(UTC)).state()
