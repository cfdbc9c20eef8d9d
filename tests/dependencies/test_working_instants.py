"""Working time in plain datetimes: next open, and so much later, through clock changes too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dependencies.working.hours import spans
from dependencies.working.instants import after_working, next_open
from runbooks.calendars import Calendar
from runbooks.errors import TimeError

LONDON = "Europe/London"
OFFICE = Calendar(hours="09:00-12:00,13:00-17:00", closed=("2026-03-31",))
NIGHTS = Calendar(days="mon-sun", hours="22:00-06:00")


def utc(text: str) -> datetime:
    """An instant written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-27T10:30", "2026-03-27T10:30"),
        ("2026-03-27T12:00", "2026-03-27T13:00"),
        ("2026-03-27T17:00", "2026-03-30T08:00"),
        ("2026-03-30T16:00", "2026-04-01T08:00"),
    ],
    ids=["open", "at noon", "over the weekend, into summer time", "over a day off"],
)
def test_the_next_working_instant(at: str, opens: str) -> None:
    """The hour at which a span closes is not worked in."""
    assert next_open(OFFICE, LONDON, utc(at)) == utc(opens)


@pytest.mark.parametrize(
    ("start", "hours", "finish"),
    [
        ("2026-03-27T09:00", 3, "2026-03-27T12:00"),
        ("2026-03-27T09:00", 4, "2026-03-27T14:00"),
        ("2026-03-27T16:00", 2, "2026-03-30T09:00"),
        ("2026-03-28T03:00", 1, "2026-03-30T09:00"),
        ("2026-03-28T03:00", 0, "2026-03-28T03:00"),
    ],
    ids=["to noon", "over noon", "over the weekend", "begun off its hours", "no work at all"],
)
def test_so_much_work_later(start: str, hours: int, finish: str) -> None:
    """Work ends in the span in which it is done, at its close if need be."""
    assert after_working(OFFICE, LONDON, utc(start), hours * 3600) == utc(finish)


@pytest.mark.parametrize(
    ("start", "finish"),
    [("2026-03-28T22:00", "2026-03-29T22:00"), ("2026-10-24T21:00", "2026-10-25T05:00")],
    ids=["the clocks go forward", "the clocks go back"],
)
def test_a_night_shift_over_a_clock_change(start: str, finish: str) -> None:
    """One of seven hours and one of nine: eight hours end in the next, or before its end."""
    assert after_working(NIGHTS, LONDON, utc(start), 8 * 3600) == utc(finish)


def test_a_night_runs_into_the_new_year() -> None:
    """The shift that began on the last day of the old one."""
    at = utc("2027-01-01T03:00")
    assert next_open(NIGHTS, LONDON, at) == at
    assert after_working(NIGHTS, LONDON, at, 4 * 3600) == utc("2027-01-01T23:00")


def test_a_calendar_that_never_opens_is_named() -> None:
    """It does not search for ever."""
    never = Calendar(closed=("2020-01-01..2199-12-31",))
    with pytest.raises(TimeError, match="never open after 27 Mar 2026"):
        next_open(never, LONDON, utc("2026-03-27T10:00"))


@settings(deadline=None)
@given(
    st.sampled_from([OFFICE, NIGHTS, Calendar(days="mon-sun", hours="00:00-24:00")]),
    st.integers(0, 2 * 366 * 86_400),
    st.integers(0, 200 * 3_600),
)
def test_it_is_the_sum_of_the_spans_between(calendar: Calendar, after: int, seconds: int) -> None:
    """Counted second by second of the spans, as they are."""
    start = utc("2025-06-01T00:00") + timedelta(seconds=after)
    finish = after_working(calendar, LONDON, start, seconds)
    begins, ends = start.timestamp(), finish.timestamp()
    found = (span for year in range(2024, 2029) for span in spans(calendar, LONDON, year))
    worked = sum(max(0, min(ends, shuts) - max(begins, opens)) for opens, shuts in found)
    assert worked == seconds
    assert not seconds or next_open(calendar, LONDON, finish - timedelta(seconds=1)) < finish
