"""The plans of the shipped runbooks, against the skeletons they were made from."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from dependencies.anchor import anchor
from dependencies.plan import Plan
from dependencies.planner import plan, rollback_seconds
from runbooks.clocktime import hours_of_day, local
from runbooks.library import source_of
from runbooks.model import Runbook
from runbooks.reading import parse

DATA = Path(__file__).parents[1] / "data"
LONDON = "Europe/London"


@cache
def shipped(name: str) -> Runbook:
    """A runbook of the library."""
    source = source_of(name)
    runbook = parse(source.text, source.name).runbook
    assert runbook is not None
    return runbook


@cache
def planned(name: str) -> Plan:
    """Its plan."""
    return plan(shipped(name))


@pytest.mark.parametrize("name", ["m10", "m11"])
def test_dates_are_those_of_the_skeleton(name: str) -> None:
    """Every task starts and ends when the source says."""
    with (DATA / f"{name}_runbook_skeleton.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected = {row["id"]: (row["planned_start_utc"], row["planned_end_utc"]) for row in rows}
    found = {
        task.id: tuple(f"{at:%Y-%m-%dT%H:%MZ}" for at in (task.early_start, task.early_finish))
        for task in planned(name).tasks.values()
    }
    assert found == expected


def test_m10_outages_are_those_of_the_source() -> None:
    """The six windows open and close when the source says."""
    with (DATA / "m10_outage_windows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    expected = {row["ref"]: (row["start_utc"], row["end_utc"]) for row in rows}
    outages = planned("m10").outages.items()
    assert {key: (o.start.isoformat(), o.end.isoformat()) for key, o in outages} == expected


def test_m10_point_of_no_return_is_ready_on_saturday_evening() -> None:
    """G8 is ready at 19:45 on Saturday, 16 h 15 min before its meeting at noon on Sunday."""
    chain = planned("m10").chains["G8"]
    assert (local(chain.ready_at, LONDON), local(chain.at, LONDON), chain.slack) == (
        "Sat 20 Sep 2025 19:45 BST",
        "Sun 21 Sep 2025 12:00 BST",
        (16 * 60 + 15) * 60,
    )


def test_m10_longest_chain_to_the_point_of_no_return() -> None:
    """From the roll-call by SVAA, the LDSO releases and EES to the evidence pack."""
    numbers = "019 020 021 024 027 028 029 030 035 038 047 048 049 052 063 068 069"
    tasks = planned("m10").chains["G8"].tasks
    assert tasks[tasks.index("M10-019") :] == tuple(f"M10-{n}" for n in numbers.split())


def test_m10_has_two_critical_tasks_only() -> None:
    """Fixed governance times swallow all float but that of the last decision and its news."""
    critical = [task.id for task in planned("m10").tasks.values() if task.critical]
    assert critical == ["M10-087", "M10-089"]


def test_m10_rollback_takes_ten_and_a_half_hours() -> None:
    """The way back takes 10 h 30 min by its longest chain."""
    assert rollback_seconds(shipped("m10")) == 10.5 * 3600


def test_m11_watch_spans_the_hour_that_happens_twice() -> None:
    """On the 25-hour day the watch from 00:30 BST ends three hours later, at 02:30 GMT."""
    task = planned("m11").tasks["M11-040"]
    assert hours_of_day(task.early_start, LONDON) == 25
    assert (local(task.early_start, LONDON), local(task.early_finish, LONDON)) == (
        "Sun 26 Oct 2025 00:30 BST",
        "Sun 26 Oct 2025 02:30 GMT",
    )


def test_m10_weekend_is_rehearsed_on_another_one() -> None:
    """G3 to G9 on a May weekend keeps its wall-clock times and meets the bank holiday."""
    anchored = anchor(shipped("m10"), date(2026, 5, 22), "G3", "G9")
    weekend = plan(anchored.runbook, anchored.scope)
    assert weekend.start == datetime(2026, 5, 22, 15, 30, tzinfo=UTC)
    assert local(weekend.chains["G8"].at, LONDON) == "Sun 24 May 2026 12:00 BST"
    assert (len(anchored.scope), anchored.open_outages) == (60, ())
    assert any("Spring Bank Holiday" in line for line in anchored.mismatches)


def test_m10_rehearsal_from_the_deployment_finds_all_six_outages_open() -> None:
    """Every system is out of service when a rehearsal begins with the deployment gate."""
    assert len(anchor(shipped("m10"), None, "G6", "G9").open_outages) == 6
