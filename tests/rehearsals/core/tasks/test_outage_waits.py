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


def test_who_works_on_the_system_does_not_wait() -> None:
    """It is out for their sake."""
    trial = a_night(BY_TASKS, works_on=["EES"])
    trial.start(5, "DOWN")
    trial.start(6, "USE")


def test_a_degraded_system_is_in_service() -> None:
    """Only what is unavailable keeps anybody waiting."""
    trial = a_night({**BY_TASKS, "impact": "degraded"})
    trial.start(5, "DOWN")
    trial.start(6, "USE")


def test_nobody_waits_for_what_waits_for_them() -> None:
    """UP comes behind USE: to wait for it would be to wait for ever."""
    tasks = (
        a_task("DOWN"),
        a_task("USE", uses=["EES"]),
        a_task("UP", "DOWN", "USE", end=True),
    )
    trial = Trial(a_runbook(*tasks, outages={"OUT": {"system": "EES", **BY_TASKS}}))
    trial.start(5, "DOWN")
    trial.start(6, "USE")


def test_two_that_would_wait_for_each_other_do_not_wait() -> None:
    """Each needs what the other is to bring back."""
    first = {"opens": {"task": "D1", "at": "start"}, "closes": {"task": "A", "at": "finish"}}
    second = {"opens": {"task": "D2", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    tasks = (
        a_task("D1"),
        a_task("D2"),
        a_task("A", uses=["CSS"], end=True),
        a_task("B", uses=["EES"], end=True),
    )
    systems = {key: {"name": key} for key in ("EES", "CSS")}
    outages = {"O1": {"system": "EES", **first}, "O2": {"system": "CSS", **second}}
    trial = Trial(a_runbook(*tasks, systems=systems, outages=outages))
    assert trial.state.index.kept_by == {}
    trial.do(1, 2, "D1")
    trial.do(1, 2, "D2")
    trial.start(3, "A")
    trial.start(4, "B")


def test_what_nothing_in_scope_will_close_holds_nothing() -> None:
    """It would hold for the whole run."""
    runbook = a_runbook(
        a_task("DOWN"),
        a_task("USE", end=True, uses=["EES"]),
        a_task("UP", "DOWN", end=True),
        outages={"OUT": {"system": "EES", **BY_TASKS}},
    )
    trial = Trial(runbook, scope=("DOWN", "USE"))
    trial.start(5, "DOWN")
    trial.start(6, "USE")


def test_an_outage_open_from_before_holds_until_its_task_closes_it() -> None:
    """What opened it is out of the run's scope."""
    runbook = a_runbook(
        a_task("DOWN"),
        a_task("USE", end=True, uses=["EES"]),
        a_task("UP", "DOWN", end=True),
        outages={"OUT": {"system": "EES", **BY_TASKS}},
    )
    trial = Trial(runbook, scope=("UP", "USE"), open_outages=("OUT",))
    assert ready_at(trial.state, "USE") is None
    trial.do(1, 20, "UP")
    assert ready_at(trial.state, "USE") == at(20)


def test_what_closes_it_and_was_left_out_before_it_opened_holds_nothing_up() -> None:
    """The outage has had its chance."""
    runbook = a_runbook(
        a_task("UP"),
        a_task("DOWN"),
        a_task("USE", end=True, uses=["EES"]),
        outages={"OUT": {"system": "EES", **BY_TASKS}},
    )
    trial = Trial(runbook)
    taken(trial.ask(1, c.SkipTask, task="UP", reason="not needed"))
    trial.start(5, "DOWN")
    trial.start(6, "USE")


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
