"""Simulated people: what they do follows from the state, and stays within the runbook's bounds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.core.tasks.completing import within_tolerance
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import HAND_OVER, SimulatedPeople
from rehearsals.testing import OPENED, Trial, a_runbook, a_task, at


def asked_of(trial: Trial, minutes: float, seed: int = 7) -> tuple[c.AnyCommand, ...]:
    """What simulated people ask for at a minute of a run."""
    commands, _ = SimulatedPeople(Draws(seed=seed, run="DR1"))(trial.state, (), at(minutes))
    return commands


def test_task_is_taken_up_after_a_hand_over() -> None:
    """Nobody starts at the very moment a task is ready, and nobody later than the longest wait."""
    trial = Trial(a_runbook(a_task("A")))
    longest = timedelta(seconds=HAND_OVER.high)

    assert asked_of(trial, 0) == ()
    (command,) = asked_of(trial, longest / timedelta(minutes=1))

    assert isinstance(command, c.StartTask)
    assert command.actor == "si (simulated)"


def test_nothing_is_remembered_between_calls() -> None:
    """Somebody else with the same draws wants the same from the same state."""
    trial = Trial(a_runbook(a_task("A"), a_task("B")))
    trial.start(1, "A")

    assert len(asked_of(trial, 600)) == 2
    assert asked_of(trial, 600) == asked_of(trial, 600)


def test_next_moment_is_said_when_nothing_is_due() -> None:
    """The clock can leap to it."""
    trial = Trial(a_runbook(a_task("A")))

    commands, later = SimulatedPeople(Draws(seed=7, run="DR1"))(trial.state, (), OPENED)

    assert commands == ()
    assert later is not None
    assert later > OPENED


@given(
    st.floats(-1e6, 1e6, allow_nan=False), st.floats(0, 1e3, allow_nan=False), st.integers(0, 99)
)
def test_measurements_are_within_tolerance(expected: float, tolerance: float, seed: int) -> None:
    """A simulated figure never fails a criterion by rounding."""
    result: dict[str, Any] = {
        "id": "x",
        "unit": "u",
        "expected": round(expected, 3),
        "tolerance": round(tolerance, 3),
    }
    trial = Trial(a_runbook(a_task("A", results=[result])))
    trial.start(0, "A")

    for command in asked_of(trial, 10_000, seed):
        if isinstance(command, c.CompleteTask):
            (wanted,) = trial.state.index.tasks["A"].results
            assert within_tolerance(wanted, command.results["x"])
