"""Entries, facts and journals for the journal's tests; each default stands here once."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from rehearsals.core.events import EVENT_TYPES, Event, Fact, NoteAdded
from rehearsals.journal.codec import to_entry
from rehearsals.journal.port import Entry, Journal, Recorded

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
RUN = "run/DR1"


def a_fact(event: Event | None = None, **changes: Any) -> Fact:
    """A fact that the engine entered at `NOW`; by default a note."""
    values: dict[str, Any] = {
        "event": event or NoteAdded(text="quiesced: “all” done\n"),
        "at": NOW,
        "recorded_at": NOW,
        "actor": "Zoë",
        "channel": "cli",
        "command": "c-1",
    }
    return Fact(**{**values, **changes})


def an_entry(number: int = 1) -> Entry:
    """A note that says its number."""
    return to_entry(a_fact(NoteAdded(text=f"note {number}", task="M10-001"), command=f"c-{number}"))


def entries(count: int) -> list[Entry]:
    """Numbered notes."""
    return [an_entry(number) for number in range(1, count + 1)]


def filled(journal: Journal, count: int = 5, stream: str = RUN) -> tuple[Recorded, ...]:
    """What was appended: a stream of so many notes."""
    return journal.append(stream, 0, entries(count))


def facts() -> st.SearchStrategy[Fact]:
    """Facts of every type of event, every field drawn."""
    return st.builds(
        Fact,
        event=st.one_of([values_of(event_type) for event_type in EVENT_TYPES]),
        at=values_of(datetime),
        recorded_at=values_of(datetime),
        actor=st.text(),
        channel=st.text(),
        command=st.text(),
        on_behalf_of=st.none() | st.text(),
    )


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of an annotated kind, as the events use them."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (UnionType, Union):  # an optional Literal is a Union of the old kind
        return st.one_of([values_of(kind) for kind in arguments])
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(st.text(), values_of(arguments[1]), max_size=3)
    if not is_dataclass(hint) or not isinstance(hint, type):
        raise TypeError(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{name: values_of(kind) for name, kind in hints.items()})


def _json() -> st.SearchStrategy[Any]:
    numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        st.none() | st.booleans() | numbers | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    )


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    NoneType: st.none(),
    str: st.text(),
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Any: _json(),
}
