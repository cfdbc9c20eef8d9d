"""A way back whose tasks are linked in other ways, keep hours, or need what is out of service."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.readiness import ready_at
from rehearsals.testing import Trial, a_task, at
from tests.rehearsals.core.answers import refused, taken
from tests.rehearsals.core.plan.turning import a_rollback, at_second_gate, turn_back


def turned(*leg: dict[str, Any]) -> Trial:
    """A run turned back at its second gate at minute 61, with other tasks on the way back."""
    trial = at_second_gate(rollback=a_rollback(tasks=list(leg)))
    taken(turn_back(trial, 61))
    return trial


def test_a_leg_runs_side_by_side() -> None:
    """Begun together, and not done before the other: also past what is left out."""
    trial = turned(
        a_task("R-SAY", always=True),
        a_task("R-EES", after=[{"task": "R-SAY", "link": "SS", "lag": "5m"}], works_on=["EES"]),
        a_task("R-NEVER", after=[{"task": "R-EES", "link": "FF"}]),
        a_task("R-CHECK", after=[{"task": "R-NEVER", "link": "FF", "lag": "10m"}], always=True),
    )
    trial.start(62, "R-SAY")
    assert ready_at(trial.state, "R-EES") == at(67)
    trial.start(67, "R-EES")
    trial.start(68, "R-CHECK")
    assert refused(trial.ask(69, c.CompleteTask, task="R-CHECK")).code == "finish-held"
    trial.done(80, "R-EES")
    trial.done(90, "R-CHECK")


def test_a_leg_waits_for_a_system_that_it_brings_back() -> None:
    """What uses it, and does not work on it, starts once it is back."""
    trial = turned(
        a_task("R-EES", works_on=["EES"]),
        a_task("R-CHECK", always=True, after=["R-EES"]),
        a_task("R-LOOK", always=True, uses=["EES"]),
    )
    assert trial.state.outage("OUT-EES").is_open
    assert ready_at(trial.state, "R-LOOK") is None
    trial.do(62, 70, "R-EES")
    trial.do(70, 80, "R-CHECK")
    assert ready_at(trial.state, "R-LOOK") == at(80)


def test_a_leg_has_hours_and_fixed_times_of_its_own() -> None:
    """As the way forward has."""
    trial = turned(
        a_task("R-CHECK", always=True, fixed="T+3h", calendar="england"),
        a_task("R-EES", works_on=["EES"]),
    )
    assert ready_at(trial.state, "R-CHECK") == at(180)
    assert "R-CHECK" in trial.state.index.calendars
