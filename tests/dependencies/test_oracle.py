"""The earliest dates of the slow planner, against answers worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dependencies.factories import a_task
from tests.dependencies.oracle_paper import shown


@pytest.mark.parametrize(
    ("link", "dates"),
    [
        pytest.param({"link": "FS"}, "1 11:00 - 1 12:00", id="finish to start"),
        pytest.param({"link": "FS", "lag": "30m"}, "1 11:30 - 1 12:30", id="with a lag"),
        pytest.param({"link": "FS", "lag": "-30m"}, "1 10:30 - 1 11:30", id="with a lead"),
        pytest.param({"link": "FS", "lag": "-3h"}, "1 09:00 - 1 10:00", id="not before the plan"),
        pytest.param({"link": "SS", "lag": "15m"}, "1 09:15 - 1 10:15", id="start to start"),
        pytest.param({"link": "FF"}, "1 10:00 - 1 11:00", id="finish to finish"),
        pytest.param({"link": "FF", "lag": "15m"}, "1 10:15 - 1 11:15", id="with a lag behind"),
        pytest.param({"link": "SF"}, "1 09:00 - 1 10:00", id="start to finish holds nothing"),
        pytest.param({"link": "SF", "lag": "90m"}, "1 09:30 - 1 10:30", id="start to finish"),
    ],
)
def test_links(link: dict[str, Any], dates: str) -> None:
    """B lasts an hour and is linked to A, from 09:00 to 11:00."""
    tasks = a_task("A", duration="2h"), a_task("B", {"task": "A", **link})
    assert shown({}, *tasks)["B"] == dates


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        pytest.param({"not_before": "T+2h"}, "1 11:00 - 1 12:00", id="elapsed offset"),
        pytest.param({"not_before": "T+3wd"}, "4 09:00 - 4 10:00", id="working days"),
        pytest.param({"not_before": "T-1wd"}, "1 09:00 - 1 10:00", id="before the plan"),
        pytest.param({"fixed": "2025-12-02T08:30"}, "2 08:30 - 2 09:30", id="fixed"),
        pytest.param({"not_after": "2025-12-01T09:30"}, "1 09:00 - 1 10:00", id="deadline"),
        pytest.param({"duration": "0m"}, "1 09:00 - 1 09:00", id="no length"),
    ],
)
def test_times_of_a_task_itself(fields: dict[str, Any], dates: str) -> None:
    """A lasts an hour from 09:00 but for its own times."""
    assert shown({}, a_task("A", **fields))["A"] == dates


def test_working_days_count_from_the_wall_clock_of_the_start() -> None:
    """From Friday 09:00 GMT before the clocks change, one working day later it is 09:00 BST."""
    task = a_task("A", not_before="T+1wd")
    assert shown({"start": "2025-03-28T09:00"}, task)["A"] == "31 08:00 - 31 09:00"


def test_working_days_skip_the_holidays_of_their_calendar() -> None:
    """2 January is off in Scotland only."""
    runbook = {"start": "2025-12-31T09:00"}
    task = a_task("A", not_before="T+1wd@scotland"), a_task("B", not_before="T+1wd")
    assert shown(runbook, *task) == {"A": "5 09:00 - 5 10:00", "B": "2 09:00 - 2 10:00"}


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        pytest.param({"calendar": "england"}, "1 16:00 - 2 16:00", id="its own calendar"),
        pytest.param({"party": "recco"}, "1 22:00 - 2 23:00", id="its party's"),
        pytest.param({"party": "recco", "calendar": "always"}, "1 16:00 - 2 00:00", id="opts out"),
        pytest.param({}, "1 16:00 - 2 00:00", id="elapsed"),
        pytest.param(
            {"calendar": "england", "duration": "0m", "not_before": "T+9h"},
            "2 09:00 - 2 09:00",
            id="a moment is in working time too",
        ),
    ],
)
def test_calendars(fields: dict[str, Any], dates: str) -> None:
    """Eight hours of work from 16:00 on Monday."""
    runbook = {
        "start": "2025-12-01T16:00",
        "parties": {"recco": {"name": "RECCo", "calendar": "nights"}},
        "calendars": {"nights": {"days": "mon-sun", "hours": "22:00-05:00"}},
    }
    assert shown(runbook, a_task("A", **{"duration": "8h", **fields}))["A"] == dates


def test_a_finish_that_must_be_later_moves_the_start_within_working_time() -> None:
    """To finish on Tuesday at 10:30, three hours of office work start on Monday at 15:30."""
    tasks = a_task("A", duration="25h30m"), a_task("B", {"task": "A", "link": "FF"}, duration="3h")
    office = tasks[1].model_copy(update={"calendar": "england"})
    assert shown({}, tasks[0], office)["B"] == "1 15:30 - 2 10:30"
