"""The length of days, and how a date is shown."""

from __future__ import annotations

from datetime import date

import pytest

from dependencies.calendars import date_text, hours_of_date


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2025, 10, 26), 25), (date(2026, 3, 29), 23), (date(2025, 9, 21), 24)],
)
def test_hours_of_date_follow_the_clock_changes(day: date, hours: int) -> None:
    """A day has 25 hours when the clocks go back, and 23 when they go forward."""
    assert hours_of_date(day, "Europe/London") == hours


def test_date_text_is_short_and_plain() -> None:
    """Weekday, day, month and year."""
    assert date_text(date(2026, 5, 5)) == "Tue 5 May 2026"
