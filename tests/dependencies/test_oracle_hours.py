"""The working time that the slow planner counts, against days worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from runbooks.calendars import Calendar
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_hours import Hours, hours_of, works_on

OFFICE = Calendar(holidays="england")
NIGHTS = Calendar(days="mon-sun", hours="22:00-06:00")


def at(text: str) -> int:
    """Seconds since 1970 of an instant in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def spans(calendar: Calendar, first: str, days: int = 1) -> list[str]:
    """The open spans of some days, in UTC, such as `08:00-16:00`."""
    hours = hours_of(calendar, "Europe/London", date.fromisoformat(first), days)
    return [f"{instant(a):%H:%M}-{instant(b):%H:%M}" for a, b in hours.spans]


def office(first: str, days: int = 30) -> Hours:
    """Office hours with the bank holidays of England."""
    return hours_of(OFFICE, "Europe/London", date.fromisoformat(first), days)


@pytest.mark.parametrize(
    ("calendar", "day", "open_spans"),
    [
        pytest.param(OFFICE, "2025-09-01", ["08:00-16:00"], id="a Monday in summer"),
        pytest.param(OFFICE, "2025-12-01", ["09:00-17:00"], id="a Monday in winter"),
        pytest.param(OFFICE, "2025-09-06", [], id="a Saturday"),
        pytest.param(OFFICE, "2025-08-25", [], id="a bank holiday"),
        pytest.param(
            Calendar(hours="09:00-12:00,13:00-17:00"),
            "2025-12-01",
            ["09:00-12:00", "13:00-17:00"],
            id="two ranges",
        ),
        pytest.param(Calendar(hours="00:00-24:00"), "2025-12-01", ["00:00-00:00"], id="all day"),
        pytest.param(NIGHTS, "2025-12-01", ["22:00-06:00"], id="a night"),
        pytest.param(NIGHTS, "2025-03-29", ["22:00-05:00"], id="the night of seven hours"),
        pytest.param(NIGHTS, "2025-10-25", ["21:00-06:00"], id="the night of nine hours"),
        pytest.param(NIGHTS, "2026-03-28", ["22:00-05:00"], id="seven hours in 2026"),
        pytest.param(NIGHTS, "2026-10-24", ["21:00-06:00"], id="nine hours in 2026"),
        pytest.param(NIGHTS, "2027-03-27", ["22:00-05:00"], id="seven hours in 2027"),
        pytest.param(NIGHTS, "2027-10-30", ["21:00-06:00"], id="nine hours in 2027"),
    ],
)
def test_open_spans_of_a_day(calendar: Calendar, day: str, open_spans: list[str]) -> None:
    """In UTC: British summer time is an hour ahead."""
    assert spans(calendar, day) == open_spans


@pytest.mark.parametrize(
    ("hours", "day", "open_spans"),
    [
        pytest.param("01:30-05:00", "2025-03-30", ["01:30-04:00"], id="a skipped start moves on"),
        pytest.param("00:15-01:30", "2025-03-30", ["00:15-01:30"], id="a skipped end moves on"),
        pytest.param("01:30-02:15", "2025-03-30", [], id="nothing is left between the two"),
        pytest.param("00:30-01:30", "2025-10-26", ["23:30-00:30"], id="the first of two ends"),
        pytest.param("01:30-03:00", "2025-10-26", ["00:30-03:00"], id="the first of two starts"),
        pytest.param(
            "00:30-01:30,02:00-04:00", "2025-03-30", ["00:30-03:00"], id="joined by the gap"
        ),
    ],
)
def test_clock_times_that_a_day_skips_or_has_twice(
    hours: str, day: str, open_spans: list[str]
) -> None:
    """What is skipped counts on over the gap; of two times the first is meant."""
    assert spans(Calendar(days="sun", hours=hours), day) == open_spans


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-04-02", True),
        ("2026-04-03", False),
        ("2026-04-04", True),
        ("2026-04-05", False),
        ("2026-04-07", False),
        ("2026-04-09", False),
        ("2026-04-10", True),
    ],
)
def test_open_days_come_before_closed_ones(day: str, works: bool) -> None:
    """Good Friday is off; a Saturday and a Friday within a closed week are worked all the same."""
    calendar = Calendar(
        holidays="england",
        closed=("2026-04-07..2026-04-10",),
        open=("2026-04-04", "2026-04-10"),
    )
    assert works_on(calendar, date.fromisoformat(day)) is works


def test_days_of_the_week_go_over_the_weekend() -> None:
    """`fri-mon,wed` is worked on five days."""
    calendar = Calendar(days="fri-mon,wed")
    worked = [works_on(calendar, date(2025, 9, day)) for day in range(1, 8)]
    assert worked == [True, False, True, False, True, True, True]


@pytest.mark.parametrize(
    ("start", "work", "finish"),
    [
        pytest.param("2025-12-01T10:00", 2, "2025-12-01T12:00", id="within a day"),
        pytest.param("2025-12-01T15:00", 2, "2025-12-01T17:00", id="to the very end of one"),
        pytest.param("2025-12-01T16:00", 2, "2025-12-02T10:00", id="over a night"),
        pytest.param("2025-12-01T20:00", 2, "2025-12-02T11:00", id="from a night"),
        pytest.param("2025-12-05T16:00", 2, "2025-12-08T10:00", id="over a weekend"),
        pytest.param("2025-12-24T16:00", 2, "2025-12-29T10:00", id="over Christmas"),
        pytest.param("2025-12-01T20:00", 0, "2025-12-01T20:00", id="no work needs no time"),
    ],
)
def test_work_goes_on_in_office_hours_only(start: str, work: int, finish: str) -> None:
    """Hours of work from a start, in winter, when London is on UTC."""
    assert office("2025-11-20", 60).after(at(start), work * 3600) == at(finish)


def test_last_instant_of_working_time_is_the_second_before_closing() -> None:
    """Working time is up to, not including, its end."""
    assert office("2025-12-01").last_open(at("2025-12-01T20:00")) == at("2025-12-01T16:59:59")


def test_next_instant_of_working_time_is_the_next_opening() -> None:
    """On a Friday evening that is Monday morning."""
    assert office("2025-12-01").next_open(at("2025-12-05T17:00")) == at("2025-12-08T09:00")
