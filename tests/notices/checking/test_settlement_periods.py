"""Settlement days and their periods, through both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.core.notice import Periods
from notices.settlement_periods import periods_between, start_of
from runbooks.settlement_days import HALF_HOUR, day_start, period_at, periods_in, span_of

#: A year and a half with three clock changes, and any day of a decade.
instants = st.integers(0, 600 * 86_400).map(
    lambda seconds: datetime(2025, 3, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2025, 9, 20), 48),
        (date(2025, 10, 26), 50),
        (date(2026, 3, 29), 46),
        (date(2026, 10, 25), 50),
        (date(2027, 3, 28), 46),
        (date(2028, 2, 29), 48),
    ],
)
def test_day_has_its_number_of_periods(day: date, count: int) -> None:
    """48, 46 in March, 50 in October."""
    assert periods_in(day) == count


def test_settlement_day_begins_at_local_midnight() -> None:
    """26 October 2025 begins on the 25th in UTC."""
    assert day_start(date(2025, 10, 26)) == datetime(2025, 10, 25, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "found"),
    [
        (datetime(2018, 6, 27, 19, 57, tzinfo=UTC), (date(2018, 6, 27), 42)),
        (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), (date(2025, 10, 26), 4)),
        (datetime(2025, 10, 26, 1, 30, tzinfo=UTC), (date(2025, 10, 26), 6)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (date(2026, 3, 29), 3)),
    ],
)
def test_instant_lies_in_its_period(instant: datetime, found: tuple[date, int]) -> None:
    """The doubled hour has periods of its own; the skipped one has none."""
    assert period_at(instant) == found


@given(instants)
def test_period_holds_its_instant(instant: datetime) -> None:
    """From instant to period and back."""
    day, period = period_at(instant)
    start, end = span_of(day, period)

    assert start <= instant < end
    assert end - start == HALF_HOUR


@given(days)
def test_days_follow_each_other_without_gap(day: date) -> None:
    """The last period of a day ends where the next day begins."""
    assert span_of(day, periods_in(day))[1] == day_start(day + timedelta(days=1))


@given(instants, st.timedeltas(timedelta(seconds=1), timedelta(days=4)))
def test_periods_of_a_stretch_cover_it_and_no_more(start: datetime, length: timedelta) -> None:
    """Its first period holds its start, its last one its end, and each is of its day."""
    end = start + length

    found = periods_between(start, end)

    first, last = found[0], found[-1]
    assert start_of(first) <= start < start_of(first) + HALF_HOUR
    assert span_of(last.day, last.last)[0] < end <= span_of(last.day, last.last)[1]
    assert all(1 <= one.first <= one.last <= periods_in(one.day) for one in found)


def test_no_stretch_has_no_periods() -> None:
    """A moment touches nothing."""
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert periods_between(at, at) == ()


def test_period_that_its_day_has_not_is_refused() -> None:
    """Period 47 of a day in March is none."""
    with pytest.raises(ValueError, match="1 to 46, and no 47"):
        start_of(Periods(day=date(2026, 3, 29), first=47, last=47))
