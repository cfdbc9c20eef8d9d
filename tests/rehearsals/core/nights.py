"""Hypothesis strategies: whole nights, plays in which everything may be asked that there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.testing import OPENED, Trial
from tests.rehearsals.core.moves import Move
from tests.rehearsals.core.night_moves import any_night_move, made_late, night_moves, with_a_risk
from tests.rehearsals.core.night_runs import a_random_night
from tests.rehearsals.core.random_runs import a_random_opening
from tests.rehearsals.core.sequences import AFTER_THE_END, LENGTHS, SHAPES, STEPS, Play
from tests.rehearsals.core.tape import Tape

#: How the next command is chosen: mostly as on a plain night, so that the run gets on.
NIGHT_MANNERS = (*["plain"] * 12, *["late"] * 2, *["night"] * 7, "any")


class Night(Play):
    """A run played by moves of all kinds, rework, amendments and turning back among them."""

    def __init__(self, shape: bytes) -> None:
        tape = Tape(shape)
        runbook = a_random_night(tape)
        Trial.__init__(self, runbook, **a_random_opening(tape, runbook), mode=tape.pick(MODES))
        self.asks = []
        self.now = OPENED
        self._left = AFTER_THE_END

    def _choose(self, tape: Tape, manner: str) -> Move:
        of_the_night = tape.pick(NIGHT_MANNERS)
        if of_the_night == "any":
            return any_night_move(self.state, tape, self.now)
        if of_the_night == "night" and (moves := night_moves(self.state, self.now)):
            return tape.pick(moves)
        move = super()._choose(tape, manner)
        if move.kind is c.DecideGate and move.fields.get("outcome") == "go" and tape.below(2):
            move = with_a_risk(move, self.state, self.now)
        if move.kind is c.RecordEvidence:
            # Who brings the evidence does not decide, in a live run.
            move = replace(move, fields={**move.fields, "actor": "bob"})
        return made_late(move, tape, self.now) if of_the_night == "late" else move


MODES = ("rehearsal", "rehearsal", "live")


@st.composite
def nights(draw: st.DrawFn) -> Night:
    """A run after some dozens of commands of all kinds."""
    night = Night(draw(SHAPES))
    for _ in range(draw(LENGTHS)):
        if night.over:
            break
        night.step(draw(STEPS))
    return night


def for_any_night(check: Callable[[Night], None]) -> Callable[[], None]:
    """Make a property of nights a test over many of them."""
    return settings(max_examples=60, deadline=None)(given(nights())(check))


def for_some_nights(check: Callable[[Night], None]) -> Callable[[], None]:
    """The same of fewer nights, for what takes long to look at."""
    return settings(max_examples=20, deadline=None)(given(nights())(check))
