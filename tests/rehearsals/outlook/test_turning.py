"""Turning back from here: what it undoes, and until when it is safe."""

from __future__ import annotations

from datetime import timedelta

from rehearsals.core import commands as c
from rehearsals.outlook.rest import rest_of
from rehearsals.outlook.turning import Turning, turning_of
from rehearsals.testing import Trial, a_runbook, a_task, at
from tests.rehearsals.outlook.nights import TASKS, a_book, turned_back


def turning(trial: Trial, minutes: float) -> Turning:
    """Turning a trial back, looked at so many minutes after it was opened."""
    return turning_of(rest_of(trial.state, at(minutes)), seed=1)


def begun() -> Trial:
    """A run in which A is done, and the gate's meeting sits."""
    trial = Trial(a_book(restore_by="2026-01-12T18:00"))
    trial.do(0, 30, "A")
    trial.start(30, "M")
    return trial


def test_what_was_touched_is_undone_and_nothing_else() -> None:
    """In the order of the leg, each with its time from the beginning."""
    found = turning(begun(), 40)
    assert found.undoes == ("A",)
    assert found.now is not None
    assert [(task.id, task.begins, task.ends) for task in found.now.tasks] == [
        ("R1", 0, 1800),
        ("R3", 1800, 3600),
    ]
    assert found.now.likely == 3600


def test_the_first_irreversible_task_binds_where_there_is_time_behind_it() -> None:
    """P is expected at 11:00, and by then B is touched too."""
    found = turning(begun(), 40)
    assert (found.latest_start, found.binds) == (at(90), "irreversible")
    assert found.irreversible == ("P", at(90))
    assert found.then is not None
    assert [task.id for task in found.then.tasks] == ["R1", "R2", "R3"]
    assert found.left(at(40)) == 50 * 60


def test_when_the_old_service_must_be_back_binds_where_the_way_back_is_long() -> None:
    """The length counts what is touched by then, by its P80, and the margin."""
    trial = Trial(a_book(restore_by="2026-01-12T12:30", margin="20m"))
    trial.do(0, 30, "A")
    trial.start(30, "M")
    found = turning(trial, 40)
    assert found.then is not None
    # Counting B, which begins at 10:00, it would be before that; not counting it, after.
    assert (found.latest_start, found.binds) == (at(60), "restore_by")
    assert [task.id for task in found.then.tasks] == ["R1", "R3"]


def test_the_latest_safe_start_may_be_past() -> None:
    """It is when turning back should have been begun, as things stand."""
    trial = Trial(a_book(restore_by="2026-01-12T10:15", margin="10m"))
    trial.do(0, 30, "A")
    trial.start(30, "M")
    found = turning(trial, 40)
    assert found.now is not None
    assert found.latest_start == at(65) - timedelta(seconds=found.now.p80)
    assert found.is_past(at(40))


def test_the_length_by_chance_is_no_shorter_than_the_likely_one() -> None:
    """A runbook's spread reaches further up than down."""
    found = turning(begun(), 40)
    assert found.now is not None
    assert found.now.likely < found.now.p50 < found.now.p80


def test_where_nothing_was_touched_only_what_always_runs_would_run() -> None:
    """Until the latest safe start more will have been touched."""
    found = turning(Trial(a_book(restore_by="2026-01-12T18:00")), 0)
    assert found.now is not None
    assert [task.id for task in found.now.tasks] == ["R3"]
    assert found.latest_start == at(90)


def test_a_delay_moves_the_start_of_what_cannot_be_undone() -> None:
    """The meeting sits half an hour longer."""
    assert turning(begun(), 90).latest_start == at(120)


def test_without_a_date_nor_an_irreversible_task_it_is_safe_for_ever() -> None:
    """There is no latest start."""
    trial = Trial(a_book(tasks=TASKS[:3]))
    trial.do(0, 30, "A")
    found = turning(trial, 40)
    assert (found.none, found.latest_start, found.left(at(40))) == ("", None, None)


def test_after_the_point_of_no_return_nothing_is_turned_back() -> None:
    """It says which task began, and when."""
    trial = begun()
    trial.decide(40, "G1")
    trial.do(40, 50, "B")
    trial.start(50, "P")
    found = turning(trial, 55)
    assert found.latest_start is None
    assert "P, which is irreversible, began at Mon 12 Jan 2026 09:50 GMT" in found.none


def test_a_run_that_turned_back_is_not_turned_back_again() -> None:
    """It says when it was."""
    trial = begun()
    turned_back(trial, 40)
    assert "was turned back at Mon 12 Jan 2026 09:40 GMT" in turning(trial, 45).none


def test_a_run_that_is_over_is_not_turned_back() -> None:
    """Nothing is left to turn."""
    trial = begun()
    trial.ask(40, c.AbandonRun, reason="enough")
    assert turning(trial, 45).none == "The run is over."


def test_a_runbook_without_a_way_back_cannot_turn_back() -> None:
    """It says so."""
    assert "has no rollback leg" in turning(Trial(a_runbook(a_task("A", end=True))), 0).none
