"""Simulated people and machines keep to hours and blackouts; real people need not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.readiness import ready_at
from rehearsals.core.working import opens_at
from rehearsals.engine.automation import Automation
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import InstantExecutor, Trial, a_runbook, a_task, at
from runbooks.model import Runbook
from tests.rehearsals.core.answers import taken

HOUR = 60
OFFICE = {"calendars": {"office": {"hours": "09:00-12:00,13:00-17:00"}}}


def begins(runbook: Runbook, minute: float, task: str = "A") -> datetime:
    """When somebody who keeps to hours begins a task from a minute on."""
    return opens_at(Trial(runbook).state, task, at(minute))


def shut(*windows: tuple[str, str], **fields: Any) -> Runbook:
    """A, of half an hour, under a blackout."""
    spans = [{"from": begin, "to": end} for begin, end in windows]
    return a_runbook(
        a_task("A", end=True, **fields),
        blackouts={"QUIET": {"title": "Quiet", "windows": spans}},
        **OFFICE,
    )


def test_without_hours_work_begins_at_once() -> None:
    """At any hour of any day."""
    assert begins(a_runbook(a_task("A")), 12 * HOUR) == at(12 * HOUR)


def test_work_begins_when_the_calendar_next_opens() -> None:
    """After the break, and on the next morning."""
    runbook = a_runbook(a_task("A", calendar="office"), **OFFICE)
    assert begins(runbook, 1 * HOUR) == at(1 * HOUR)
    assert begins(runbook, 3.5 * HOUR) == at(4 * HOUR)
    assert begins(runbook, 8 * HOUR) == at(24 * HOUR)


def test_the_calendar_of_its_party_counts_unless_a_task_opts_out() -> None:
    """`always` is elapsed time."""
    parties = {"si": {"name": "SI", "calendar": "office"}}
    tasks = (a_task("A"), a_task("B", calendar="always"))
    runbook = a_runbook(*tasks, parties=parties, **OFFICE)
    assert begins(runbook, 8 * HOUR) == at(24 * HOUR)
    assert begins(runbook, 8 * HOUR, "B") == at(8 * HOUR)


@pytest.mark.parametrize(
    ("minute", "opens"),
    [(0, 0), (1, 120), (60, 120), (120, 120), (121, 240)],
    ids=["ends in time", "would reach into it", "within", "at its end", "between two"],
)
def test_work_keeps_clear_of_blackouts_in_its_likely_length(minute: int, opens: int) -> None:
    """Windows from minute 30 to 120, and from 150 to 240."""
    runbook = shut(("T+30m", "T+2h"), ("T+150m", "T+4h"))
    assert begins(runbook, minute) == at(opens)


def test_a_window_that_ends_as_it_begins_holds_nothing() -> None:
    """Work goes on through it."""
    assert begins(shut(("T+10m", "T+10m")), 0) == at(0)


def test_work_that_takes_no_time_does_not_happen_within_a_window() -> None:
    """Up to its beginning and from its end on it does."""
    runbook = shut(("T+30m", "T+2h"), duration="0m")
    assert [begins(runbook, minute) for minute in (29, 30, 119)] == [at(29), at(120), at(120)]


def test_after_a_blackout_its_hours_count_again() -> None:
    """It ends at noon, when the office closes for an hour."""
    assert begins(shut(("T+2h", "T+3h"), calendar="office"), 2 * HOUR) == at(4 * HOUR)


def test_an_outage_of_the_clock_is_seen_coming() -> None:
    """What would still run when the system goes is begun when it is back."""
    outage = {"system": "EES", "from": "T+10m", "to": "T+1h"}
    runbook = a_runbook(a_task("A", uses=["EES"]), outages={"OUT": outage})
    assert begins(runbook, 0) == at(60)


def test_people_are_not_stopped_by_hours_or_blackouts() -> None:
    """They work overtime when they must, and it is ready for them."""
    trial = Trial(shut(("T+7h", "T+9h"), calendar="office", not_before="T+8h"))
    assert ready_at(trial.state, "A") == at(8 * HOUR)
    trial.start(8 * HOUR, "A")
    trial.done(8.5 * HOUR, "A")


def test_a_machine_begins_in_working_time_also_when_it_was_ready_before() -> None:
    """Held on one day and released at night, it starts on the next morning."""
    trial = Trial(a_runbook(a_task("A", calendar="office", run={"wait": {}}), **OFFICE))
    taken(trial.ask(0, c.HoldTask, task="A", reason="wait"))
    taken(trial.ask(10 * HOUR, c.ReleaseTask, task="A", reason="go on"))
    automation = Automation(trial.state, InstantExecutor())
    assert automation.due(trial.state, (), at(10 * HOUR)) == ((), at(24 * HOUR))
    (start,), _ = automation.due(trial.state, (), at(24 * HOUR))
    assert isinstance(start, c.StartTask)


def test_simulated_people_begin_in_working_time_also_when_it_was_ready_before() -> None:
    """As machines do."""
    trial = Trial(a_runbook(a_task("A", calendar="office"), **OFFICE))
    people = SimulatedPeople(Draws(seed=7, run="DR1"))
    assert people(trial.state, (), at(10 * HOUR)) == ((), at(24 * HOUR))
    (start,), _ = people(trial.state, (), at(24 * HOUR))
    assert isinstance(start, c.StartTask)


def test_nobody_simulated_tries_again_within_an_outage() -> None:
    """What failed before it waits for the system."""
    edges = {"opens": {"task": "DOWN", "at": "start"}, "closes": {"task": "DOWN", "at": "finish"}}
    tasks = (a_task("A", uses=["EES"]), a_task("DOWN"))
    trial = Trial(a_runbook(*tasks, outages={"OUT": {"system": "EES", **edges}}))
    trial.start(0, "A")
    taken(trial.ask(1, c.FailTask, task="A", reason="no space"))
    trial.start(2, "DOWN")
    people = SimulatedPeople(Draws(seed=7, run="DR1"))
    wanted, _ = people(trial.state, (), at(300))
    assert [type(command) for command in wanted] == [c.CompleteTask]
