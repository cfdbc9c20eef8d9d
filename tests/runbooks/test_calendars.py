"""Working calendars: their hours and dates as texts, and whose calendar a task has."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from runbooks.calendars import Calendar
from runbooks.errors import TimeError
from tests.dependencies.factories import a_runbook, a_task


@pytest.mark.parametrize(
    ("hours", "ranges"),
    [
        pytest.param("09:00-17:00", ((540, 1020),), id="one"),
        pytest.param("13:00-17:00,09:00-12:00", ((540, 720), (780, 1020)), id="in order"),
        pytest.param("22:00-06:00", ((1320, 1800),), id="into the next day"),
        pytest.param("00:00-24:00", ((0, 1440),), id="the whole day"),
        pytest.param("08:00-08:00", ((480, 1920),), id="round the clock"),
        pytest.param("09:00-12:00,12:00-13:00", ((540, 720), (720, 780)), id="touching"),
        pytest.param("22:00-06:00,05:00-09:00", ((300, 540), (1320, 1800)), id="the next night"),
    ],
)
def test_hours_are_minutes_from_midnight(hours: str, ranges: tuple[tuple[int, int], ...]) -> None:
    """In order of the day; an end that is not after its start is the next day's."""
    assert Calendar(hours=hours).ranges == ranges


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"hours": "09:00-12:00,11:59-13:00"}, id="overlapping hours"),
        pytest.param({"hours": "22:00-06:00,23:00-24:00"}, id="overlapping night"),
        pytest.param({"hours": "24:00-06:00"}, id="24:00 is no beginning"),
        pytest.param({"hours": "09:00-24:01"}, id="beyond 24:00"),
        pytest.param({"hours": "9:00-17:00"}, id="no hour"),
        pytest.param({"hours": ""}, id="no hours"),
        pytest.param({"days": "mon-fry"}, id="no day"),
        pytest.param({"days": ""}, id="no days"),
        pytest.param({"closed": ["2026-02-29"]}, id="no date"),
        pytest.param({"closed": ["2026-04-02..2026-04-01"]}, id="backwards"),
        pytest.param({"open": ["2026-04-01 to 2026-04-02"]}, id="no range"),
        pytest.param({"holidays": "wales"}, id="no nation"),
    ],
)
def test_calendar_refuses_what_is_no_time(fields: dict[str, Any]) -> None:
    """Hours, days and dates have a form, and exist."""
    with pytest.raises(ValidationError):
        Calendar.model_validate(fields)


@pytest.mark.parametrize(
    ("own", "of_party", "effective"),
    [
        (None, None, None),
        (None, "office", "office"),
        ("nights", "office", "nights"),
        ("always", "office", None),
        (None, "always", None),
    ],
)
def test_calendar_of_a_task(own: str | None, of_party: str | None, effective: str | None) -> None:
    """Its own, else its party's; `always` is elapsed time, and so is none at all."""
    runbook = a_runbook(
        a_task("A", calendar=own), parties={"si": {"name": "Integrator", "calendar": of_party}}
    )
    assert runbook.calendar_of(runbook.tasks[0]) == effective


def test_calendar_of_a_task_whose_party_is_unknown() -> None:
    """Elapsed time; that the party is unknown is another finding."""
    runbook = a_runbook(a_task("A"))
    assert runbook.calendar_of(runbook.tasks[0]) is None


def test_built_in_calendars_need_no_declaration() -> None:
    """Office hours of a nation, and elapsed time."""
    runbook = a_runbook(a_task("A"))
    assert runbook.calendar_by_id("england") == Calendar(holidays="england")
    assert runbook.calendar_by_id("scotland") == Calendar(holidays="scotland")
    assert runbook.calendar_by_id("always").ranges == ((0, 1440),)


def test_declared_calendar_wins_over_a_built_in_one() -> None:
    """A runbook may say what its office hours are."""
    runbook = a_runbook(a_task("A"), calendars={"england": {"hours": "08:00-20:00"}})
    assert runbook.calendar_by_id("england").ranges == ((480, 1200),)


def test_unknown_calendar_is_named() -> None:
    """With what to do about it."""
    with pytest.raises(TimeError, match="wales is not a calendar of trial") as raised:
        a_runbook(a_task("A")).calendar_by_id("wales")
    assert raised.value.hint == (
        "Declare it under `calendars`, or name one of england, scotland, always."
    )
