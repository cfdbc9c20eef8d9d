"""Instants of moments: wall-clock times, elapsed offsets, and offsets in working days."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from runbooks.errors import TimeError
from runbooks.instants import instant_of
from runbooks.moments import Moment, Offset
from tests.dependencies.factories import a_runbook, a_task


def instant(written: str, start: str = "2025-12-20T18:00", **fields: Any) -> datetime:
    """The instant of a moment of a runbook that starts then."""
    moment: Moment = TypeAdapter[Moment](Moment).validate_python(written)
    return instant_of(moment, a_runbook(a_task("A"), start=start, **fields))


@pytest.mark.parametrize(
    ("written", "start", "expected"),
    [
        pytest.param("2026-07-01T09:00", "2025-12-20T18:00", "2026-07-01T08:00", id="local"),
        pytest.param("T-2h", "2025-12-20T18:00", "2025-12-20T16:00", id="elapsed"),
        pytest.param("T+48h", "2025-10-25T09:00", "2025-10-27T08:00", id="elapsed, by the clock"),
        pytest.param("T+1wd", "2025-12-24T18:00", "2025-12-29T18:00", id="over Christmas"),
        pytest.param("T+2wd@scotland", "2026-04-01T18:00", "2026-04-06T17:00", id="Scotland"),
        pytest.param("T-10wd", "2025-11-03T09:00", "2025-10-20T08:00", id="back over the change"),
        pytest.param("T+1wd", "2026-03-27T09:00", "2026-03-30T08:00", id="over the other"),
        pytest.param("T+1wd", "2025-09-19T08:00Z", "2025-09-22T08:00", id="start with an offset"),
    ],
)
def test_instant_of_a_moment(written: str, start: str, expected: str) -> None:
    """Offsets in working days keep the start's place on the wall clock; elapsed ones do not."""
    assert instant(written, start) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param("2026-03-28T01:30", "2026-03-29T01:30", id="skipped: over the gap"),
        pytest.param("2026-10-24T01:30", "2026-10-25T00:30", id="twice: the first"),
    ],
)
def test_working_day_on_which_the_clocks_change(start: str, expected: str) -> None:
    """A time that is skipped moves over the gap, and of two the first is taken."""
    calendars = {"daily": {"days": "mon-sun"}}
    found = instant("T+1wd@daily", start, calendars=calendars)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_working_days_are_those_of_the_programme() -> None:
    """Days off and days on of a declared calendar count."""
    calendars = {"programme": {"closed": ["2025-12-22..2025-12-30"], "open": ["2025-12-27"]}}
    wanted = datetime(2025, 12, 31, 18, tzinfo=UTC)
    assert instant("T+2wd@programme", calendars=calendars) == wanted


def test_unknown_calendar_has_no_instants() -> None:
    """The message names it."""
    with pytest.raises(TimeError, match="wales is not a calendar"):
        instant("T+1wd@wales")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("T-10wd", "T-10wd"),
        ("T+5wd@scotland", "T+5wd@scotland"),
        ("T+5wd@england", "T+5wd"),
        ("T-010wd", "T-10wd"),
        ("T+0wd@scotland", "T+0m"),
        ("T+90m", "T+1h30m"),
    ],
)
def test_offset_is_written_in_one_way(written: str, canonical: str) -> None:
    """Read again it is the same offset."""
    offset = Offset.model_validate(written)
    assert str(offset) == canonical
    assert Offset.model_validate(canonical) == offset


@pytest.mark.parametrize("written", ["T-wd", "T5wd", "T+3661wd", "T+5wd@", "T+5wd@1st", "T+1d@x"])
def test_offset_refuses_what_is_none(written: str) -> None:
    """A sign, a number of at most ten years of days, and a calendar's id."""
    with pytest.raises(ValidationError):
        Offset.model_validate(written)


def test_offset_is_elapsed_or_in_working_days() -> None:
    """Not both, in code either."""
    with pytest.raises(ValidationError, match="not in both"):
        Offset(seconds=60, working_days=1)
