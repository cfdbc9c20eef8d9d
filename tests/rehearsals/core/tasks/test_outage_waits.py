"""A task that uses a system does not start while the system is out of service."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.readiness import ready_at, task_state
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import refused, taken

BY_TASKS = {"opens": {"task": "DOWN", "at": "start"}, "closes": {"task": "UP", "at": "finish"}}
BY_CLOCK = {"from": "T+10m", "to": "T+1h"}


def a_night(outage: dict[str, Any], *more: dict[str, Any], **use: Any) -> Trial:
    """DOWN, then UP; USE by itself needs the system between them."""
    tasks = (a_task("DOWN"), a_task("UP", "DOWN", end=True), a_task("USE", end=True, **use), *more)
    uses = [{**task, "uses": ["EES"]} if task["id"] == "USE" else task for task in tasks]
    return Trial(a_runbook(*uses, outages={"OUT": {"system": "EES", **outage}}))


def test_it_waits_until_a_task_has_brought_the_system_back() -> None:
    """Nobody can say when; then it is ready from the end of the outage on."""
    trial = a_night(BY_TASKS)
    assert ready_at(trial.state, "USE") == at(0)
    trial.start(5, "DOWN")
    assert ready_at(trial.state, "USE") is None
    assert task_state(trial.state, "USE", at(6)) == "waiting"
    trial.done(20, "DOWN")
    trial.do(20, 40, "UP")
    assert ready_at(trial.state, "USE") == at(40)
    trial.start(41, "USE")


def test_the_refusal_names_the_outage_and_what_closes_it() -> None:
    """And the way round, for what has really begun."""
    trial = a_night(BY_TASKS)
    trial.start(5, "DOWN")
    refusal = refused(trial.ask(6, c.StartTask, task="USE"))
    assert refusal.code == "outage-open"
    assert refusal.message == (
        "USE uses EES, which outage OUT keeps out of service until UP is done."
    )
    assert "--out-of-sequence" in refusal.hint


def test_who_really_began_is_written_down_with_a_reason() -> None:
    """By the manager, as any start out of sequence."""
    trial = a_night(BY_TASKS)
    trial.start(5, "DOWN")
    taken(trial.ask(6, c.StartOutOfSequence, task="USE", reason="by the back door"))
    assert trial.state.task("USE").out_of_sequence == "by the back door"


def test_what_runs_goes_on_running() -> None:
    """It was ready when it began, and ends when it ends."""
    trial = a_night(BY_TASKS)
    trial.start(0, "USE")
    trial.start(5, "DOWN")
    assert ready_at(trial.state, "USE") == at(0)
    trial.done(10, "USE")


def test_a_retry_is_a_start() -> None:
    """What failed before the outage is not tried again within it."""
    trial = a_night(BY_TASKS)
    trial.start(0, "USE")
    taken(trial.ask(2, c.FailTask, task="USE", reason="no space"))
    trial.start(5, "DOWN")
    assert ready_at(trial.state, "USE") is None
    assert refused(trial.ask(6, c.StartTask, task="USE")).code == "outage-open"


def test_it_waits_for_the_end_of_an_outage_of_the_clock() -> None:
    """What is let go within it is ready at its end, also while nobody has opened it."""
    trial = a_night(BY_CLOCK, not_before="T+30m")
    assert ready_at(trial.state, "USE") == at(60)
    assert refused(trial.ask(40, c.StartTask, task="USE")).code == "outage-open"
    assert (
        "until Mon 12 Jan 2026 10:00 GMT" in refused(trial.ask(41, c.StartTask, task="USE")).message
    )
    trial.start(60, "USE")


def test_before_an_outage_of_the_clock_it_may_start() -> None:
    """A person may; machines look ahead."""
    trial = a_night(BY_CLOCK)
    assert ready_at(trial.state, "USE") == at(0)
    trial.start(5, "USE")


def test_what_the_engine_closed_late_holds_no_longer_than_its_time() -> None:
    """The clock says when the system is back."""
    trial = a_night(BY_CLOCK)
    taken(trial.ask(10, c.OpenOutage, outage="OUT"))
    assert ready_at(trial.state, "USE") == at(60)
    trial.start(61, "USE")


def test_a_start_before_the_outage_may_be_entered_within_it() -> None:
    """It is looked at for the time at which it happened."""
    trial = a_night(BY_TASKS)
    trial.start(5, "DOWN")
    early = trial.ask(20, c.StartTask, task="USE", happened_at=at(4))
    taken(early)
    assert ready_at(trial.state, "USE") == at(0)


def test_a_start_within_the_outage_is_refused_after_it_too() -> None:
    """However late it is entered."""
    trial = a_night(BY_TASKS)
    trial.do(5, 10, "DOWN")
    trial.do(10, 20, "UP")
    within = trial.ask(30, c.StartTask, task="USE", happened_at=at(15))
    assert refused(within).code == "outage-open"


def test_a_clock_that_stepped_back_passes_no_outage() -> None:
    """What happens now happens after the last fact, whatever the clock says."""
    trial = a_night(BY_TASKS)
    trial.start(5, "DOWN")
    assert refused(trial.ask(4, c.StartTask, task="USE")).code == "outage-open"
