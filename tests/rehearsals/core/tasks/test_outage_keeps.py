"""Which outages keep a task that uses their system from starting, and which cannot."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.core.readiness import ready_at
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.core.answers import taken
from tests.rehearsals.core.tasks.test_outage_waits import BY_TASKS, a_night


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
