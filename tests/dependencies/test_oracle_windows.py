"""Windows that the slow planner keeps clear of, against answers worked out on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dependencies.factories import a_runbook, a_task, an_outage
from tests.dependencies.oracle_asked import Asked
from tests.dependencies.oracle_paper import START, shown
from tests.dependencies.oracle_windows import holds

BLACKOUT = {
    "title": "Freeze",
    "windows": [{"from": "T+90m", "to": "T+2h"}, {"from": "T+3h", "to": "T+5h"}],
}


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        pytest.param({"duration": "90m"}, "1 09:00 - 1 10:30", id="just before it"),
        pytest.param({"duration": "1h", "not_before": "T+1h"}, "1 11:00 - 1 12:00", id="between"),
        pytest.param({"duration": "2h"}, "1 14:00 - 1 16:00", id="behind both"),
        pytest.param({"duration": "0m", "not_before": "T+2h"}, "1 11:00 - 1 11:00", id="its end"),
        pytest.param({"duration": "0m", "not_before": "T+90m"}, "1 11:00 - 1 11:00", id="begin"),
    ],
)
def test_blackouts_that_open_and_close_twice(fields: dict[str, Any], dates: str) -> None:
    """Everything stands still from 10:30 to 11:00 and from 12:00 to 14:00."""
    assert shown({"blackouts": {"B1": BLACKOUT}}, a_task("A", **fields))["A"] == dates


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        ({"tasks": ["A"]}, True),
        ({"parties": ["si"]}, True),
        ({"systems": ["EES"]}, True),
        ({"systems": ["CSS"]}, True),
        ({"tasks": ["B"], "parties": ["recco"], "systems": ["DIP"]}, False),
    ],
)
def test_who_is_under_a_blackout(scope: dict[str, list[str]], held: bool) -> None:
    """A task is named, or its party is, or a system that it uses or works on."""
    task = a_task("A", duration="2h", uses=["EES"], works_on=["CSS"])
    dates = shown({"blackouts": {"B1": BLACKOUT | scope}}, task)["A"]
    assert dates == ("1 14:00 - 1 16:00" if held else "1 09:00 - 1 11:00")


@pytest.mark.parametrize(
    ("fields", "dates"),
    [
        pytest.param({"uses": ["EES"]}, "1 13:00 - 1 14:00", id="it waits until O2 is done"),
        pytest.param({"uses": ["CSS"]}, "1 10:00 - 1 11:00", id="it uses another system"),
        pytest.param(
            {"uses": ["EES"], "works_on": ["EES"]}, "1 10:00 - 1 11:00", id="it works on it"
        ),
        pytest.param(
            {"uses": ["EES"], "duration": "0m"}, "1 13:00 - 1 13:00", id="it takes no time"
        ),
    ],
)
def test_an_outage_of_tasks_holds_who_uses_the_system(fields: dict[str, Any], dates: str) -> None:
    """O1 opens it with its start at 09:00, O2 closes it with its finish at 13:00; U follows O1."""
    tasks = a_task("O1"), a_task("O2", "O1", duration="3h"), a_task("U", "O1", **fields)
    assert shown({"outages": {"OUT": an_outage("O1", "O2")}}, *tasks)["U"] == dates


def test_a_degraded_system_is_in_service() -> None:
    """Only what is unavailable holds."""
    outage = an_outage("A", "B", impact="degraded")
    dates = shown({"outages": {"OUT": outage}}, a_task("A"), a_task("B"), a_task("U", uses=["EES"]))
    assert dates["U"] == "1 09:00 - 1 10:00"


def test_an_outage_opened_out_of_scope_has_been_open_since_for_ever() -> None:
    """And one whose closing is out of scope does not hold."""
    fields = {"outages": {"OUT": an_outage("A", "B")}}
    tasks = a_task("A"), a_task("B"), a_task("U", uses=["EES"])
    assert shown(fields, *tasks, scope=["B", "U"])["U"] == "1 10:00 - 1 11:00"
    assert shown(fields, *tasks, scope=["A", "U"])["U"] == "1 09:00 - 1 10:00"


@pytest.mark.parametrize(
    ("tasks", "held"),
    [
        pytest.param([("A",), ("B",), ("U",)], ["U"], id="apart"),
        pytest.param([("A",), ("B", "A"), ("U", "A")], ["U"], id="beside who closes it"),
        pytest.param([("A",), ("B", "U"), ("U", "A")], [], id="before who closes it"),
        pytest.param([("A", "U"), ("B",), ("U",)], [], id="before who opens it"),
    ],
)
def test_an_outage_of_tasks_holds_only_if_its_dates_can_be_known(
    tasks: list[tuple[str, ...]], held: list[str]
) -> None:
    """U uses a system that A opens and B closes."""
    made = [a_task(*one, uses=["EES"] if one[0] == "U" else []) for one in tasks]
    runbook = a_runbook(*made, start=START, outages={"OUT": an_outage("A", "B")})
    assert [hold.task for hold in holds(Asked(runbook))] == held


def test_outages_that_would_wait_for_each_other_do_not_hold() -> None:
    """U1 waits for C1, which follows U2, which waits for C2, which follows U1."""
    outages = {"O1": an_outage("A", "C1"), "O2": an_outage("A", "C2", system="CSS")}
    tasks = [a_task("A"), a_task("U1", uses=["EES"]), a_task("U2", uses=["CSS"])]
    tasks += [a_task("C1", "U2"), a_task("C2", "U1"), a_task("U3", uses=["CSS"])]
    held = holds(Asked(a_runbook(*tasks, start=START, outages=outages)))
    assert [hold.task for hold in held] == ["U3"]
