"""The engine on a virtual clock: whole, repeatable, and independent of threads."""

from __future__ import annotations

from typing import Any

import pytest

from rehearsals.core import commands as c
from rehearsals.core.events import CheckRecorded, Fact, TaskFailed, TaskFinished
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import VirtualClock
from rehearsals.engine.simulation import Simulation
from rehearsals.journal.memory import MemoryJournal
from rehearsals.participants.draws import Draws
from rehearsals.participants.people import SimulatedPeople
from rehearsals.testing import (
    OPENED,
    InstantExecutor,
    a_gate,
    a_runbook,
    a_task,
    an_opened_run,
    asked,
    at,
)
from runbooks.errors import EngineError, Refused
from runbooks.model import Runbook

THREE_POINT = {"low": "10m", "likely": "30m", "high": "2h"}


def a_night() -> Runbook:
    """Tasks of every kind: timed, copied, measured, automated, behind two gates."""
    return a_runbook(
        a_task("A", duration=THREE_POINT, results=[{"id": "mpans", "unit": "count"}]),
        a_task("M", "A"),
        a_task("B", "M", for_each="ldsos", duration=THREE_POINT),
        a_task("C", "M", run={"wait": {"for": "1m"}}),
        a_task("D", "M", run={"wait": {"for": "7m"}}),
        a_task("H", "B", "C", "D", not_before="2026-01-13T12:00"),
        a_task("E", "H", duration=THREE_POINT),
        gates=[
            a_gate("G1", "M"),
            a_gate("G2", "H", rule="all_of", decider=None, members=["ldsos", "sro"]),
        ],
        outages={"OUT": {"system": "EES", "from": "2026-01-12T12:00", "to": "2026-01-14T12:00"}},
    )


def simulate(runbook: Runbook, *, seed: int = 7, **executor: Any) -> tuple[RunState, list[Fact]]:
    """Play a run on a memory journal; its last state and its facts."""
    clock = VirtualClock(OPENED)
    desk = Desk(MemoryJournal(), clock.now)
    opened = an_opened_run(runbook, mode="simulation", seed=seed, virtual=True)
    desk.open(opened, "DR1")
    people = SimulatedPeople(Draws(seed=seed, run="DR1"))
    state = Simulation(
        desk=desk,
        clock=clock,
        run="DR1",
        executor=InstantExecutor(**executor),
        people=people,
        draw_work=people.draw_work,
    ).run()
    return state, desk.facts("DR1")


def test_simulation_plays_a_run_to_its_end() -> None:
    """Every task is settled, every gate decided, every outage over."""
    state, _ = simulate(a_night())

    assert state.status == "finished"
    assert all(state.task(task_id).progress == "done" for task_id in state.index.tasks)
    assert all(state.gate(gate_id).passed for gate_id in state.runbook.gate_by_id)
    assert state.outage("OUT").closed_at is not None


def test_same_seed_gives_the_same_facts() -> None:
    """The journal depends on runbook, run id and seed alone."""
    assert simulate(a_night())[1] == simulate(a_night())[1]


def test_order_of_outcomes_does_not_matter() -> None:
    """However the threads of an executor ran, outcomes are filed at their drawn finish."""
    assert simulate(a_night())[1] == simulate(a_night(), reverse=True)[1]


def test_a_checked_forecast_is_recorded_alike_and_seldom() -> None:
    """It depends on what has happened alone; most of what moves it is too little to tell."""
    check = {"forecast_p80_before": {"target": "finish", "before": "2026-01-12T18:00"}}
    forecast = {"id": "FORECAST", "owner": "si", "check": check}
    criteria = [forecast, {"id": "READY", "owner": "si"}]
    length = {"low": "28m", "likely": "30m", "high": "33m"}
    tasks = [a_task(f"T{n}", *([f"T{n - 1}"] if n else []), duration=length) for n in range(6)]
    book = a_runbook(
        *tasks, a_task("M", duration="2h"), gates=[a_gate("G1", "M", criteria=criteria)]
    )

    first, second = simulate(book)[1], simulate(book, reverse=True)[1]

    assert first == second
    # Once as the meeting sits down, and once as its people's hand-overs have added up.
    assert sum(isinstance(fact.event, CheckRecorded) for fact in first) == 2


def test_another_seed_gives_other_times() -> None:
    """The seed is what decides."""
    assert simulate(a_night(), seed=7)[1] != simulate(a_night(), seed=8)[1]


def test_automated_wait_takes_its_time_on_the_virtual_clock() -> None:
    """A wait of seven minutes is filed seven minutes after its start."""
    state, _ = simulate(a_night())

    attempt = state.task("D").attempts[-1]
    assert attempt.ended_at is not None
    assert (attempt.ended_at - attempt.started_at).total_seconds() == 7 * 60


def test_failed_job_is_in_the_journal_and_is_tried_again() -> None:
    """A job that fails is a failed attempt, and somebody starts it again."""
    state, facts = simulate(a_night(), fail_first={"C"})

    assert state.status == "finished"
    ends = [
        type(fact.event)
        for fact in facts
        if isinstance(fact.event, TaskFailed | TaskFinished) and fact.event.task == "C"
    ]
    assert ends == [TaskFailed, TaskFinished]


def test_interrupted_simulation_goes_on_to_the_same_end() -> None:
    """Nothing is remembered outside the journal: a second process picks the run up."""
    clock = VirtualClock(OPENED)
    journal = MemoryJournal()
    desk = Desk(journal, clock.now)
    desk.open(an_opened_run(a_night(), mode="simulation", seed=7, virtual=True), "DR1")
    people = SimulatedPeople(Draws(seed=7, run="DR1"))
    calls = iter(range(20))

    def people_who_leave(*args: Any) -> Any:
        if next(calls, None) is None:
            first.stop()
        return people(*args)

    first = Simulation(
        desk=desk,
        clock=clock,
        run="DR1",
        executor=InstantExecutor(),
        people=people_who_leave,
        draw_work=people.draw_work,
    )
    assert first.run().status == "open"

    again = VirtualClock(OPENED)
    second = SimulatedPeople(Draws(seed=7, run="DR1"))
    state = Simulation(
        desk=Desk(journal, again.now),
        clock=again,
        run="DR1",
        executor=InstantExecutor(),
        people=second,
        draw_work=second.draw_work,
    ).run()

    assert state.status == "finished"


def test_machines_that_are_ready_at_once_do_not_start_into_an_outage() -> None:
    """What one of them takes out of service the other waits for, and starts when it is back."""
    machine = {"run": {"wait": {"for": "5m"}}}
    runbook = a_runbook(
        a_task("DOWN", **machine),
        a_task("UP", "DOWN", **machine),
        a_task("USE", uses=["EES"], **machine),
        outages={
            "OUT": {
                "system": "EES",
                "opens": {"task": "DOWN", "at": "start"},
                "closes": {"task": "UP", "at": "finish"},
            }
        },
    )

    state, _ = simulate(runbook)

    assert (state.status, state.task("USE").started_at) == ("finished", at(10))


def test_quorum_is_reached_in_a_simulation() -> None:
    """Votes that fall on the same minute are cast one by one, and none after the decision."""
    members = {"rule": "quorum", "decider": None, "members": ["si", "sro", "recco"], "quorum": 2}
    runbook = a_runbook(
        a_task("M", duration="1m"), a_task("B", "M"), gates=[a_gate("G1", "M", **members)]
    )

    state, _ = simulate(runbook)

    assert state.status == "finished"


def test_simulation_that_has_stopped_can_be_closed() -> None:
    """Nobody drives it any more, so somebody may end it; at its own time, not at ours."""
    desk = Desk(MemoryJournal(), lambda: at(99_999))
    desk.open(an_opened_run(a_night(), mode="simulation", seed=7, virtual=True), "DR1")

    (closed,) = desk.submit("DR1", asked(c.AbandonRun, reason="stuck"))

    assert desk.state("DR1").status == "abandoned"
    assert closed.at == OPENED


def test_stopped_simulation_files_nothing_before_its_drawn_finish() -> None:
    """What would have ended later is left as it is: running, and unknown to whoever resumes."""
    runbook = a_runbook(
        a_task("C", run={"wait": {"for": "1m"}}), a_task("D", run={"wait": {"for": "7m"}})
    )
    clock = VirtualClock(OPENED)
    desk = Desk(MemoryJournal(), clock.now)
    desk.open(an_opened_run(runbook, mode="simulation", virtual=True), "DR1")

    def nobody(state: RunState, *_: Any) -> Any:
        if state.task("D").progress == "running":
            simulation.stop()
        return (), None

    simulation = Simulation(
        desk=desk,
        clock=clock,
        run="DR1",
        executor=InstantExecutor(at_close=lambda: None),
        people=nobody,
        draw_work=SimulatedPeople(Draws(seed=7, run="DR1")).draw_work,
    )
    state = simulation.run()

    assert state.task("C").settled_at == at(1)
    assert state.task("D").progress == "running"


def test_run_on_a_virtual_clock_takes_no_commands_from_outside() -> None:
    """Whoever is not driving the simulation cannot act in it."""
    desk = Desk(MemoryJournal(), lambda: at(1))
    desk.open(an_opened_run(a_night(), mode="simulation", seed=7, virtual=True), "DR1")

    with pytest.raises(Refused, match="virtual clock"):
        desk.submit("DR1", asked(c.StartTask, task="A"))


def test_simulation_that_cannot_go_on_says_so() -> None:
    """A task that nobody will ever settle is an error, not an endless loop."""
    runbook = a_runbook(a_task("A"))
    clock = VirtualClock(OPENED)
    desk = Desk(MemoryJournal(), clock.now)
    desk.open(an_opened_run(runbook, mode="simulation", virtual=True), "DR1")

    with pytest.raises(EngineError, match="stands still"):
        Simulation(
            desk=desk,
            clock=clock,
            run="DR1",
            executor=InstantExecutor(),
            people=lambda *_: ((), None),
            draw_work=lambda *_: 0,
        ).run()
