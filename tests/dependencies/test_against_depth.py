"""Deep and broad networks, with figures by hand: ten thousand in a row, a hundred thousand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dependencies.floats import float_to
from dependencies.planner import plan
from tests.dependencies.factories import a_gate, a_runbook, a_task
from tests.dependencies.oracle import instant
from tests.dependencies.oracle_asked import Asked

DEEP, BROAD = 10_000, 100_000
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("link", "minutes"),
    [
        pytest.param({}, DEEP, id="finish to start"),
        pytest.param({"lag": "1m"}, 2 * DEEP - 1, id="with a lag"),
        pytest.param({"link": "SS", "lag": "2m"}, 2 * DEEP - 1, id="start to start"),
        pytest.param({"link": "FF", "lag": "3m"}, 3 * DEEP - 2, id="finish to finish"),
        pytest.param({"link": "SF", "lag": "3m"}, 2 * DEEP - 1, id="start to finish"),
    ],
)
def test_a_chain_ten_thousand_deep(link: dict[str, str], minutes: int) -> None:
    """Each task of a minute hangs on the one before; none has float, and each drives the next."""
    tasks = [a_task("T0", duration="1m")]
    tasks += [a_task(f"T{n}", {"task": f"T{n - 1}", **link}, duration="1m") for n in range(1, DEEP)]
    planned = plan(a_runbook(*reversed(tasks), gates=[a_gate("G1", f"T{DEEP - 1}")]))
    assert planned.finish - planned.start == minutes * MINUTE
    assert {task.total_float for task in planned.tasks.values()} == {0}
    assert planned.critical_path == tuple(task.id for task in tasks)
    assert set(float_to(planned, "G1").values()) == {0}


def test_a_chain_of_office_work_ten_thousand_deep() -> None:
    """Of eight minutes each: sixty a day, so that the last ends with the 167th working day."""
    tasks = [a_task("T0", duration="8m", calendar="days")]
    tasks += [a_task(f"T{n}", f"T{n - 1}", duration="8m", calendar="days") for n in range(1, DEEP)]
    days = {"days": "mon-sun", "hours": "09:00-17:00"}
    runbook = a_runbook(*tasks, start="2025-11-01T09:00", calendars={"days": days})
    planned = plan(runbook)
    start = Asked(runbook).start
    last = planned.tasks[f"T{DEEP - 1}"]
    assert last.early_finish == instant(start) + timedelta(
        days=166, minutes=(DEEP - 166 * 60) * 8 - 60
    )
    assert planned.tasks["T60"].early_start == instant(start) + timedelta(days=1)


def test_a_hundred_thousand_tasks_side_by_side_and_in_layers() -> None:
    """A hundred layers of a thousand; in each, the number of a task is its length in minutes.

    So the last task of every layer holds all of the next one; any other may slip by as much as it
    and its fellows of the same number in the layers behind are shorter.
    """
    layers, width = 100, 1000
    tasks = [
        a_task(
            f"L{layer}N{number}",
            *([f"L{layer - 1}N{number}", f"L{layer - 1}N{width}"] if layer else []),
            duration=f"{number}m",
        )
        for layer in range(layers)
        for number in range(1, width + 1)
    ]
    planned = plan(a_runbook(*tasks))
    assert len(planned.tasks) == BROAD
    assert planned.finish - planned.start == layers * width * MINUTE
    assert planned.critical_path == tuple(f"L{layer}N{width}" for layer in range(layers))
    floats = [planned.tasks[f"L{layers // 2}N{number}"].total_float for number in (1, 500, width)]
    assert floats == [50 * 999 * 60, 50 * 500 * 60, 0]
