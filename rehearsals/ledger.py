"""A ledger: commands decided against a stream of its own, such as the people or the programme.

What the desk is to runs, a ledger is to one stream: it folds the stream into a state, decides a
command against it, and appends the facts. Several processes may each have one on the same journal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NoReturn, TypeVar

from rehearsals.core.command import Command, Refusal
from rehearsals.core.fact import Entered
from rehearsals.core.refusals import check_words, refuse
from rehearsals.journal.codec import Codec
from rehearsals.journal.port import Entry, Journal, NewDelivery
from rehearsals.names import REFUSALS
from runbooks.clocktime import rfc3339
from runbooks.errors import Conflict, JournalError, Refused

#: Conflicts in a row after which something else must be wrong.
TRIES = 100

S = TypeVar("S")
E = TypeVar("E")
C = TypeVar("C", bound=Command)


#: From the state behind some new facts, and the facts, to what they have sent.
Deliveries = Callable[[S, Sequence[Entered[E]]], Sequence[NewDelivery]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Book(Generic[S, C, E]):
    """The pure part of a ledger: where its facts stand, and how they are decided and folded."""

    stream: str
    empty: S
    codec: Codec[E]
    decide: Callable[[S, C, datetime], Sequence[E] | Refusal]
    apply: Callable[[S, Entered[E]], S]
    #: Looks at the texts of a command; None where `decide` itself does, because there are many.
    words: Callable[[Command], Refusal | None] | None = check_words


class Ledger(Generic[S, C, E]):
    """Reads one stream and hands in commands; not for use by two threads at once."""

    def __init__(self, book: Book[S, C, E], journal: Journal, now: Callable[[], datetime]) -> None:
        self._book = book
        self._journal = journal
        self._now = now
        self._state = book.empty
        self._facts: list[Entered[E]] = []

    def state(self) -> S:
        """What the stream amounts to now."""
        book = self._book
        for recorded in self._journal.read(book.stream, after=len(self._facts)):
            fact = book.codec.from_recorded(recorded)
            self._state = book.apply(self._state, fact)
            # Only now: what cannot be applied must be met again, and not be passed over.
            self._facts.append(fact)
        return self._state

    def facts(self) -> tuple[Entered[E], ...]:
        """The facts of the stream, in order."""
        self.state()
        return tuple(self._facts)

    def submit(
        self, command: C, *, deliveries: Deliveries[S, E] | None = None
    ) -> tuple[Entered[E], ...]:
        """Decide a command and make its facts durable; a repeated id gets the same answer.

        `deliveries` says what its facts have sent, in the same transaction; it is given the state
        behind them. Raises Refused with the reason and the next action; the refusal is journalled.
        """
        for _ in range(TRIES):
            state = self.state()
            now = self._now()
            if given := tuple(fact for fact in self._facts if fact.command == command.id):
                if taken := id_taken(command, given[0]):
                    self._deny(command, taken, now)
                return given
            answer = self._check(command, now) or self._book.decide(state, command, now)
            if isinstance(answer, Refusal):
                self._deny(command, answer, now)
            facts = tuple(self._entered(event, command, now) for event in answer)
            entries = [self._book.codec.to_entry(fact) for fact in facts]
            sent = deliveries(self._after(state, facts), facts) if deliveries else ()
            try:
                self._journal.append(self._book.stream, len(self._facts), entries, deliveries=sent)
            except Conflict:
                continue
            self.state()
            return facts
        raise JournalError(
            f"{self._book.stream} changes too fast to be written to.", hint="Try again."
        )

    def _after(self, state: S, facts: Sequence[Entered[E]]) -> S:
        for fact in facts:
            state = self._book.apply(state, fact)
        return state

    def _deny(self, command: C, refusal: Refusal, now: datetime) -> NoReturn:
        record_refusal(self._journal, self._book.stream, command, refusal, now)
        raise Refused(refusal.code, refusal.message, hint=refusal.hint)

    def _entered(self, event: E, command: C, now: datetime) -> Entered[E]:
        return Entered(
            event=event,
            at=command.happened_at or now,
            recorded_at=now,
            actor=command.actor,
            channel=command.channel,
            command=command.id,
            on_behalf_of=command.on_behalf_of,
        )

    def _check(self, command: Command, now: datetime) -> Refusal | None:
        if command.happened_at is not None and command.happened_at > now:
            return Refusal(
                code="in-the-future",
                message="What is entered late has happened already; this time is yet to come.",
                hint="Leave out --at, or give the time at which it happened.",
            )
        return self._book.words(command) if self._book.words else None


def id_taken(command: Command, answered: Entered[Any]) -> Refusal | None:
    """An id that somebody else used is no repeat: whoever has it now would think it was done."""
    if answered.actor == command.actor:
        return None
    return refuse(
        "id-taken",
        "Somebody else gave a command with this id; yours was not done.",
        "Give it another id, or none.",
    )


def record_refusal(
    journal: Journal, where: str, command: Command, refusal: Refusal, now: datetime
) -> None:
    """Put a refused command into the stream of refusals; `where` is a run or a stream."""
    entry = Entry(
        type="CommandRefused",
        data=_refused(where, command, refusal),
        at=rfc3339(now),
        recorded_at=rfc3339(now),
        actor=command.actor,
        channel=command.channel,
        command=command.id,
        on_behalf_of=command.on_behalf_of,
    )
    for _ in range(TRIES):
        try:
            journal.append(REFUSALS, journal.head(REFUSALS).seq, (entry,))
        except Conflict:
            continue
        return
    raise JournalError("The stream of refusals changes too fast to be written to.")


def _refused(where: str, command: Command, refusal: Refusal) -> dict[str, Any]:
    return {
        "run": where,
        "command": type(command).__name__,
        "code": refusal.code,
        "message": refusal.message,
    }
