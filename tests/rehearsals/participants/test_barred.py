"""Machines and simulated people do not ask for what stops and locks keep from starting."""

from __future__ import annotations

from typing import Any

from rehearsals.core import commands as c
from rehearsals.engine.automation import Automation
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import InstantExecutor, Trial, a_runbook, a_task, at


def wanted(trial: Trial, minutes: float) -> list[Any]:
    """What the engine and simulated people ask for at a minute, looking for the first time."""
    automation = Automation(trial.state, InstantExecutor())
    people = SimulatedPeople(Draws(seed=1, run="DR1"))
    machines, _ = automation.due(trial.state, (), at(minutes))
    persons, _ = people(trial.state, (), at(minutes))
    return [*machines, *persons]


def starts(trial: Trial, minutes: float = 600) -> list[str]:
    """The tasks that somebody wants to start."""
    return [one.task for one in wanted(trial, minutes) if isinstance(one, c.StartTask)]


def test_nobody_asks_for_a_start_while_starts_are_stopped() -> None:
    """They ask again once it is allowed."""
    machine = a_task("M", run={"wait": {"for": "0m"}})
    trial = Trial(a_runbook(machine, a_task("P"), a_task("Q", "M", "P", end=True)))
    assert starts(trial) == ["M", "P"]
    trial.ask(1, c.StopStarts, reason="fire alarm")
    assert starts(trial) == []
    trial.ask(2, c.AllowStarts, reason="false alarm")

    assert starts(trial) == ["M", "P"]


def test_nobody_asks_for_what_is_locked() -> None:
    """Its participant is not activated yet."""
    trial = Trial(a_runbook(a_task("P", locked_until_activated=True, end=True)))
    assert starts(trial) == []
    trial.ask(1, c.ActivateParticipant, party="si", evidence="letter 7")

    assert starts(trial) == ["P"]


def test_only_activated_parties_confirm_a_locked_copy() -> None:
    """The others wait for their own activation."""
    task = a_task("P", for_each="ldsos", locked_until_activated=True, end=True)
    trial = Trial(a_runbook(task))
    trial.ask(1, c.ActivateParticipant, party="north", evidence="letter 7")
    trial.start(2, "P")

    copies = [one.parties for one in wanted(trial, 600) if isinstance(one, c.CompleteTask)]
    assert copies == [("north",)]


def test_a_party_that_left_starts_nothing() -> None:
    """Who took over does."""
    trial = Trial(a_runbook(a_task("P", end=True)))
    trial.ask(1, c.LeaveParty, party="si", reason="out")
    assert starts(trial) == []
    trial.ask(2, c.LeaveParty, party="si", reason="out", replaced_by="recco")

    (command,) = wanted(trial, 600)
    assert command.actor == "recco (simulated)"
