"""Gates and parties that returns name, compared with the runbooks that are known here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from console import here
from console.output import talk
from rehearsals.desk import Desk
from rehearsals.journal.port import Journal
from rehearsals.readiness.words import Ask
from runbooks.errors import CallboardError, JournalError
from runbooks.library import library_names, source_of
from runbooks.model import Runbook
from runbooks.near_miss import near_miss
from runbooks.reading import parse


def check_asks(journal: Journal, asks: Iterable[Ask]) -> Iterator[tuple[int, str, str]]:
    """What names no gate or party of its runbook: position from 0, message, hint.

    Gates of a runbook that is neither in the library nor of a run here cannot be compared; that is
    said once for each on standard error.
    """
    asks = tuple(asks)
    # What is not written as RUNBOOK/GATE is refused by the register, with what is wrong about it.
    named = {each.gate for one in asks for each in one.gates if "/" in each.gate}
    books = _known_books(journal, set(map(_book_of, named)))
    for number, one in enumerate(asks):
        for served in one.gates:
            book = books.get(_book_of(served.gate))
            if book is None:
                continue
            if wrong := _wrong_gate(book, served.gate):
                yield number, *wrong
            for party in filter(None, (one.party, one.shown_by)):
                if party not in book.parties:
                    near = near_miss(party, tuple(book.parties))
                    hint = f"Did you mean {near}?" if near else "Name a party of the runbook."
                    yield number, f"Runbook {book.runbook} has no party {party}.", hint


def refuse_unknown_gate(journal: Journal, gate: str) -> None:
    """Raise CallboardError for a gate that its runbook does not have."""
    book = _known_books(journal, {_book_of(gate)}).get(_book_of(gate))
    if book is not None and (wrong := _wrong_gate(book, gate)):
        raise CallboardError(wrong[0], hint=wrong[1])


def heard_at(journal: Journal, place: str) -> tuple[str, ...]:
    """The parties that decide, vote or advise at a gate such as `m10/G1`; none if it is unknown."""
    book = _known_books(journal, {_book_of(place)}).get(_book_of(place))
    gate = book.gate_by_id.get(place.partition("/")[2]) if book else None
    if book is None or gate is None:
        return ()
    decider = (gate.decider,) if gate.decider else ()
    return book.members_of((*decider, *gate.members, *gate.advised_by))


def _wrong_gate(book: Runbook, gate: str) -> tuple[str, str] | None:
    name = gate.partition("/")[2]
    if name in book.gate_by_id:
        return None
    gates = ", ".join(book.gate_by_id) or "none"
    return f"Runbook {book.runbook} has no gate {name}.", f"Its gates are: {gates}."


def _book_of(gate: str) -> str:
    return gate.partition("/")[0]


def _known_books(journal: Journal, wanted: set[str]) -> dict[str, Runbook]:
    """The wanted runbooks by id: of the newest run of each, or from the library."""
    found: dict[str, Runbook] = {}
    desk = Desk(journal, here.now)
    for run in reversed(desk.runs()):
        if wanted <= found.keys():
            break
        try:
            book = desk.state(run).runbook
        except JournalError:
            continue  # `callboard runs` names it; that is no reason not to ask for returns
        if book.runbook in wanted:
            found.setdefault(book.runbook, book)
    for name in sorted(wanted - found.keys()):
        source = source_of(name) if name in library_names() else None
        book_read = parse(source.text, source.name).runbook if source else None
        if book_read is not None:
            found[name] = book_read
        else:
            talk(f"callboard: there is no runbook {name} here to compare gates and parties with.")
    return found
