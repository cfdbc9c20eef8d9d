"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.times import read_past_time, read_time
from runbooks.errors import AmbiguousTime, NonExistentTime, TimeError

LONDON = "Europe/London"
#: 13:00 on the clock in London, in summer.
NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_a_time_of_the_day_is_the_next_one() -> None:
    """Today if it is to come, tomorrow if it has been."""
    assert read_time("14:30", LONDON, NOW) == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)
    assert read_time("9:15", LONDON, NOW) == datetime(2026, 7, 2, 8, 15, tzinfo=UTC)


def test_a_weekday_is_the_next_one() -> None:
    """NOW is a Wednesday: later today, or in a week; another day is within the week."""
    assert read_time("Wed 14:30", LONDON, NOW) == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)
    assert read_time("wednesday 9:15", LONDON, NOW) == datetime(2026, 7, 8, 8, 15, tzinfo=UTC)
    assert read_time("Sun 15:30", LONDON, NOW) == datetime(2026, 7, 5, 14, 30, tzinfo=UTC)


def test_a_weekday_behind_a_clock_change_is_on_the_clock_of_that_day() -> None:
    """Said on Saturday in summer time, Sunday is in winter time."""
    saturday = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert read_time("Sun 15:30", LONDON, saturday) == datetime(2026, 10, 25, 15, 30, tzinfo=UTC)
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert read_time("Sun 15:30", LONDON, saturday) == datetime(2026, 3, 29, 14, 30, tzinfo=UTC)


def test_a_word_that_is_no_weekday_is_refused() -> None:
    """Nothing is guessed."""
    with pytest.raises(TimeError, match="no day of the week"):
        read_time("Xyz 15:30", LONDON, NOW)


def test_a_full_time_is_on_the_local_clock() -> None:
    """The offset follows from the zone, unless it is written."""
    assert read_time("2026-03-01T12:00", LONDON, NOW) == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert read_time("2026-08-01T12:00", LONDON, NOW) == datetime(2026, 8, 1, 11, tzinfo=UTC)
    assert read_time("2026-08-01T12:00Z", LONDON, NOW) == datetime(2026, 8, 1, 12, tzinfo=UTC)


def test_a_late_entrys_time_of_day_is_the_last_one() -> None:
    """What has happened is not yet to come; a date says the day."""
    assert read_past_time("12:30", LONDON, NOW) == datetime(2026, 7, 1, 11, 30, tzinfo=UTC)
    assert read_past_time("13:00", LONDON, NOW) == NOW
    assert read_past_time("13:01", LONDON, NOW) == datetime(2026, 6, 30, 12, 1, tzinfo=UTC)
    assert read_past_time("2026-08-01T12:00Z", LONDON, NOW) == datetime(2026, 8, 1, 12, tzinfo=UTC)


def test_a_time_that_happens_twice_or_never_is_refused() -> None:
    """At a clock change there is no single answer."""
    with pytest.raises(AmbiguousTime):
        read_time("2026-10-25T01:30", LONDON, NOW)
    with pytest.raises(NonExistentTime):
        read_time("2026-03-29T01:30", LONDON, NOW)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "12:60", "2026-13-01T12:00", "2026-03-01"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """The message shows how to write one, and in which zone."""
    with pytest.raises(TimeError, match="is not a time") as refused:
        read_time(text, LONDON, NOW)
    assert LONDON in str(refused.value)
