"""The forecast of what is left, given what has happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dependencies.progress import Progress
from tests.dependencies.factories import a_task
from tests.dependencies.forecast.factories import a_forecast_under_way

WIDE = {"low": "1h", "likely": "2h", "high": "6h"}
START = datetime(2025, 9, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_task_that_runs_is_conditioned_on_what_it_has_lasted() -> None:
    """After five of six hours little of the triangle is left."""
    made = a_forecast_under_way(
        a_task("A", duration=WIDE),
        facts={"A": Progress(started=START)},
        now=START + 5 * HOUR,
    )

    assert START + 5 * HOUR <= made.finish.p10 < made.finish.p95 <= START + 6 * HOUR
    assert made.outrun == ()


def test_a_task_that_has_outrun_its_estimate_is_named() -> None:
    """It goes on for up to a half of what it has lasted."""
    made = a_forecast_under_way(
        a_task("A", duration="1h"), facts={"A": Progress(started=START)}, now=START + 4 * HOUR
    )

    assert made.outrun == ("A",)
    assert START + 4 * HOUR < made.finish.p10 < made.finish.p95 < START + 6 * HOUR


def test_hours_off_do_not_count_as_lasted() -> None:
    """A task of eight working hours that has run for one and a night still has most ahead."""
    made = a_forecast_under_way(
        a_task("A", duration={"low": "7h", "likely": "8h", "high": "9h"}, calendar="england"),
        facts={"A": Progress(started=START + 7 * HOUR)},
        now=START + 23 * HOUR,
    )

    assert made.outrun == ()
    assert made.finish.p50 == pytest.approx(START + 31 * HOUR, abs=0.3 * HOUR)


def test_what_remains_by_somebodys_word_is_a_single_value() -> None:
    """It gets the spread, whatever the task's own estimate was."""
    made = a_forecast_under_way(
        a_task("A", duration=WIDE),
        facts={"A": Progress(started=START, remaining=36_000)},
        now=START + 5 * HOUR,
    )

    assert made.single_points == 1
    assert START + 14 * HOUR <= made.finish.p10 < made.finish.p95 <= START + 19 * HOUR


def test_what_is_over_is_certain() -> None:
    """A network with nothing left has one date."""
    over = {"A": Progress(started=START, finished=START + 2 * HOUR)}
    made = a_forecast_under_way(a_task("A", duration=WIDE), facts=over, now=START + 9 * HOUR)

    assert {made.finish.p10, made.finish.p95} == {START + 2 * HOUR}
    assert made.tasks["A"].start_p50 == START
