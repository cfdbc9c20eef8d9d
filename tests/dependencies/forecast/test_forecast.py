"""What a forecast says of a runbook."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dependencies.forecast.forecasting import forecast
from dependencies.planner import plan
from dependencies.progress import Progress
from runbooks.errors import PlanError
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage
from tests.dependencies.forecast.factories import a_forecast, a_forecast_under_way

WIDE = {"low": "1h", "likely": "2h", "high": "6h"}
START = datetime(2025, 9, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_single_point_gets_the_spread_of_the_runbook() -> None:
    """And the forecast says how many did: not what a machine waits for, and not nothing."""
    tasks = [
        a_task("A", duration="10h"),
        a_task("WAIT", duration="1h", run={"wait": {}}),
        a_task("NONE", duration="0m"),
        a_task("B", duration=WIDE),
    ]
    made = a_forecast(*tasks, forecast={"spread": {"low": 0.5, "high": 2.0}})

    assert made.single_points == 1
    assert made.tasks["A"].finish_p50 == pytest.approx(START + 11.3 * HOUR, abs=0.5 * HOUR)
    assert made.tasks["WAIT"].finish_p80 == START + HOUR
    assert made.tasks["NONE"].finish_p80 == START


def test_without_a_spread_a_single_point_is_certain() -> None:
    """Where the runbook says so."""
    made = a_forecast(a_task("A"), forecast={"spread": {"low": 1.0, "high": 1.0}})

    assert {made.finish.p10, made.finish.p95} == {START + HOUR}


def test_deadlines_have_the_share_of_trials_that_keep_them() -> None:
    """Of a task that is as often before four hours as the triangle says."""
    task = a_task("A", duration=WIDE, not_after="T+4h", fixed="T+0m")
    made = a_forecast(task, asked={"trials": 10_000})
    chances = {deadline.kind: deadline.probability for deadline in made.deadlines}

    assert chances["fixed"] == 1
    assert chances["not_after"] == pytest.approx(1 - 4 / 20, abs=0.016)


def test_the_limit_of_an_outage_counts_from_its_opening() -> None:
    """How late it opens does not matter to how long it lasts."""
    tasks = [
        a_task("A", duration=WIDE),
        a_task("OPEN", "A", duration="0m"),
        a_task("CLOSE", "OPEN", duration="1h", run={"wait": {}}),
    ]
    outage = an_outage("OPEN", "CLOSE", hard_limit="1h")
    made = a_forecast(*tasks, outages={"OUT": outage}, systems={"EES": {"name": "EES"}})

    assert [deadline.probability for deadline in made.deadlines] == [1]
    assert made.outages["OUT"].end == made.finish
    assert made.outages["OUT"].planned == START + 3 * HOUR


def test_a_restore_by_date_leaves_room_for_the_way_back() -> None:
    """From the last gate that may turn back: an hour's meeting, two hours back."""
    tasks = [a_task("A", duration=WIDE), a_task("MEET", "A", run={"wait": {}})]
    made = a_forecast(
        *tasks,
        asked={"trials": 10_000},
        gates=[a_gate("G", "MEET")],
        restore_by="T+7h",
        rollback={"gates": ["G"], "tasks": [a_task("R1", duration="2h").model_dump()]},
    )

    assert made.deadlines[0].kind == "restore_by"
    assert made.deadlines[0].probability == pytest.approx(1 - 4 / 20, abs=0.016)


def test_a_gate_is_ready_in_time_in_so_many_trials() -> None:
    """By the time for which its meeting is planned."""
    meeting = a_task("MEET", "A", fixed="T+4h")
    made = a_forecast(
        a_task("A", duration=WIDE), meeting, asked={"trials": 10_000}, gates=[a_gate("G", "MEET")]
    )

    assert made.gates["G"].planned == START + 4 * HOUR
    assert made.gates["G"].in_time == pytest.approx(1 - 4 / 20, abs=0.016)
    assert made.gates["G"].ready == made.target_date
    assert made.gates["G"].ready.p10 < START + 4 * HOUR < made.gates["G"].ready.p95


def test_what_was_promised_counts_instead_of_the_plan() -> None:
    """A gate or an outage that was announced for another time."""
    tasks = [a_task("A", duration=WIDE), a_task("MEET", "A")]
    promised = {"G": START + 4 * HOUR}
    asked = {"trials": 10_000, "promised": promised}
    made = a_forecast(*tasks, asked=asked, gates=[a_gate("G", "MEET")])

    assert made.gates["G"].planned == START + 4 * HOUR
    assert made.gates["G"].in_time == pytest.approx(1 - 4 / 20, abs=0.016)


def test_the_next_gate_is_the_target() -> None:
    """Of those whose meeting is ahead; without one the finish."""
    tasks = [a_task("A"), a_task("M1", "A"), a_task("B", "M1"), a_task("M2", "B")]
    gates = [a_gate("G2", "M2"), a_gate("G1", "M1")]
    begun = {key: Progress(started=START, finished=START + HOUR) for key in ("A", "M1")}

    assert a_forecast(*tasks, gates=gates).target == "G1"
    assert a_forecast_under_way(*tasks, facts=begun, now=START + HOUR, gates=gates).target == "G2"
    assert a_forecast(*tasks).target is None


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"target": "G9"}, "nothing to forecast for G9", id="unknown target"),
        pytest.param({"trials": 0}, "0 trials cannot be run", id="no trials"),
        pytest.param({"trials": 10**7}, "10000000 trials cannot be run", id="too many"),
    ],
)
def test_what_cannot_be_forecast_is_refused(asked: dict[str, Any], message: str) -> None:
    """With what to ask for instead."""
    with pytest.raises(PlanError, match=message) as refused:
        a_forecast(a_task("A"), asked=asked)

    assert refused.value.hint


def test_the_precision_reached_is_stated() -> None:
    """By default trials go on until the P80 is known well enough."""
    made = forecast(plan(a_runbook(a_task("A", duration=WIDE))), precision=200)

    assert made.precision.reached
    assert 0 < made.precision.seconds <= 200
    assert made.precision.low <= made.finish.p80 <= made.precision.high
    assert made.trials < 10_000


def test_the_tasks_that_move_the_target_most_are_tried_out() -> None:
    """The wide one costs more than the narrow one, and what is certain costs nothing."""
    narrow = {"low": "110m", "likely": "2h", "high": "140m"}
    tasks = [
        a_task("WIDE", duration=WIDE),
        a_task("NARROW", "WIDE", duration=narrow),
        a_task("WAIT", "NARROW", run={"wait": {}}),
    ]
    made = a_forecast(*tasks, asked={"movers": True})

    assert [mover.task for mover in made.movers] == ["WIDE", "NARROW"]
    assert made.movers[0].seconds > 3600 > made.movers[1].seconds


def test_a_date_has_one_figure_wherever_it_is_told() -> None:
    """As target, as deadline and in the list of tasks: of all trials, and not of the first."""
    tasks = [a_task("A", duration=WIDE, not_after="T+4h"), a_task("B", duration=WIDE)]
    made = a_forecast(*tasks, asked={"trials": 10_000, "target": "B"})

    assert made.sampled < made.trials
    assert made.tasks["B"].finish_p80 == made.target_date.p80
    (kept,) = made.deadlines
    late = made.tasks["A"].finish_p80 > START + 4 * HOUR
    assert late == (kept.probability < 0.8)
