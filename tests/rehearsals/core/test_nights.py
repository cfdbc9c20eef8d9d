"""The random nights of the property tests come to the places that the properties are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import Phase, given, settings

from rehearsals.core import commands as c
from rehearsals.core import events as e
from tests.rehearsals.core.nights import Night, nights

EXAMPLES = 400
#: In how many of those nights each kind of event must happen, at the least.
ENOUGH = 4
#: Places that no kind of event names.
PLACES = frozenset(
    {
        "rolled back",
        "stood down",
        "turned back in part",
        "way back finished",
        "refused behind the point of no return",
        "refused past a gate",
        "late",
        "spoken, then signed",
        "amended, then done",
    }
)
#: What random nights need not come to: it is about machines, or about closed books.
ELSEWHERE = {"RunOpened"}


def test_nights_come_to_every_kind_of_event_and_place() -> None:
    """Properties of turning back or of amendments prove nothing over nights without any."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
    )
    @given(nights())
    def look(night: Night) -> None:
        seen.update({type(fact.event).__name__ for fact in night.facts} | set(_places(night)))

    look()

    wanted = {kind.__name__ for kind in e.EVENT_TYPES} - ELSEWHERE | PLACES
    assert {place: seen[place] for place in sorted(wanted) if seen[place] < ENOUGH} == {}


def _places(night: Night) -> Iterator[str]:
    yield from _of_turning_back(night)
    yield from _of_refusals(night)
    if any(fact.late for fact in night.facts):
        yield "late"
    if any(isinstance(fact.event, e.Countersigned) for fact in night.facts):
        yield "spoken, then signed"
    if any(a.status == "approved" for a in night.state.amendments) and night.state.settled_count:
        yield "amended, then done"


def _of_turning_back(night: Night) -> Iterator[str]:
    for back in night.state.turned_back:
        yield "rolled back" if back.what.kind == "rollback" else "stood down"
        if back.what.systems:
            yield "turned back in part"
    if night.state.status == "turned_back":
        yield "way back finished"


def _of_refusals(night: Night) -> Iterator[str]:
    for ask in night.asks:
        if isinstance(ask.answer, c.Refusal):
            if ask.answer.code == "past-no-return":
                yield "refused behind the point of no return"
            if isinstance(ask.command, c.StartOutOfSequence) and ask.answer.code == "past-a-gate":
                yield "refused past a gate"
