"""Returns by the web: who may do what with them, handing in, and what follows in open runs."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice

from starlette.requests import Request

from console.returns import sentence
from console.web.asking import Asking
from console.web.house import House
from console.web.visitor import Visitor
from rehearsals.checks.recheck import reads_returns
from rehearsals.clocks import VIRTUAL
from rehearsals.core.command import CHECK, By, Refusal
from rehearsals.core.state import RunState
from rehearsals.names import READINESS
from rehearsals.readiness.book import BOOK
from rehearsals.readiness.commands import ReadinessCommand
from rehearsals.readiness.decide import decide
from rehearsals.readiness.events import ReadinessEvent
from rehearsals.readiness.standing import Standing, standing_of
from rehearsals.readiness.state import Return
from runbooks.errors import CallboardError, JournalError, RunNotFound
from runbooks.library import library_names, source_of
from runbooks.model import Runbook
from runbooks.reading import parse

_log = logging.getLogger("callboard.web")
_MOST_SAID = 5


def standing(house: House, visitor: Visitor) -> Standing:
    """What a visitor may do with returns; nothing for nobody."""
    if visitor.person is None:
        return Standing()
    return standing_of(house.register(), visitor.person.id, house.now())


def visible(house: House, visitor: Visitor, name: str) -> Return:
    """A return that a visitor may see whole; raises RunNotFound, alike for one there is not."""
    for each in standing(house, visitor).sees(house.reader.readiness()):
        if each.id.casefold() == name.casefold():
            return each
    raise RunNotFound(
        f"There is no return {name} that you may see.",
        hint="A party sees its own; the cutover manager, administrators and assurance see all.",
    )


def outlined(house: House, visitor: Visitor, gate: str) -> tuple[Return, ...]:
    """Of a gate (`m10/G1`) at which the visitor decides or advises: the rest, state alone."""
    stands = standing(house, visitor)
    if stands.reads_all or not stands.heard_for or "/" not in gate:
        return ()
    return stands.sees_outline(house.reader.readiness(), gate, heard_at(house, gate))


def heard_at(house: House, place: str) -> tuple[str, ...]:
    """The parties that decide, vote or advise at a gate; none if nobody knows it."""
    name, _, gate_id = place.partition("/")
    book = _book(house, name)
    gate = book.gate_by_id.get(gate_id) if book else None
    if book is None or gate is None:
        return ()
    decider = (gate.decider,) if gate.decider else ()
    return book.members_of((*decider, *gate.members, *gate.advised_by))


def would_take(house: House, asking: Asking, command: ReadinessCommand) -> bool:
    """Whether a command would be taken, so that what belongs to it may be kept."""
    state = house.reader.readiness()
    if standing(house, asking.visitor).check_may(state, command) is not None:
        return False
    return not isinstance(decide(state, command, house.now()), Refusal)


def hand_in(house: House, asking: Asking, command: ReadinessCommand) -> str:
    """Hand a command in, and make what rests on it anew; the numbers of the facts for `said=`.

    Raises Refused, which is journalled, also if it is not theirs to give.
    """
    refusal = standing(house, asking.visitor).check_may(house.reader.readiness(), command)
    if refusal is not None:
        house.writer.deny(READINESS, command, refusal)
    before = house.journal.head(READINESS).seq
    facts = house.writer.readiness(command)
    after = house.journal.head(READINESS).seq
    if after == before:
        return ""
    _recheck(house, asking, (fact.event for fact in facts))
    return f"{before + 1}-{after}"


def facts_of(house: House, name: str) -> Iterator[tuple[str, str, ReadinessEvent]]:
    """What happened to a return, newest last: when (RFC 3339), whose word it was, and what."""
    for recorded in house.journal.read(READINESS):
        fact = BOOK.codec.from_recorded(recorded)
        if getattr(fact.event, "return_id", None) == name:
            yield recorded.entry.at, fact.on_behalf_of or fact.actor, fact.event


def said_returns(request: Request, house: House, visitor: Visitor) -> list[tuple[str, str]]:
    """What the visitor has just done: `?said=41-43` names facts of theirs in the register."""
    first, _, last = request.query_params.get("said", "").partition("-")
    numbers = (first, last or first)
    if visitor.person is None or not all(n.isascii() and n.isdecimal() for n in numbers):
        return []
    begin, end = (int(number[:12]) for number in numbers)
    read = house.journal.read(READINESS, after=max(begin - 1, 0))
    wanted = max(min(end - begin + 1, _MOST_SAID), 0)
    facts = [BOOK.codec.from_recorded(one) for one in islice(read, wanted)]
    state, own = house.reader.readiness(), visitor.person.id
    return [("success", sentence(f.event, state)) for f in facts if f.actor == own]


def _recheck(house: House, asking: Asking, events: Iterable[ReadinessEvent]) -> None:
    """Make the checks of open runs that rest on returns; what goes wrong takes nothing back."""
    numbers = count(1)

    def sign() -> By:
        by = asking.by()
        # A finding is a machine's: whoever changed the return stands beside it.
        number = f"{by['id']}:check:{next(numbers)}"
        return {"id": number, "actor": by["actor"], "channel": CHECK}

    served = _served(house, events)
    for run in house.reader.runs() if served else ():
        try:
            if gates := _resting(house.reader.state(run), served):
                house.writer.recheck(run, gates, sign)
        except CallboardError as error:
            _log.warning("The checks of run %s could not be made again: %s", run, error)


def _served(house: House, events: Iterable[ReadinessEvent]) -> frozenset[str]:
    """The gates (`m10/G1`) that the returns serve to which something happened."""
    returns = house.reader.readiness().returns
    named = {getattr(event, "return_id", None) for event in events}
    return frozenset(
        served.gate for one in returns.values() if one.id in named for served in one.gates
    )


def _resting(state: RunState, served: Collection[str]) -> tuple[str, ...]:
    """The gates of an open run of which a check reads returns that serve them.

    A run on a virtual clock belongs to the process that drives it.
    """
    if state.status != "open" or state.clock.get("kind") == VIRTUAL:
        return ()
    book = state.runbook
    return tuple(
        gate.id
        for gate in book.gates
        if f"{book.runbook}/{gate.id}" in served
        and any(one.check and reads_returns(one.check) for one in gate.criteria)
    )


def _book(house: House, name: str) -> Runbook | None:
    """A runbook: of its newest run, else from the library."""
    for run in reversed(house.reader.runs()):
        try:
            book = house.reader.state(run).runbook
        except JournalError:
            continue
        if book.runbook == name:
            return book
    source = source_of(name) if name in library_names() else None
    return parse(source.text, source.name).runbook if source else None
