"""What is planned can be run: without chance, a simulated night has the dates of its plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dependencies.planner import plan
from rehearsals.testing import a_runbook, a_task
from runbooks.model import Runbook
from tests.rehearsals.participants.certain import simulate_certainly

PERSON: dict[str, Any] = {}
MACHINE: dict[str, Any] = {"run": {"wait": {}}}
OFFICE = {"calendars": {"office": {"hours": "09:00-12:00,13:00-17:00"}}}
OUT = {"opens": {"task": "DOWN", "at": "start"}, "closes": {"task": "UP", "at": "finish"}}


def link(task: str, kind: str = "FS", lag: str = "0m") -> dict[str, str]:
    """A link as a runbook writes it."""
    return {"task": task, "link": kind, "lag": lag}


def a_weekend(**doer: Any) -> Runbook:
    """Links of all kinds, an outage with a user, office hours over a weekend, and a blackout."""
    return a_runbook(
        a_task("PREPARE", duration="90m"),
        a_task("WATCH", after=[link("PREPARE", "SS", "15m")], duration="45m", **doer),
        a_task("DOWN", after=[link("PREPARE", "FS", "-10m")], duration="20m"),
        a_task("MOVE", "DOWN", duration={"low": "1h", "likely": "2h", "high": "5h"}, **doer),
        a_task("UP", "MOVE", works_on=["EES"]),
        a_task("USE", after=[link("WATCH", "FS", "30m")], uses=["EES"], **doer),
        a_task("SIGN", "UP", calendar="office", duration="9h", **doer),
        a_task("FREEZE", after=[link("SIGN", "FS", "-1h")], not_before="T+3h", **doer),
        a_task("CLOSE", "USE", "SIGN", "FREEZE", fixed="T+100h", end=True, **doer),
        **OFFICE,
        outages={"OUT": {"system": "EES", **OUT}},
        blackouts={
            "QUIET": {
                "title": "Nothing moves",
                "tasks": ["FREEZE"],
                "windows": [{"from": "T+24h", "to": "T+26h"}],
            }
        },
    )


def dates(runbook: Runbook) -> dict[str, tuple[datetime | None, datetime | None]]:
    """When each task began and ended in a simulation without chance."""
    state, _ = simulate_certainly(runbook)
    assert state.status == "finished"
    return {key: (one.started_at, one.settled_at) for key, one in state.tasks.items()}


@pytest.mark.parametrize("doer", [PERSON, MACHINE], ids=["people", "machines"])
def test_a_night_without_chance_goes_as_planned(doer: dict[str, Any]) -> None:
    """Every start and every finish, to the second."""
    runbook = a_weekend(**doer)
    planned = plan(runbook).tasks
    assert dates(runbook) == {
        key: (task.early_start, task.early_finish) for key, task in planned.items()
    }


@pytest.mark.parametrize("doer", [PERSON, MACHINE], ids=["people", "machines"])
def test_what_holds_a_finish_gives_the_finishes_of_the_plan(doer: dict[str, Any]) -> None:
    """A plan puts the start off so that work ends in time; who may begin at once does so."""
    runbook = a_runbook(
        a_task("A", duration="2h"),
        a_task("B", after=[link("A", "FF", "15m")], duration="30m", **doer),
        a_task("C", after=[link("A", "SF", "3h")], duration="30m", **doer),
        a_task("D", after=[link("A", "FF", "-20m")], duration="30m", **doer),
        a_task("E", "B", "C", "D", end=True, **doer),
    )
    planned = plan(runbook).tasks
    ended = {key: finish for key, (_, finish) in dates(runbook).items()}
    assert ended == {key: task.early_finish for key, task in planned.items()}


def test_the_last_copy_of_a_group_waits_for_what_holds_the_finish() -> None:
    """The task is done when the plan says so."""
    runbook = a_runbook(
        a_task("A", duration="2h"),
        a_task("B", after=[link("A", "FF")], for_each="ldsos", end=True),
    )
    assert dates(runbook)["B"][1] == plan(runbook).tasks["B"].early_finish
