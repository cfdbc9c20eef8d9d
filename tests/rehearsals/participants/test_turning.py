"""A simulated rehearsal of the way back: a no-go, the decision, and the leg to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dependencies.planner import plan
from rehearsals.core.events import Fact, GateDecided, TaskStarted, TurnedBack
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.memory import MemoryJournal
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import InstantExecutor, a_gate, a_runbook, a_task
from runbooks.errors import JournalError
from runbooks.model import Runbook
from tests.runbooks.shelf import shipped


def rehearse_back(gate: str, seed: int = 7) -> tuple[RunState, list[Fact]]:
    """Play M10 until it is turned back at a gate, and its way back to the end."""
    return play(shipped("m10"), gate, seed)


def play(runbook: Runbook, gate: str, seed: int = 7) -> tuple[RunState, list[Fact]]:
    """Play a run until it is turned back at a gate, and its way back to the end."""
    opens_at = plan(runbook).start
    clock = VirtualClock(opens_at)
    desk = Desk(MemoryJournal(), clock.now)
    opening = Opening(
        run="DR1",
        runbook=runbook,
        scope=tuple(runbook.task_by_id),
        mode="simulation",
        seed=seed,
        virtual=True,
        turn_back_at=gate,
    )
    desk.open(open_run(opening, now=opens_at, actor="simulation", channel="test"), "DR1")
    people = SimulatedPeople(Draws(seed=seed, run="DR1"))
    state = Simulation(
        desk=desk,
        clock=clock,
        run="DR1",
        executor=InstantExecutor(),
        people=people,
        draw_work=people.draw_work,
    ).run()
    return state, desk.facts("DR1")


@pytest.mark.parametrize(
    ("gate", "kind"),
    [
        ("G3", "stand_down"),
        ("G4", "stand_down"),
        ("G5", "rollback"),
        ("G6", "rollback"),
        ("G7", "rollback"),
        ("G8", "rollback"),
    ],
)
def test_m10_is_turned_back_and_every_outage_ends(gate: str, kind: str) -> None:
    """From every gate that has a way back; nothing is left to do, nothing out of service."""
    state, _ = rehearse_back(gate)

    assert state.status == "turned_back"
    assert [(back.what.kind, back.what.gate) for back in state.turned_back] == [(kind, gate)]
    assert not [key for key, outage in state.outages.items() if outage.is_open]
    assert all(state.task(task).progress == "done" for task in state.turned_back[0].what.leg)


def test_turning_back_follows_the_no_go_after_a_while() -> None:
    """The decision takes its time, which the journal shows."""
    _, facts = rehearse_back("G6")

    (no_go,) = [f for f in facts if isinstance(f.event, GateDecided) and f.event.gate == "G6"]
    (turned,) = [f for f in facts if isinstance(f.event, TurnedBack)]
    assert isinstance(no_go.event, GateDecided)
    assert no_go.event.outcome == "no_go"
    assert timedelta(minutes=5) <= turned.at - no_go.at <= timedelta(minutes=20)


def test_nothing_goes_forward_after_turning_back() -> None:
    """Only tasks of the leg start after the decision."""
    state, facts = rehearse_back("G7")

    turned = next(n for n, fact in enumerate(facts) if isinstance(fact.event, TurnedBack))
    started = {f.event.task for f in facts[turned:] if isinstance(f.event, TaskStarted)}
    assert started == set(state.turned_back[0].what.leg)


def test_same_seed_turns_back_the_same_way() -> None:
    """A rehearsal of the way back can be repeated."""
    assert rehearse_back("G4")[1] == rehearse_back("G4")[1]


def test_way_back_is_rehearsed_only_from_a_gate_that_has_one() -> None:
    """The opening names those that do."""
    runbook = a_runbook(
        a_task("A"),
        a_task("B"),
        gates=[a_gate("G1", "A"), a_gate("G2", "B")],
        rollback={"gates": ["G2"], "tasks": [a_task("R", always=True)]},
    )
    opening = Opening(run="DR1", runbook=runbook, scope=("A", "B"), turn_back_at="G1")

    with pytest.raises(JournalError, match="cannot be turned back at 'G1'") as raised:
        open_run(opening, now=plan(runbook).start, actor="ann", channel="test")
    assert raised.value.hint == "It can be at G2."


def test_a_machine_that_is_stopped_says_nothing_more() -> None:
    """What it did after the decision is not filed; the leg is run as if it were not there."""
    runbook = a_runbook(
        a_task("A"),
        a_task("LONG", "A", run={"wait": {"for": "5h"}}, duration="5h", undo="R"),
        a_task("M", "A", duration="20m"),
        gates=[a_gate("G1", "M")],
        rollback={"gates": ["G1"], "tasks": [a_task("R"), a_task("CHECK", "R", always=True)]},
    )
    state, facts = play(runbook, "G1")

    assert state.status == "turned_back"
    assert state.task("LONG").progress == "failed"
    said = [f.event for f in facts if getattr(f.event, "task", "") == "LONG"]
    assert [type(event).__name__ for event in said] == ["TaskStarted", "TaskFailed"]
