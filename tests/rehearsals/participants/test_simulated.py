"""What simulated people beside real ones may do: their own party's part of a rehearsal."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.commands import AnyCommand
from rehearsals.core.state import RunState
from rehearsals.participants.intents import by
from rehearsals.participants.simulated import permit_simulated, simulated_parties
from rehearsals.testing import a_gate, a_runbook, a_state, a_task


def a_night(**changes: Any) -> RunState:
    """A run in which `si` and `sro` are simulated, and `recco` is there."""
    runbook = a_runbook(
        a_task("A"),
        a_task("B", party="recco"),
        a_task("M", "A", party="sro"),
        gates=[a_gate("G1", "M")],
    )
    attendance = {"si": "simulated", "sro": "simulated", "recco": "required"}
    return a_state(runbook, **{"attendance": attendance, **changes})


def code(state: RunState, command: AnyCommand) -> str | None:
    """The code of the refusal; None if it is allowed."""
    refusal = permit_simulated(state, command)
    return refusal.code if refusal else None


def test_simulated_person_does_the_work_of_their_party() -> None:
    """A simulated party's task is taken up by its simulated people."""
    assert code(a_night(), c.StartTask(task="A", **by("si", "start"))) is None


def test_simulated_decider_decides() -> None:
    """A gate is decided by a crew only because its decider is simulated."""
    command = c.DecideGate(gate="G1", outcome="go", decided_by="sro", reason="", **by("sro", "go"))

    assert code(a_night(), command) is None


def test_party_that_takes_part_is_left_to_its_people() -> None:
    """Also by somebody who says to be simulated."""
    assert code(a_night(), c.StartTask(task="B", **by("recco", "start"))) == "not-simulated"


def test_simulated_person_does_not_speak_for_another_party() -> None:
    """Simulated or not."""
    command = c.DecideGate(gate="G1", outcome="go", decided_by="sro", reason="", **by("si", "go"))

    assert code(a_night(), command) == "not-simulated"


@pytest.mark.parametrize("mode", ["live", "simulation"])
def test_nobody_is_simulated_outside_rehearsals(mode: str) -> None:
    """Whatever the attendance says."""
    state = a_night(mode=mode, virtual=mode == "simulation", trial=True)

    assert simulated_parties(state).parties == frozenset()
    assert code(state, c.StartTask(task="A", **by("si", "start"))) == "not-simulated"


def test_simulated_person_does_not_run_the_night() -> None:
    """What is the manager's stays the manager's."""
    command = c.SkipTask(task="A", reason="too late", **by("si", "skip"))

    assert code(a_night(), command) == "not-simulated"


def test_what_simulated_people_do_comes_by_their_own_channel() -> None:
    """So that the journal shows it for what it is."""
    command = c.StartTask(task="A", id="1", actor="si (simulated)", channel="web")

    assert code(a_night(), command) == "not-simulated"
