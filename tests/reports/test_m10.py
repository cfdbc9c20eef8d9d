"""The report of a simulated M10, its figures recomputed from the facts by other means."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rehearsals.core import events as e
from rehearsals.core.opening import Opening, open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.engine.local import LocalExecutor
from rehearsals.engine.settings import Settings
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Head
from rehearsals.names import run_stream
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from reports.data import report_data
from reports.html import report_html
from reports.report import build_report
from runbooks.library import source_of
from runbooks.reading import parse


@cache
def _played() -> tuple[tuple[e.Fact, ...], Head]:
    """The facts of M10 with seed 7, and the head of their journal."""
    source = source_of("m10")
    book = parse(source.text, source.name).runbook
    assert book is not None
    start = book.start.instant(book.timezone)
    clock = VirtualClock(start)
    desk = Desk(MemoryJournal(), clock.now)
    scope = tuple(task.id for task in book.tasks)
    opening = Opening(run="DR1", runbook=book, scope=scope, mode="simulation", seed=7, virtual=True)
    desk.open(open_run(opening, now=start, actor="ann", channel="test"), "DR1")
    people = SimulatedPeople(Draws(seed=7, run="DR1"))
    executor = LocalExecutor(Settings(home=Path("unused")))
    try:
        Simulation(
            desk=desk,
            clock=clock,
            run="DR1",
            executor=executor,
            people=people,
            draw_work=people.draw_work,
        ).run()
    finally:
        executor.close()
    return tuple(desk.facts("DR1")), desk.journal.head(run_stream("DR1"))


@cache
def _data() -> dict[str, Any]:
    return report_data(build_report(*_played()))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60


def test_work_equals_what_the_facts_say() -> None:
    """The attempts of every task, from each TaskStarted to its failure or its finish."""
    started: dict[str, datetime] = {}
    expected: dict[str, float] = {}
    for fact in _played()[0]:
        if isinstance(fact.event, e.TaskStarted):
            started[fact.event.task] = fact.at
        elif isinstance(fact.event, e.TaskFinished | e.TaskFailed):
            worked = _minutes(started[fact.event.task], fact.at)
            expected[fact.event.task] = expected.get(fact.event.task, 0) + worked

    shown = {task["id"]: task["work_minutes"] for task in _data()["tasks"]}
    assert shown == pytest.approx(expected)
    assert len(expected) == 89


def test_waiting_equals_what_the_facts_and_the_links_say() -> None:
    """From the last predecessor's TaskFinished, or the not-before, less what was worked."""
    opened = _played()[0][0].event
    assert isinstance(opened, e.RunOpened)
    finished = {
        fact.event.task: fact.at for fact in _played()[0] if isinstance(fact.event, e.TaskFinished)
    }
    links = {task["id"]: task.get("after", []) for task in opened.runbook["tasks"]}

    for task in _data()["tasks"]:
        released = [finished[link] for link in links[task["id"]]]
        ready = _instant(task["ready_at"])
        assert ready >= max(released, default=ready)
        idle = _minutes(ready, finished[task["id"]]) - task["work_minutes"]
        assert task["waiting_minutes"] == pytest.approx(idle)
        assert task["waiting_minutes"] >= 0


def test_outages_equal_what_the_facts_say() -> None:
    """From OutageOpened to OutageClosed, all six."""
    opened = {f.event.outage: f.at for f in _played()[0] if isinstance(f.event, e.OutageOpened)}
    closed = {f.event.outage: f.at for f in _played()[0] if isinstance(f.event, e.OutageClosed)}

    lengths = {outage["id"]: outage["actual_minutes"] for outage in _data()["outages"]}

    assert lengths == {key: _minutes(opened[key], closed[key]) for key in opened}
    assert len(lengths) == 6


def test_every_gate_is_decided_at_the_time_of_its_decision() -> None:
    """The last GateDecided of each of the eleven gates."""
    decided = {f.event.gate: f.at for f in _played()[0] if isinstance(f.event, e.GateDecided)}

    assert {g["id"]: _instant(g["decided_at"]) for g in _data()["gates"]} == decided
    assert len(decided) == 11


def test_the_plan_in_the_report_is_the_one_of_the_runbook() -> None:
    """Ready for the point of no return on Saturday 19:45, with 16 h 15 min of slack."""
    planned = _data()["chains"]["G8"]["planned"]

    assert planned["ready_at"] == "2025-09-20T18:45:00Z"
    assert planned["steps"][-1]["slack_minutes"] == 16 * 60 + 15


@pytest.mark.parametrize("words", ["SIMULATION", "(seed 7)", "M10-089", "OUT-DIP"])
def test_the_page_of_the_whole_cutover_can_be_made(words: str) -> None:
    """Every section copes with 89 tasks, eleven gates and six outages."""
    assert words in report_html(build_report(*_played()))


def test_slack_before_the_point_of_no_return_is_that_of_the_plan() -> None:
    """One word, one meaning: the gate says what the plan's chain says."""
    gate = next(gate for gate in _data()["gates"] if gate["id"] == "G8")

    assert gate["slack_before_meeting_planned_minutes"] == 16 * 60 + 15


def test_turning_back_ends_when_the_legacy_service_must_be_back() -> None:
    """The latest start plus the length of the rollback leg is 22 September, 06:00 BST."""
    back = _data()["turning_back"]
    start, end = _instant(back["latest_start"]), _instant(back["restore_by"])

    assert back["restore_by"] == "2025-09-22T05:00:00Z"
    assert _minutes(start, end) == back["rollback_minutes"] > 0


def test_every_decision_is_held_against_what_was_forecast() -> None:
    """Eleven decisions, each with what was known then, and none of it drawn anew by chance."""
    points = [point for point in _data()["forecasts"] if point["is_decision"]]
    decided = [one["id"] for point in points for one in point["happenings"]]
    gates = {gate["id"]: gate for gate in _data()["gates"]}

    assert sorted(decided) == sorted(gates)
    for point in points:
        for one in point["gates"]:
            assert _instant(one["actual"]) > _instant(point["entered_at"])
            assert one["p10"] <= one["p50"] <= one["p80"] <= one["p95"]
    assert _data()["how_forecast"] == {
        "seed": 7,
        "trials": 10_000,
        "points": 24,
        "of": 24,
        "single_points": 0,
        "spread_low": 0.9,
        "spread_high": 1.4,
        "correlation": 0.3,
        "outrun": 0,
    }


def test_the_calibration_is_the_sum_of_its_kinds() -> None:
    """Gates, ends of outages and the finish, together first."""
    together, *kinds = _data()["calibration"]

    assert [one["kind"] for one in kinds] == ["gate", "outage", "finish"]
    for key in ("forecasts", "inside", "by_p80"):
        assert together[key] == sum(one[key] for one in kinds)


def test_the_hard_limit_of_dip_is_measured_from_its_opening() -> None:
    """72 hours from when it was really closed to participants; the same verdict as its outage."""
    deadline = next(one for one in _data()["deadlines"] if one["id"] == "OUT-DIP")
    outage = next(one for one in _data()["outages"] if one["id"] == "OUT-DIP")

    lasted = _minutes(_instant(outage["opened_at"]), _instant(deadline["at"]))

    assert lasted == outage["hard_limit_minutes"]
    assert (deadline["standing"] == "kept") is outage["limit_kept"]
