"""A crew: some parties' simulated people, in a run that others act in too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Event
from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.events import TaskStarted
from rehearsals.core.state import RunState
from rehearsals.desk import Desk, Guard
from rehearsals.engine.clock import VirtualClock
from rehearsals.journal.memory import MemoryJournal
from rehearsals.participants.crew import Cast, Crew
from rehearsals.testing import OPENED, a_gate, a_runbook, a_task, an_opened_run, asked, at
from runbooks.errors import Refused
from runbooks.model import Runbook

#: Two parties, one after the other.
TWO = (a_task("A", party="si"), a_task("B", "A", party="recco"))


class Hall:
    """A run on a clock that the test moves, and what the crew was refused."""

    def __init__(self, runbook: Runbook, guard: Guard | None = None) -> None:
        self.clock = VirtualClock(OPENED)
        self.desk = Desk(MemoryJournal(), self.clock.now, guard)
        self.desk.open(an_opened_run(runbook), "DR1")
        self.refused: list[Refused] = []

    @property
    def state(self) -> RunState:
        """How the run stands."""
        return self.desk.state("DR1")

    def crew(self, *parties: str, leave: frozenset[str] = frozenset(), **crew: Any) -> Crew:
        """A crew of some parties, with a desk of its own."""
        return Crew(
            desk=Desk(self.desk.journal, self.clock.now, self.desk._guard),
            run="DR1",
            cast=Cast(parties=frozenset(parties), leave=leave),
            seed=7,
            refused=lambda _command, error: self.refused.append(error),
            **crew,
        )

    def play(self, *crews: Crew, until: Callable[[], bool] = lambda: False) -> None:
        """Leap from one due moment to the next, until nobody has anything to do."""
        while not until():
            due = [moment for crew in crews if (moment := crew.step())]
            if not due:
                return
            self.clock.leap(min(due))


def test_crew_does_the_work_of_its_parties_alone() -> None:
    """What belongs to others is left to them."""
    hall = Hall(a_runbook(*TWO))

    hall.play(hall.crew("si"))

    assert hall.state.task("A").progress == "done"
    assert hall.state.task("B").progress == "open"


def test_two_crews_play_a_run_to_its_end() -> None:
    """Each waits for the other, by the journal alone."""
    hall = Hall(a_runbook(*TWO))

    hall.play(hall.crew("si"), hall.crew("recco"))

    assert hall.state.status == "finished"


def test_two_crews_of_one_party_do_everything_once() -> None:
    """Who comes second finds it done."""
    hall = Hall(a_runbook(*TWO))

    hall.play(hall.crew("si", "recco"), hall.crew("si", "recco"))

    starts = [f for f in hall.desk.facts("DR1") if isinstance(f.event, TaskStarted)]
    assert sorted(f.event.task for f in starts if isinstance(f.event, TaskStarted)) == ["A", "B"]
    assert hall.refused == []


def test_crew_acts_under_the_names_it_is_given() -> None:
    """Who speaks for it may depend on what is said, and how the run stands."""
    hall = Hall(a_runbook(a_task("M", party="sro"), gates=[a_gate("G1", "M")]))

    def voice(_state: RunState, command: c.AnyCommand) -> c.AnyCommand:
        decides = isinstance(command, c.DecideGate)
        return replace(command, actor="chair" if decides else "clerk", channel="cli")

    hall.play(hall.crew("si", "sro", voice=voice))

    said = {(f.actor, f.channel) for f in hall.desk.facts("DR1", after=1)}
    assert said == {("clerk", "cli"), ("chair", "cli")}


def test_crew_without_names_is_marked_as_simulated() -> None:
    """Nobody takes a simulated word for a person's."""
    hall = Hall(a_runbook(*TWO))

    hall.play(hall.crew("si"))

    facts = hall.desk.facts("DR1", after=1)
    assert {(fact.actor, fact.channel) for fact in facts} == {("si (simulated)", "simulation")}


def test_crew_leaves_tasks_alone() -> None:
    """A task that the test wants to go wrong is not touched."""
    hall = Hall(a_runbook(a_task("A"), a_task("B")))

    hall.play(hall.crew("si", leave=frozenset({"A"})))

    assert hall.state.task("A").progress == "open"
    assert hall.state.task("B").progress == "done"


def test_crew_leaves_the_decision_at_a_gate_but_brings_the_evidence() -> None:
    """The meeting is held and waits for somebody else's word."""
    hall = Hall(a_runbook(a_task("M", party="sro"), gates=[a_gate("G1", "M")]))

    hall.play(hall.crew("si", "sro", leave=frozenset({"G1"})))

    assert hall.state.gate("G1").evidence["READY"].met
    assert hall.state.gate("G1").outcome == "undecided"


def test_crew_leaves_one_partys_word_at_a_gate() -> None:
    """The others vote; who is missing is missing by name."""
    gate = a_gate("G1", "M", rule="all_of", members=["ldsos"], decider=None)
    hall = Hall(a_runbook(a_task("M", party="sro"), gates=[gate]))

    hall.play(hall.crew("si", "sro", "north", "south", leave=frozenset({"G1/south"})))

    assert set(hall.state.gate("G1").votes) == {"north"}


def test_crew_goes_on_when_what_held_it_up_is_over() -> None:
    """A refusal that means `not now` is no failure: it asks again."""
    hall = Hall(a_runbook(a_task("A")))
    hall.desk.submit("DR1", asked(c.HoldTask, task="A", reason="wait"))
    crew = hall.crew("si")
    hall.play(crew)

    hall.desk.submit("DR1", asked(c.ReleaseTask, task="A", reason="go on"))
    hall.play(crew)

    assert hall.state.task("A").progress == "done"


def test_crew_reports_what_it_may_not_do() -> None:
    """Permissions hold for simulated people too, and somebody is told."""

    def nobody(_state: RunState, _command: c.AnyCommand, _now: datetime) -> c.Refusal:
        return c.Refusal(code="not-permitted", message="No.", hint="Ask.")

    hall = Hall(a_runbook(a_task("A")), guard=nobody)

    hall.play(hall.crew("si"))

    assert hall.state.task("A").progress == "open"
    assert [error.code for error in hall.refused] == ["not-permitted"]


def test_crew_plays_in_real_time_until_the_run_is_over() -> None:
    """The loop ends with the run."""
    hall = Hall(a_runbook(a_task("A", duration="0m"), a_task("B", "A", duration="0m")))
    hall.clock.leap(at(600))

    crew = hall.crew("si")
    hall.play(crew, until=lambda: hall.state.status == "finished")

    assert crew.play(Event()).status == "finished"


def test_crew_stops_when_it_is_told_to() -> None:
    """Ctrl-C ends the crew; the run goes on without it."""
    hall = Hall(a_runbook(a_task("A")))
    stop = Event()
    stop.set()

    assert hall.crew("si").play(stop).status == "open"


@pytest.mark.parametrize("party", ["recco", "nobody"])
def test_crew_of_parties_without_work_does_nothing(party: str) -> None:
    """There is nothing to do, and nothing is said."""
    hall = Hall(a_runbook(a_task("A")))

    assert hall.crew(party).step() is None
    assert hall.state.seq == 1
