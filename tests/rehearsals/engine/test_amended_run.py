"""An engine whose run is amended under its hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rehearsals.core import commands as c
from rehearsals.core.agenda import Agenda
from rehearsals.core.plan.diff import diff
from rehearsals.engine.automation import Automation, is_automated
from rehearsals.testing import InstantExecutor, Trial, a_runbook, a_task, at
from runbooks.model import Runbook

AUTOMATED: dict[str, Any] = {"run": {"wait": {"for": "0m"}}}
BEFORE = a_runbook(a_task("A"), a_task("B", "A", **AUTOMATED), a_task("C"))


class Amended:
    """A run with the engine's eyes on it, which have seen it before it is amended."""

    def __init__(self) -> None:
        self.run = Trial(BEFORE)
        self.engine = Automation(self.run.state, InstantExecutor())
        self.engine.due(self.run.state, (), at(0))
        self.seen = len(self.run.facts)

    def amend(self, after: Runbook) -> None:
        """Make another plan the plan."""
        changes = diff(self.run.state.runbook, after)
        self.run.ask(1, c.ProposeAmendment, changes=changes, reason="news")
        self.run.ask(1, c.ApproveAmendment, number=1)
        assert self.run.state.runbook == after

    def due(self, minutes: float) -> Sequence[c.AnyCommand]:
        """What the engine asks for after what has happened."""
        facts = self.run.facts[self.seen :]
        self.seen = len(self.run.facts)
        return self.engine.due(self.run.state, facts, at(minutes))[0]


def test_an_added_task_of_a_machine_is_started() -> None:
    """It is ready like any other, and the engine hears of it."""
    amended = Amended()
    amended.amend(a_runbook(*_tasks(BEFORE), a_task("N", **AUTOMATED)))
    assert [command.id for command in amended.due(2)] == ["engine:N:1:start"]


def test_a_task_that_became_a_persons_is_left_to_them() -> None:
    """The engine does not start what a person does now."""
    amended = Amended()
    amended.amend(a_runbook(a_task("A"), a_task("B", "A"), a_task("C")))
    amended.run.do(2, 3, "A")
    assert amended.due(4) == ()


def test_a_task_that_became_a_machines_is_started() -> None:
    """Nobody need do it by hand any more."""
    amended = Amended()
    amended.amend(a_runbook(a_task("A"), a_task("B", "A", **AUTOMATED), a_task("C", **AUTOMATED)))
    assert [command.id for command in amended.due(2)] == ["engine:C:1:start"]


def test_a_task_that_was_taken_out_is_forgotten() -> None:
    """Also by an agenda that had it in mind."""
    amended = Amended()
    agenda = Agenda(amended.run.state, is_automated)
    amended.amend(a_runbook(a_task("A"), a_task("C")))
    amended.run.do(2, 3, "A")
    assert agenda.due(amended.run.state, amended.run.facts[1:]) == ()
    assert amended.due(4) == ()


def test_an_added_outage_of_the_clock_is_opened_in_time() -> None:
    """And when it will be is known, so that the engine wakes."""
    amended = Amended()
    outages = {"OUT": {"system": "EES", "from": "T+10m", "to": "T+20m"}}
    amended.amend(a_runbook(*_tasks(BEFORE), outages=outages))
    _, next_due = amended.engine.due(amended.run.state, (), at(2))
    assert next_due == at(10)
    assert [command.id for command in amended.due(10)] == ["engine:OUT:open"]


def _tasks(runbook: Runbook) -> list[dict[str, Any]]:
    return list(runbook.model_dump(mode="json", exclude_defaults=True)["tasks"])
