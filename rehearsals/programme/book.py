"""The book of the programme: what a ledger needs to read its stream and write to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Journal
from rehearsals.ledger import Book, Ledger
from rehearsals.names import PROGRAMME
from rehearsals.programme.apply import apply
from rehearsals.programme.commands import ProgrammeCommand
from rehearsals.programme.decide import decide
from rehearsals.programme.events import PROGRAMME_EVENTS, ProgrammeEvent
from rehearsals.programme.state import ProgrammeState

ProgrammeLedger = Ledger[ProgrammeState, ProgrammeCommand, ProgrammeEvent]

BOOK: Book[ProgrammeState, ProgrammeCommand, ProgrammeEvent] = Book(
    stream=PROGRAMME,
    empty=ProgrammeState(),
    codec=Codec(PROGRAMME_EVENTS),
    decide=decide,
    apply=apply,
)


def programme_ledger(journal: Journal, now: Callable[[], datetime]) -> ProgrammeLedger:
    """The programme of a journal; `now` gives real time, aware."""
    return Ledger(BOOK, journal, now)
