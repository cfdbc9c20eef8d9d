"""A ledger: one stream with its own commands, decided against what the stream amounts to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from rehearsals.core.command import Command, Refusal
from rehearsals.core.fact import Entered
from rehearsals.journal.codec import Codec
from rehearsals.journal.memory import MemoryJournal
from rehearsals.ledger import Book, Ledger
from rehearsals.names import REFUSALS
from runbooks.errors import Refused

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class NameTaken:
    """The one event of this book."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeName(Command):
    """The one command of this book."""

    name: str


def _decide(
    taken: tuple[str, ...], command: TakeName, now: datetime
) -> tuple[NameTaken, ...] | Refusal:
    del now
    if command.name in taken:
        return Refusal(code="taken", message=f"{command.name} is taken.", hint="Take another.")
    return (NameTaken(name=command.name),)


def _apply(taken: tuple[str, ...], fact: Entered[NameTaken]) -> tuple[str, ...]:
    return (*taken, fact.event.name)


BOOK: Book[tuple[str, ...], TakeName, NameTaken] = Book(
    stream="names", empty=(), codec=Codec((NameTaken,)), decide=_decide, apply=_apply
)


def _ledger(journal: MemoryJournal) -> Ledger[tuple[str, ...], TakeName, NameTaken]:
    return Ledger(BOOK, journal, lambda: NOON)


def _take(name: str, command: str = "c1", happened_at: datetime | None = None) -> TakeName:
    return TakeName(id=command, actor="ann", name=name, happened_at=happened_at)


def test_what_was_submitted_stands_in_the_stream() -> None:
    """Another ledger on the same journal reads it."""
    journal = MemoryJournal()

    _ledger(journal).submit(_take("north"))

    assert _ledger(journal).state() == ("north",)


def test_a_repeated_command_is_answered_as_before() -> None:
    """The same id is done once, whoever sends it again."""
    journal = MemoryJournal()
    first = _ledger(journal).submit(_take("north"))

    assert _ledger(journal).submit(_take("north")) == first
    assert journal.head("names").seq == 1


def test_two_ledgers_decide_on_what_the_other_appended() -> None:
    """Neither overwrites the other, and the second one is refused."""
    journal = MemoryJournal()
    one, other = _ledger(journal), _ledger(journal)
    one.state()
    other.submit(_take("north", "c1"))

    with pytest.raises(Refused, match="taken"):
        one.submit(_take("north", "c2"))


def test_a_refusal_is_journalled_with_its_actor() -> None:
    """Refused attempts stand in a stream of their own, and the book's stays as it was."""
    journal = MemoryJournal()
    ledger = _ledger(journal)
    ledger.submit(_take("north", "c1"))

    with pytest.raises(Refused):
        ledger.submit(_take("north", "c2"))

    (refused,) = journal.read(REFUSALS)
    assert refused.entry.actor == "ann"
    assert refused.entry.data["code"] == "taken"
    assert refused.entry.data["command"] == "TakeName"
    assert journal.head("names").seq == 1


def test_a_late_word_keeps_both_its_times() -> None:
    """When it happened, and when it was entered."""
    (fact,) = _ledger(MemoryJournal()).submit(
        _take("north", happened_at=NOON - timedelta(minutes=20))
    )

    assert fact.late
    assert fact.recorded_at - fact.at == timedelta(minutes=20)


def test_a_time_to_come_is_no_late_word() -> None:
    """What has not happened cannot be entered."""
    with pytest.raises(Refused, match="yet to come"):
        _ledger(MemoryJournal()).submit(_take("north", happened_at=NOON + timedelta(minutes=1)))


def test_control_characters_are_refused() -> None:
    """They would stand in the journal for ever."""
    with pytest.raises(Refused, match="control characters"):
        _ledger(MemoryJournal()).submit(_take("north\x1b[2J"))


def test_an_id_that_somebody_else_used_is_no_repeat() -> None:
    """Whoever has it now must not think that theirs was done."""
    ledger = _ledger(MemoryJournal())
    ledger.submit(_take("north"))

    with pytest.raises(Refused, match="Somebody else gave a command with this id"):
        ledger.submit(TakeName(id="c1", actor="bob", name="south"))
    assert ledger.state() == ("north",)


def test_a_fact_that_cannot_be_applied_is_not_passed_over() -> None:
    """Whoever asks again meets it again, and is told of nothing that comes after it."""
    journal = MemoryJournal()
    _ledger(journal).submit(_take("north", "c1"))
    _ledger(journal).submit(_take("south", "c2"))

    def choosy(taken: tuple[str, ...], fact: Entered[NameTaken]) -> tuple[str, ...]:
        if fact.event.name == "north":
            raise ValueError("no such name")
        return _apply(taken, fact)

    ledger = Ledger(replace(BOOK, apply=choosy), journal, lambda: NOON)

    for _ in range(2):
        with pytest.raises(ValueError, match="no such name"):
            ledger.state()
