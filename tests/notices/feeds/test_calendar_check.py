"""The linter of calendar files, over the faults of files that were really published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.feeds.calendar import calendar_file
from notices.feeds.calendar_check import calendar_problems
from tests.notices.feeds.factories import PAGE, PUBLISHER, a_notice

#: Shaped like a file that was published for a real outage: an hour early, and of no length.
PUBLISHED = b"\r\n".join(
    (
        b"BEGIN:VCALENDAR",
        b"VERSION:2.0",
        b"PRODID:-//events//EN",
        b"BEGIN:VEVENT",
        b"UID:1621015020-1621015020@events.example",
        b"DTSTAMP:20210507T101500",
        b"DTSTART;TZID=Europe/London:20210514T175700",
        b"DTEND;TZID=Europe/London:20210514T175700",
        b"SUMMARY:Planned maintenance",
        b"END:VEVENT",
        b"END:VCALENDAR",
        b"",
    )
)
OURS = calendar_file(a_notice(), PUBLISHER, PAGE)


def test_ours_passes() -> None:
    """So does whatever else we write: see the properties of the calendar."""
    assert calendar_problems(OURS) == ()


@pytest.mark.parametrize(
    "problem",
    [
        "no length",
        "DTSTAMP has no zone",
        "DTSTART names a zone",
        "DTEND names a zone",
        "UID holds a time",
        "SEQUENCE is missing",
        "STATUS is missing",
    ],
)
def test_what_was_published_is_turned_down(problem: str) -> None:
    """For each of its faults."""
    assert any(problem in found for found in calendar_problems(PUBLISHED))


@pytest.mark.parametrize(
    ("ours", "instead", "problem"),
    [
        (b"DTSTART:20260918T200000Z", b"DTSTART;VALUE=DATE:20260918", "is a day"),
        (b"DTSTART:20260918T200000Z", b"DTSTART:20260918T200000", "no zone"),
        (b"DTEND:20260919T070000Z", b"DTEND:20260918T190000Z", "no length"),
        (b"UID:M10-OUT-EES@", b"UID:20260918T2000-EES@", "UID holds a time"),
        (b"UID:M10-OUT-EES@", b"UID:1789761600@", "UID holds a time"),
        (b"UID:M10-OUT-EES@", b"UID:2026-09-18T20:00@", "UID holds a time"),
        (b"CLASS:PUBLIC", b"CLASS:PUBLIC\r\nX-LONG:" + b"x" * 80, "folded"),
        (b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\n", "CR and LF"),
        (b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT", "VTIMEZONE"),
        (b"DTEND:20260919T070000Z\r\n", b"", "DTEND is missing"),
        (b"END:VCALENDAR", OURS[OURS.index(b"BEGIN:VEVENT") :].rstrip(), "two entries"),
    ],
)
def test_each_fault_by_itself_is_found(ours: bytes, instead: bytes, problem: str) -> None:
    """In a file that is right otherwise."""
    assert ours in OURS
    found = calendar_problems(OURS.replace(ours, instead, 1))
    assert any(problem in one for one in found), found


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_brought_is_answered(data: bytes) -> None:
    """With words, and with no other error."""
    assert all(isinstance(one, str) for one in calendar_problems(data))
    calendar_problems(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data)
    middle = OURS.index(b"DTSTART")
    calendar_problems(OURS[:middle] + data + OURS[middle:])
