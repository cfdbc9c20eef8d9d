"""Working hours before the plan: as far back as what runs began, and as late dates fall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dependencies.floats import RESTORE_BY, float_to
from dependencies.forecast.forecasting import forecast
from dependencies.near_critical import near_critical
from dependencies.plan import Plan
from dependencies.planner import plan
from dependencies.progress import Progress
from runbooks.tasks import WayBackTask
from tests.dependencies.factories import a_gate, a_runbook, a_task

#: Monday 1 September 2025, 09:00 in London.
ZERO = datetime(2025, 9, 1, 8, tzinfo=UTC)
CERTAIN = {"spread": {"low": 1.0, "high": 1.0}}


@pytest.mark.parametrize("weeks", [1, 4, 12])
def test_what_runs_has_worked_since_it_began_however_long_ago(weeks: int) -> None:
    """Forty working hours a week; the bank holiday of 25 August is none of them."""
    days_worked = 5 * weeks - 1
    working = a_task("A", duration=f"{8 * (days_worked + 5)}h", calendar="england")
    began = Progress(started=ZERO - timedelta(weeks=weeks))
    begun = plan(a_runbook(working, forecast=CERTAIN), facts={"A": began}, now=ZERO)

    assert begun.tasks["A"].early_finish == datetime(2025, 9, 5, 16, tzinfo=UTC)
    assert forecast(begun, trials=1, now=ZERO).finish.p80 == datetime(2025, 9, 5, 16, tzinfo=UTC)


@pytest.mark.parametrize("weeks", [1, 3, 100])
def test_float_to_a_date_long_past_finds_the_hours_before_it(weeks: int) -> None:
    """The way back takes an hour and the meeting M another; A is a day's work: on the Friday."""
    late = float_to(a_plan_to_restore(f"T-{7 * weeks}d"), RESTORE_BY)

    day = 86400
    assert late == {"A": -(7 * weeks + 3) * day, "M": -7 * weeks * day - 10 * 3600}


def test_what_drives_a_way_back_is_not_near_it() -> None:
    """The chain to the meeting at which turning back is decided last, not that to the finish."""
    planned = a_plan_to_restore("T+10h")

    assert planned.critical_path == ("L",)
    assert near_critical(planned, RESTORE_BY) == ()


def a_plan_to_restore(by: str) -> Plan:
    """A day's work on the Monday, a meeting at its end, and something long beside them."""
    back = WayBackTask.model_validate(a_task("R").model_dump())
    return plan(
        a_runbook(
            a_task("A", duration="8h", calendar="england"),
            a_task("M", "A"),
            a_task("L", duration="100h"),
            gates=[a_gate("G", "M")],
            rollback={"gates": ["G"], "tasks": [back]},
            restore_by=by,
        )
    )
