"""The network of a run: what still counts, and what the way back makes of it."""

from __future__ import annotations

from rehearsals.outlook.network import network_of
from rehearsals.outlook.rest import rest_of
from rehearsals.testing import Trial, a_runbook, a_state, a_task, at
from tests.rehearsals.outlook.nights import a_book, turned_back

EDGES = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}


def ids(trial: Trial) -> set[str]:
    """The tasks of the network of a trial."""
    return {task.id for task in network_of(trial.state).tasks}


def test_tasks_out_of_scope_do_not_count() -> None:
    """Links to them are met."""
    book = a_runbook(a_task("A"), a_task("B", "A", end=True))
    network = network_of(a_state(book, scope=("B",)))
    assert [task.id for task in network.tasks] == ["B"]


def test_the_network_of_a_structure_is_made_once() -> None:
    """Another fact does not change it."""
    trial = Trial(a_book())
    before = network_of(trial.state)
    trial.do(0, 20, "A")
    assert network_of(trial.state) is before


def test_the_network_of_an_amended_plan_is_another() -> None:
    """Two runs of one runbook, too, have each their own."""
    book = a_book()
    assert network_of(a_state(book)) is not network_of(a_state(book))


def test_a_run_that_turned_back_goes_on_with_its_leg() -> None:
    """What was given up is gone, and what nobody began is not undone."""
    trial = Trial(a_book())
    trial.do(0, 20, "A")
    trial.start(30, "M")
    assert ids(trial) == {"A", "M", "B", "P"}
    turned_back(trial, 40)
    assert ids(trial) == {"A", "R1", "R3"}


def test_the_leg_goes_by_its_own_links_past_what_is_not_run() -> None:
    """R3 waits for R1 where R2, between them, is passed over."""
    trial = Trial(a_book())
    trial.do(0, 20, "A")
    trial.start(30, "M")
    turned_back(trial, 40)
    dates = rest_of(trial.state, at(45)).dates
    assert (dates["R1"].start, dates["R3"].start, dates["R3"].finish) == (at(45), at(75), at(105))


def test_the_leg_must_be_over_by_when_the_old_service_must_be_back() -> None:
    """It is the deadline of what the leg ends with."""
    trial = Trial(a_book(restore_by="2026-01-12T10:30"))
    trial.do(0, 20, "A")
    trial.start(30, "M")
    turned_back(trial, 40)
    (deadline,) = rest_of(trial.state, at(45)).plan.deadlines
    assert (deadline.task, deadline.margin) == ("R3", -15 * 60)


def test_an_outage_ends_with_the_way_back() -> None:
    """Not with the task of the way forward that was given up."""
    closes = {"rollback_closes": {"task": "R3", "at": "finish"}}
    book = a_book(outages={"O": {"system": "EES", **EDGES, **closes}})
    trial = Trial(book)
    trial.do(0, 20, "A")
    trial.start(30, "M")
    turned_back(trial, 40)
    out = rest_of(trial.state, at(45)).plan.outages["O"]
    assert (out.start, out.end) == (at(0), at(105))


def test_an_outage_that_was_never_opened_is_called_off() -> None:
    """Nothing waits for it."""
    edges = {"opens": {"task": "B", "at": "start"}, "closes": {"task": "P", "at": "finish"}}
    trial = Trial(a_book(outages={"O": {"system": "EES", **edges}}))
    trial.do(0, 20, "A")
    trial.start(30, "M")
    assert "O" in rest_of(trial.state, at(35)).plan.outages
    turned_back(trial, 40)
    assert "O" not in rest_of(trial.state, at(45)).plan.outages


def test_once_nothing_can_be_turned_back_no_date_hangs_on_it() -> None:
    """The way back has no deadline any more when what cannot be undone has begun."""
    trial = Trial(a_book(restore_by="2026-01-12T18:00"))
    assert [one.id for one in rest_of(trial.state, at(0)).plan.deadlines] == ["restore_by"]
    trial.do(0, 10, "A")
    trial.start(10, "M")
    trial.decide(20, "G1")
    trial.do(20, 30, "B")
    trial.start(30, "P")
    assert rest_of(trial.state, at(40)).plan.deadlines == ()
