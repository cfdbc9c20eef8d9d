"""How often a task is on the chain that really drives a target."""

from __future__ import annotations

from typing import Any

import pytest

from dependencies.forecast.records import Forecast
from runbooks.tasks import Task
from tests.dependencies.factories import a_gate, a_task, an_outage
from tests.dependencies.forecast.factories import a_forecast

WIDE = {"low": "1h", "likely": "2h", "high": "6h"}


def shares(made: Forecast) -> dict[str, float]:
    """The criticality of each task, where it has any."""
    return {key: task.criticality for key, task in made.tasks.items() if task.criticality}


def towards(target: str, *tasks: Task, **fields: Any) -> dict[str, float]:
    """The criticality towards a target."""
    return shares(a_forecast(*tasks, asked={"target": target}, **fields))


def test_of_two_equal_ways_each_drives_half() -> None:
    """In every trial exactly one of them lets the last task go."""
    tasks = [a_task(key, duration=WIDE) for key in "AB"]
    found = towards("finish", *tasks, a_task("C", "A", "B"))

    assert found["C"] == 1
    assert found["A"] + found["B"] == pytest.approx(1)
    assert found["A"] == pytest.approx(0.5, abs=0.05)


def test_a_fixed_time_that_holds_a_task_begins_the_chain() -> None:
    """What comes before it does not move the target."""
    late = a_task("C", "B", not_before="2025-09-03T09:00")
    found = towards("finish", a_task("A"), a_task("B", "A"), late, a_task("D", "C"))

    assert found == {"C": 1, "D": 1}


def test_a_fixed_time_that_holds_sometimes_lets_the_chain_through_otherwise() -> None:
    """In the trials in which the predecessor is later."""
    late = a_task("B", "A", not_before="T+2h30m")
    found = towards("finish", a_task("A", duration=WIDE), late)

    assert found["B"] == 1
    assert 0.4 < found["A"] < 0.7


def test_a_window_of_the_clock_begins_the_chain() -> None:
    """The task waits for its end, whenever its predecessor was done."""
    windows = [{"from": "2025-09-01T09:30", "to": "2025-09-02T09:00"}]
    freeze = {"title": "Freeze", "windows": windows, "tasks": ["B"]}
    found = towards("finish", a_task("A"), a_task("B", "A"), blackouts={"FREEZE": freeze})

    assert found == {"B": 1}


def test_hours_that_a_task_waits_for_keep_its_driver() -> None:
    """The predecessor let it go last, on the day before."""
    worked = a_task("B", "A", calendar="england")
    found = towards("finish", a_task("A", duration="12h"), worked)

    assert found == {"A": 1, "B": 1}


def test_the_task_that_closes_an_outage_drives_what_waits_for_it() -> None:
    """Not the predecessor that was done long before."""
    tasks = [
        a_task("OPEN"),
        a_task("CLOSE", "OPEN", duration=WIDE),
        a_task("A", duration="30m"),
        a_task("USER", "A", uses=["EES"]),
    ]
    found = towards(
        "USER",
        *tasks,
        outages={"OUT": an_outage("OPEN", "CLOSE")},
        systems={"EES": {"name": "EES"}},
    )

    assert found == {"OPEN": 1, "CLOSE": 1, "USER": 1}


@pytest.mark.parametrize(
    ("link", "lag", "driver"), [("SS", "1h", "A"), ("FF", "9h", "A"), ("SF", "9h", "A")]
)
def test_every_kind_of_link_drives(link: str, lag: str, driver: str) -> None:
    """A link that holds the start or the end of the target."""
    held = a_task("B", {"task": "A", "link": link, "lag": lag})

    assert towards("B", a_task("A"), held) == {driver: 1, "B": 1}


def test_a_gate_is_driven_by_what_lets_its_meeting_go() -> None:
    """Its readiness comes before the meeting, and before the time for which that is called."""
    meeting = a_task("MEET", "A", "B", not_before="2025-09-04T09:00")
    tasks = [a_task("A", duration=WIDE), a_task("B", duration="30m"), meeting, a_task("C", "MEET")]
    made = a_forecast(*tasks, gates=[a_gate("G", "MEET")])

    assert made.target == "G"
    assert shares(made) == {"A": 1}
    assert made.tasks["MEET"].finish_criticality == 1
    assert made.tasks["A"].finish_criticality == 0
