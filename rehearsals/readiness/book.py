"""The readiness register as a ledger: which stream it is, and how it is decided and folded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Journal
from rehearsals.ledger import Book, Ledger
from rehearsals.names import READINESS
from rehearsals.readiness.apply import apply
from rehearsals.readiness.commands import ReadinessCommand
from rehearsals.readiness.decide import decide
from rehearsals.readiness.events import READINESS_EVENTS, ReadinessEvent
from rehearsals.readiness.state import NOTHING_ASKED, Readiness

ReadinessLedger = Ledger[Readiness, ReadinessCommand, ReadinessEvent]

BOOK: Book[Readiness, ReadinessCommand, ReadinessEvent] = Book(
    stream=READINESS,
    empty=NOTHING_ASKED,
    codec=Codec(READINESS_EVENTS),
    decide=decide,
    apply=apply,
    words=None,  # one command asks for hundreds of returns; `decide` looks at each text
)


def readiness_ledger(journal: Journal, now: Callable[[], datetime]) -> ReadinessLedger:
    """The register in a journal; `now` gives aware instants."""
    return Ledger(BOOK, journal, now)
