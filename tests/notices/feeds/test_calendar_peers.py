"""The calendar feed, read by two parsers that others wrote: the same instants, always."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]

from notices.core.notice import Notice, Window
from notices.feeds.calendar import calendar_of
from tests.notices.feeds.factories import FEED, a_notice, published, revised

with warnings.catch_warnings():
    # ics.py asks its own grammar with names that its parser has renamed since.
    warnings.simplefilter("ignore", DeprecationWarning)
    import ics  # type: ignore[import-untyped]

#: UID, start, end and SEQUENCE.
Read = tuple[str, datetime, datetime, int]


def by_vobject(data: bytes) -> list[Read]:
    """What vobject reads."""
    events = vobject.readOne(data.decode()).vevent_list
    return [
        (
            event.uid.value,
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            int(event.sequence.value),
        )
        for event in events
    ]


def by_ics(data: bytes) -> list[Read]:
    """What ics.py reads; it keeps SEQUENCE among what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (DeprecationWarning, FutureWarning))
        events = sorted(ics.Calendar(data.decode()).events, key=lambda event: event.uid)
    return [
        (
            event.uid,
            event.begin.datetime.astimezone(UTC),
            event.end.datetime.astimezone(UTC),
            next(int(line.value) for line in event.extra if line.name == "SEQUENCE"),
        )
        for event in events
    ]


PEERS: Mapping[str, Callable[[bytes], list[Read]]] = {"vobject": by_vobject, "ics": by_ics}
#: Windows (UTC) over every clock change from 2025 to 2027, midnights, and a leap day.
WINDOWS = {
    "into summer time 2025": ((2025, 3, 29, 22), (2025, 3, 30, 3)),
    "out of summer time 2025": ((2025, 10, 25, 21), (2025, 10, 26, 4)),
    "into summer time 2026": ((2026, 3, 28, 22), (2026, 3, 29, 3)),
    "out of summer time 2026": ((2026, 10, 24, 17), (2026, 10, 25, 20)),
    "into summer time 2027": ((2027, 3, 27, 22), (2027, 3, 28, 3)),
    "out of summer time 2027": ((2027, 10, 30, 21), (2027, 10, 31, 4)),
    "within the hour that comes twice": ((2026, 10, 25, 0), (2026, 10, 25, 1)),
    "up to midnight in winter": ((2026, 12, 31, 20), (2027, 1, 1, 0)),
    "from midnight in summer": ((2026, 6, 30, 23), (2026, 7, 1, 6)),
    "over a leap day": ((2028, 2, 28, 22), (2028, 3, 1, 2)),
    "on a leap day": ((2028, 2, 29, 1), (2028, 2, 29, 3)),
}


def over(name: str) -> Window:
    """One of the windows."""
    start, end = (datetime(*when, tzinfo=UTC) for when in WINDOWS[name])
    return Window(start=start, end=end)


def read(peer: str, *notices: Notice) -> Any:
    """What a peer reads in the feed of these notices."""
    return PEERS[peer](calendar_of(published(*notices), FEED))


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_is_read_as_it_was_meant(peer: str, name: str) -> None:
    """To the second."""
    window = over(name)
    [found] = read(peer, a_notice(content={"window": window}))
    assert found == ("M10-OUT-EES@notices.example", window.start, window.end, 0)


@pytest.mark.parametrize("peer", PEERS)
def test_moving_and_cancelling_keep_the_entry(peer: str) -> None:
    """A peer that has it replaces it."""
    first = a_notice()
    window = over("out of summer time 2026")
    moved = revised(first, kind="rescheduled", content={"window": window})
    [after] = read(peer, first, moved)
    assert after == ("M10-OUT-EES@notices.example", window.start, window.end, 1)
    [called_off] = read(peer, first, moved, revised(moved, kind="cancelled", status="cancelled"))
    assert called_off == (*after[:3], 2)


@pytest.mark.parametrize("peer", PEERS)
def test_text_that_looks_like_a_calendar_is_text(peer: str) -> None:
    """There is one entry for each notice, whatever they say."""
    hostile = a_notice(content={"title": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "cause": ",;:\\n"})
    found = read(peer, hostile, a_notice(id="M10-OUT-XX", test=True, live=False))
    assert [one[0].partition("@")[0] for one in found] == ["M10-OUT-EES", "M10-OUT-XX"]
