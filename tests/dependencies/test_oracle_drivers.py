"""What drives a start, and the deadlines, by the slow planner: against answers on paper."""

from __future__ import annotations

from typing import Any

import pytest

from runbooks.tasks import WayBackTask
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_dates import Early, early_dates
from tests.dependencies.oracle_drivers import chain, driven
from tests.dependencies.oracle_targets import deadlines

#: A Monday in winter, when London is on UTC.
START = "2025-12-01T09:00"
FREEZE = {"title": "Freeze", "windows": [{"from": "T+30m", "to": "T+3h"}], "tasks": ["B"]}
OUTAGE = {"system": "EES", "from": "T+30m", "to": "T+3h"}


def early_of(*tasks: Any, **fields: Any) -> Early:
    """The earliest dates of some tasks."""
    return early_dates(Asked(a_runbook(*tasks, start=START, **fields)))


@pytest.mark.parametrize(
    ("fields", "runbook", "expected"),
    [
        pytest.param({}, {}, ("A", "link", 0), id="a link"),
        pytest.param({"not_before": "T+2h"}, {}, ("A", "not_before", 60), id="its time"),
        pytest.param({"not_before": "T+1h"}, {}, ("A", "link", 0), id="both: the link"),
        pytest.param({"fixed": "T+2h"}, {}, ("A", "fixed", 60), id="fixed"),
        pytest.param({"calendar": "late"}, {}, ("A", "calendar", 300), id="its calendar"),
        pytest.param({}, {"blackouts": {"B1": FREEZE}}, ("A", "blackout", 120), id="a blackout"),
        pytest.param(
            {"uses": ["EES"]}, {"outages": {"O1": OUTAGE}}, ("A", "outage", 120), id="an outage"
        ),
    ],
)
def test_what_holds_a_task_last_drives_it(
    fields: dict[str, Any], runbook: dict[str, Any], expected: tuple[str, str, int]
) -> None:
    """B follows A, which ends at 10:00; minutes of wait since then."""
    late = {"late": {"hours": "15:00-23:00"}}
    early = early_of(a_task("A"), a_task("B", "A", **fields), calendars=late, **runbook)
    found = driven(early, early.asked.tasks["B"])
    assert (found.driver, *found.by, found.wait // 60) == expected


def test_a_task_without_predecessors_starts_with_the_plan() -> None:
    """Nothing lets it go, and it waits for nothing."""
    early = early_of(a_task("A"))
    found = driven(early, early.asked.tasks["A"])
    assert (found.driver, *found.by, found.wait) == (None, "start", 0)


def test_a_link_to_the_finish_lets_go_at_the_start_that_it_asks_for() -> None:
    """To finish with A on Tuesday at 10:00, B's two hours of office work start on Monday at 16."""
    tasks = a_task("A", duration="25h"), a_task("Z"), {"task": "A", "link": "FF"}
    early = early_of(*tasks[:2], a_task("B", "Z", tasks[2], duration="2h", calendar="england"))
    found = driven(early, early.asked.tasks["B"])
    assert (found.driver, *found.by, found.wait) == ("A", "link", 0)


def test_the_task_that_closes_an_outage_drives_who_waits_for_it() -> None:
    """U could go at 10:00; O2 gives the system back at 13:00. The chain goes on through it."""
    tasks = a_task("O1"), a_task("O2", "O1", duration="3h"), a_task("U", "O1", uses=["EES"])
    early = early_of(*tasks, outages={"OUT": an_outage("O1", "O2")})
    found = driven(early, early.asked.tasks["U"])
    assert (found.driver, *found.by, found.wait) == ("O2", "outage", 0)
    assert chain(early, "U") == ["O1", "O2", "U"]


def test_deadlines_with_their_margins() -> None:
    """Each kind of deadline, in minutes; below zero it is missed."""
    leg = [WayBackTask.model_validate(a_task("R1", duration="2h").model_dump())]
    early = early_of(
        a_task("A", duration="3h", not_after="T+2h"),
        a_task("B", "A", fixed="T+3h", not_after="T+5h"),
        outages={
            "OUT": an_outage("A", "B", hard_limit="3h"),
            "CLK": {**OUTAGE, "hard_limit": "3h"},
        },
        gates=[a_gate("G1", "A"), a_gate("G2", "B")],
        rollback={"gates": ["G1", "G2"], "tasks": leg, "margin": "30m"},
        restore_by="T+7h",
    )
    assert {f"{due.kind} {due.task}": due.margin // 60 for due in deadlines(early)} == {
        "not_after A": -60,
        "not_after B": 60,
        "fixed B": 0,
        "hard_limit B": -60,
        "hard_limit None": 30,
        "restore_by B": 30,
    }
