"""A simulation without chance: everything takes its likely time, at once, and nothing fails."""

from __future__ import annotations

from rehearsals.core.events import Fact
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.memory import MemoryJournal
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import HAND_OVER, SimulatedPeople
from rehearsals.testing import OPENED, InstantExecutor, an_opened_run
from runbooks.durations import Duration
from runbooks.model import Runbook


class Certain(Draws):
    """Draws of which each is the likely value; nobody takes any time to take a task up."""

    def uniform(self, subject: str, attempt: int, purpose: str) -> float:
        """The middle: nothing fails, nothing is put off."""
        del subject, attempt, purpose
        return 0.5

    def seconds(self, duration: Duration, subject: str, attempt: int, purpose: str) -> int:
        """The likely value; no hand-over."""
        del subject, attempt, purpose
        return 0 if duration == HAND_OVER else duration.likely


def simulate_certainly(runbook: Runbook) -> tuple[RunState, list[Fact]]:
    """Play a run to its end, in which nothing is left to chance; its last state and its facts."""
    clock = VirtualClock(OPENED)
    desk = Desk(MemoryJournal(), clock.now)
    desk.open(an_opened_run(runbook, mode="simulation", seed=7, virtual=True), "DR1")
    people = SimulatedPeople(Certain(seed=7, run="DR1"))
    state = Simulation(
        desk=desk,
        clock=clock,
        run="DR1",
        executor=InstantExecutor(),
        people=people,
        draw_work=people.draw_work,
    ).run()
    return state, desk.facts("DR1")
