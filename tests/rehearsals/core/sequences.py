"""Hypothesis strategies: whole runs, random runbooks with commands that mostly fit their state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rehearsals.core import commands as c
from rehearsals.core.decide import decide
from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.testing import OPENED, Trial, asked
from tests.rehearsals.core.moves import Move, fitting_moves, near_miss, tempting_moves, wild_move
from tests.rehearsals.core.random_runs import a_random_opening, a_random_runbook
from tests.rehearsals.core.tape import Tape

#: Minutes between two commands: mostly a few, now and then many, and slightly back.
MINUTES = (1, 0, 2, 3, 5, 8, 13, 60, 180, -4)
MANNERS = (*["fitting"] * 10, *["tempting"] * 3, "near", "near", "wild")
#: How many commands a closed run is still asked.
AFTER_THE_END = 2
SHAPES = st.binary(min_size=80, max_size=80)
STEPS = st.binary(min_size=16, max_size=16)
LENGTHS = st.integers(15, 75)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A command as it was handed in, with the state it met and what came of it."""

    before: RunState
    command: c.AnyCommand
    now: datetime
    answer: tuple[Fact, ...] | c.Refusal

    @property
    def refused(self) -> bool:
        """Whether it was refused."""
        return isinstance(self.answer, c.Refusal)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it came to, none if it was refused."""
        return () if isinstance(self.answer, c.Refusal) else self.answer


class Play(Trial):
    """A run played by moves, which remembers what was asked of it."""

    def __init__(self, shape: bytes) -> None:
        tape = Tape(shape)
        runbook = a_random_runbook(tape)
        super().__init__(runbook, **a_random_opening(tape, runbook))
        self.asks: list[Ask] = []
        self.now = OPENED
        self._left = AFTER_THE_END

    @property
    def over(self) -> bool:
        """Whether the run has been closed for long enough to see that it stays so."""
        return self._left == 0

    def step(self, data: bytes) -> None:
        """Ask for one more thing, two times in three or so for one that fits."""
        self._left -= self.state.status != "open"
        tape = Tape(data)
        self.now += timedelta(minutes=tape.pick(MINUTES))
        self._hand_in(self._choose(tape, tape.pick(MANNERS)))

    def _choose(self, tape: Tape, manner: str) -> Move:
        fitting = fitting_moves(self.state, self.now)
        if manner == "tempting":
            return tape.pick(tempting_moves(self.state))
        if manner == "wild" or not fitting:
            return wild_move(self.state, tape, self.now)
        chosen = tape.pick(fitting)
        return near_miss(chosen, self.state, tape, self.now) if manner == "near" else chosen

    def _hand_in(self, move: Move) -> None:
        if move.not_before:
            self.now = max(self.now, move.not_before)
        command = asked(move.kind, **{**move.fields, "id": f"step-{len(self.asks)}"})
        answer = decide(self.state, command, self.now)
        self.asks.append(Ask(before=self.state, command=command, now=self.now, answer=answer))
        if not isinstance(answer, c.Refusal):
            self.take(answer)

    def __repr__(self) -> str:
        """The runbook and what happened in it, as a falsified property shows them."""
        tasks = [
            f"{t.id} after {[(link.task, link.link.value, link.lag) for link in t.after]}"
            for t in self.state.index.tasks.values()
        ]
        gates = [f"{gate.id}: {gate.rule}" for gate in self.state.runbook.gates]
        asks = [f"{ask.now:%d %H:%M} {ask.command} -> {_short(ask.answer)}" for ask in self.asks]
        return "\n".join(("", *tasks, *gates, str(self.state.runbook.outages), *asks))


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """A run after some dozens of commands."""
    play = Play(draw(SHAPES))
    for _ in range(draw(LENGTHS)):
        if play.over:
            break
        play.step(draw(STEPS))
    return play


def for_any_play(check: Callable[[Play], None]) -> Callable[[], None]:
    """Make a property of runs a test over many of them."""
    return settings(max_examples=150, deadline=None)(given(plays())(check))


def _short(answer: tuple[Fact, ...] | c.Refusal) -> str:
    if isinstance(answer, c.Refusal):
        return answer.code
    return ", ".join(type(fact.event).__name__ for fact in answer)
