"""Working days: which they are, and counting them across holidays and days of the programme."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbooks.calendars import BUILT_IN, Calendar
from runbooks.errors import TimeError
from runbooks.working_days import add_working_days, is_open

ENGLAND, SCOTLAND = BUILT_IN["england"], BUILT_IN["scotland"]
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.sampled_from(
    [ENGLAND, SCOTLAND, Calendar(days="sat-mon"), Calendar(closed=("2026-01-01..2026-02-28",))]
)


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "count", "calendar", "reached"),
    [
        pytest.param("2025-12-24", 1, ENGLAND, "2025-12-29", id="over Christmas"),
        pytest.param("2025-12-31", 1, ENGLAND, "2026-01-02", id="over New Year"),
        pytest.param("2025-12-31", 1, SCOTLAND, "2026-01-05", id="over New Year in Scotland"),
        pytest.param("2026-04-02", 1, ENGLAND, "2026-04-07", id="over Easter"),
        pytest.param("2026-04-02", 1, SCOTLAND, "2026-04-06", id="over Easter in Scotland"),
        pytest.param("2026-04-07", -1, ENGLAND, "2026-04-02", id="back over Easter"),
        pytest.param("2026-04-07", -1, SCOTLAND, "2026-04-06", id="back to Easter Monday"),
        pytest.param("2026-01-05", -10, ENGLAND, "2025-12-17", id="two weeks back"),
        pytest.param("2025-09-20", 1, ENGLAND, "2025-09-22", id="from a Saturday on"),
        pytest.param("2025-09-20", -1, ENGLAND, "2025-09-19", id="from a Saturday back"),
        pytest.param("2025-09-20", 0, ENGLAND, "2025-09-20", id="none"),
    ],
)
def test_working_days_are_counted(
    written: str, count: int, calendar: Calendar, reached: str
) -> None:
    """The day itself does not count; weekends and the nation's bank holidays are passed over."""
    assert add_working_days(day(written), count, calendar) == day(reached)


@pytest.mark.parametrize(
    ("fields", "worked"),
    [
        pytest.param({}, "01234", id="mon-fri"),
        pytest.param({"days": "fri-mon"}, "0456", id="over the weekend"),
        pytest.param({"days": "mon-tue,thu"}, "013", id="several"),
        pytest.param({"closed": ["2026-04-07"]}, "0234", id="a day off"),
        pytest.param({"closed": ["2026-04-07..2026-04-09"]}, "04", id="days off, both ends"),
        pytest.param({"holidays": "england"}, "1234", id="Easter Monday in England"),
        pytest.param({"holidays": "scotland"}, "01234", id="Easter Monday in Scotland"),
        pytest.param({"holidays": "england", "open": ["2026-04-06"]}, "01234", id="worked holiday"),
        pytest.param({"open": ["2026-04-11"]}, "012345", id="worked Saturday"),
        pytest.param(
            {"closed": ["2026-04-06..2026-04-12"], "open": ["2026-04-08"]}, "2", id="open wins"
        ),
    ],
)
def test_open_days_of_the_week_after_easter(fields: dict[str, Any], worked: str) -> None:
    """`open` is worked whatever else is said; `closed`, holidays and other weekdays are not."""
    calendar = Calendar.model_validate(fields)
    week = [day("2026-04-06") + timedelta(days=number) for number in range(7)]
    assert "".join(str(d.weekday()) for d in week if is_open(calendar, d)) == worked


@pytest.mark.parametrize("count", [1, -1])
def test_calendar_that_is_never_open_is_refused(count: int) -> None:
    """Counting ends after ten years without a day."""
    never = Calendar(closed=("1970-01-01..2199-12-31",))
    with pytest.raises(TimeError, match=rf"no day that is {count} working days from 2026-04-01"):
        add_working_days(day("2026-04-01"), count, never)


def test_counting_ends_with_the_years_that_are_known() -> None:
    """A count that leaves them is refused."""
    with pytest.raises(TimeError, match="no day that is 9 working days from 2199-12-27"):
        add_working_days(day("2199-12-27"), 9, ENGLAND)


@given(DAYS, st.integers(-40, 40).filter(bool), CALENDARS)
def test_counted_days_are_the_open_ones(start: date, count: int, calendar: Calendar) -> None:
    """As many open days as asked lie behind the first day, up to and with the one reached."""
    reached = add_working_days(start, count, calendar)
    step = 1 if count > 0 else -1
    passed = [start + timedelta(days=step * n) for n in range(1, abs((reached - start).days) + 1)]
    assert is_open(calendar, reached)
    assert sum(is_open(calendar, one) for one in passed) == abs(count)
