"""The outlook of a run: a function of its facts, an instant and a seed."""

from __future__ import annotations

import pytest

from rehearsals.core import commands as c
from rehearsals.outlook.outlook import outlook, outlook_at, seed_of
from rehearsals.outlook.targets import p80_of
from rehearsals.testing import Trial, a_runbook, a_state, a_task, at
from tests.rehearsals.outlook.nights import a_book, turned_back


def a_trial() -> Trial:
    """A run whose gate sits, after ten minutes more than were planned."""
    trial = Trial(a_book(restore_by="2026-01-12T18:00"))
    trial.do(0, 40, "A")
    trial.start(40, "M")
    return trial


def test_the_same_run_at_the_same_moment_has_the_same_forecast() -> None:
    """Whoever asks, and however often."""
    first, second = (outlook(a_trial().state, at(45)) for _ in range(2))
    assert first.forecast == second.forecast
    assert (first.turning, first.decide_by) == (second.turning, second.decide_by)


def test_an_event_moves_the_forecast() -> None:
    """A came in late; the same draws of what is left make the difference its own."""
    punctual = Trial(a_book())
    punctual.do(0, 30, "A")
    late = Trial(a_book())
    late.do(0, 50, "A")
    then, now = (outlook(one.state, at(50)).forecast for one in (punctual, late))
    assert now.finish.p80 == then.finish.p80
    sooner = outlook(punctual.state, at(30)).forecast
    assert (now.finish.p80 - sooner.finish.p80).total_seconds() == 20 * 60


def test_the_longer_a_task_has_run_the_later_it_ends() -> None:
    """It lasts for longer than it has lasted."""
    trial = a_trial()
    soon, later = (outlook(trial.state, at(each)).forecast.finish.p50 for each in (45, 75))
    assert later > soon


def test_a_task_that_failed_is_tried_again_as_a_whole() -> None:
    """By its own low and high, from now on."""
    book = a_runbook(a_task("A", duration={"low": "20m", "likely": "30m", "high": "40m"}, end=True))
    trial = Trial(book)
    trial.start(0, "A")
    fresh = outlook(trial.state, at(0)).forecast.finish
    trial.ask(15, c.FailTask, task="A", reason="no space")
    again = outlook(trial.state, at(60)).forecast.finish
    assert (again.p80 - at(60)) == (fresh.p80 - at(0))


def test_the_outlook_at_a_past_event_is_what_it_was() -> None:
    """Worked out again from the facts up to it."""
    trial = Trial(a_book(restore_by="2026-01-12T18:00"))
    trial.start(0, "A")
    seq, then = trial.state.seq, outlook(trial.state, at(0))
    trial.done(50, "A")
    trial.start(55, "M")
    again = outlook_at(trial.facts, seq)
    assert again.forecast == then.forecast
    assert again.turning == then.turning


def test_there_is_no_outlook_at_a_fact_that_there_is_not() -> None:
    """It says how many there are."""
    with pytest.raises(ValueError, match="no fact 9: the run has 4"):
        outlook_at(a_trial().facts, 9)


def test_the_seed_is_the_runs_own_or_follows_from_its_name() -> None:
    """Two runs of one plan draw differently, a run always alike."""
    book = a_book()
    assert seed_of(a_state(book, mode="simulation", seed=7)) == 7
    assert seed_of(a_state(book)) == seed_of(a_state(book)) != seed_of(a_state(book, run="DR2"))


def test_announced_ends_are_the_planned_ones_until_something_else_is_told() -> None:
    """They do not move with what happens."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    trial = Trial(a_book(outages={"O": {"system": "EES", **edges}}))
    trial.do(0, 50, "A")
    assert outlook(trial.state, at(60)).announced == {"O": at(90)}
    assert outlook(trial.state, at(60), announced={"O": at(120)}).announced == {"O": at(120)}


def test_the_forecast_of_a_run_that_turned_back_is_that_of_its_leg() -> None:
    """With the chance that it is over in time."""
    trial = Trial(a_book(restore_by="2026-01-12T10:45"))
    trial.do(0, 20, "A")
    trial.start(30, "M")
    turned_back(trial, 40)
    seen = outlook(trial.state, at(40)).forecast
    (deadline,) = seen.deadlines
    assert (deadline.id, deadline.at) == ("R3", at(105))
    assert seen.finish.p10 < at(105) < seen.finish.p95
    assert 0.1 < deadline.probability < 0.95


def test_p80_of_a_target_by_its_name() -> None:
    """A gate's readiness, an outage's end, a task's finish, the finish of all."""
    edges = {"opens": {"task": "A", "at": "start"}, "closes": {"task": "B", "at": "finish"}}
    fixed = {"from": "2026-01-12T09:30", "to": "2026-01-12T10:15"}
    clock = {"system": "EES", "impact": "degraded", **fixed}
    outages = {"O": {"system": "EES", **edges}, "C": clock}
    trial = Trial(a_book(outages=outages))
    trial.do(0, 30, "A")
    state, now = trial.state, at(30)
    seen = outlook(state, now).forecast
    assert p80_of(state, now, "A") == at(30)
    assert p80_of(state, now, "G1") == seen.gates["G1"].ready.p80 == at(30)
    assert p80_of(state, now, "O") == seen.outages["O"].end.p80 == p80_of(state, now, "B")
    assert p80_of(state, now, "C") == at(75)
    assert p80_of(state, now, "finish") == seen.finish.p80 == p80_of(state, now, "P")
    assert p80_of(state, now, "Z") is None
