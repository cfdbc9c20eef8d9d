"""The register of people as a ledger's book, and the guard that a desk asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rehearsals.core.commands import AnyCommand, Refusal
from rehearsals.core.state import RunState
from rehearsals.desk import Guard
from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Journal
from rehearsals.ledger import Book, Ledger
from rehearsals.names import PEOPLE
from rehearsals.people.apply import apply_people
from rehearsals.people.asked import PeopleCommand
from rehearsals.people.decide import decide_people
from rehearsals.people.events import PEOPLE_EVENT_TYPES, PeopleEvent
from rehearsals.people.permissions import permit
from rehearsals.people.register import Register

PeopleLedger = Ledger[Register, PeopleCommand, PeopleEvent]

PEOPLE_BOOK: Book[Register, PeopleCommand, PeopleEvent] = Book(
    stream=PEOPLE,
    empty=Register(),
    codec=Codec(PEOPLE_EVENT_TYPES),
    decide=decide_people,
    apply=apply_people,
)


def people_ledger(journal: Journal, now: Callable[[], datetime]) -> PeopleLedger:
    """The register of people on a journal."""
    return Ledger(PEOPLE_BOOK, journal, now)


def guard_of(journal: Journal, now: Callable[[], datetime]) -> Guard:
    """The guard of a desk on the same journal: what people may do, by the register as it is then.

    It trusts the command's actor and channel: whoever makes commands has established both.
    """
    ledger = people_ledger(journal, now)

    def guard(state: RunState, command: AnyCommand, at: datetime) -> Refusal | None:
        return permit(ledger.state(), state, command, at)

    return guard
