"""The ways back as a run stands: what they undo, in order, how long by chance, and until when."""

from __future__ import annotations

from typing import Any

from console.ways_back_data import ways_back_data
from console.ways_back_page import ways_back_page
from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_task, at
from tests.console.nights_ahead import a_night, begun, text, words


def page(trial: Trial, minutes: float, *systems: str) -> str:
    """What is printed."""
    return text(*ways_back_page(trial.state, at(minutes), systems))


def rollback(trial: Trial, minutes: float, *systems: str) -> dict[str, Any]:
    """The rollback as data."""
    (found,) = (
        one
        for one in ways_back_data(trial.state, at(minutes), systems)
        if one["kind"] == "rollback"
    )
    return found


def at_its_gate(**changes: Any) -> Trial:
    """A run whose meeting sits, from which it can be turned back."""
    trial = begun(a_night(**changes))
    trial.start(30, "M")
    return trial


def test_each_task_of_the_way_back_says_what_it_undoes() -> None:
    """In their order, and which outage it ends; what has not been touched needs no undoing."""
    lines = page(at_its_gate(), 40).splitlines()
    place = lines.index("Task  From                  To                    Title and owner")
    assert [line.strip() for line in lines[place + 1 : place + 5]] == [
        "R1    Mon 12 Jan 09:40 GMT  Mon 12 Jan 10:40 GMT  Do R1",
        "SI; undoes A",
        "R2    Mon 12 Jan 10:40 GMT  Mon 12 Jan 11:10 GMT  Do R2",
        "SI; ends OUT-EES",
    ]


def test_the_likely_length_stands_beside_the_one_by_chance() -> None:
    """An hour and a half, and up to two fifths longer."""
    spread = {"forecast": {"spread": {"low": 0.9, "high": 1.4}, "correlation": 0.0}}
    said = " ".join(page(at_its_gate(**spread), 40).split())
    assert "2 of the leg's 2 tasks, likely in 1 h 30 min: over Mon 12 Jan 11:10 GMT." in said
    assert "By that length alone it could begin until Mon 12 Jan 11:30 GMT." in said
    found = rollback(at_its_gate(**spread), 40)
    now = found["turning_back"]["now"]
    assert now["likely_minutes"] == 90 < now["p50_minutes"] < now["p80_minutes"] < 126
    assert found["latest_start_likely"] == "2026-01-12T11:30:00Z"


def test_the_latest_safe_start_is_the_earlier_of_the_two() -> None:
    """Before what cannot be undone, or early enough to be over in time."""
    first, second = (rollback(at_its_gate(by=by), 40) for by in ("13:00", "11:45"))
    assert (first["latest_start"], first["turning_back"]["binds"]) == (
        "2026-01-12T10:30:00Z",
        "irreversible",
    )
    assert first["turning_back"]["irreversible"] == {
        "task": "P",
        "expected": "2026-01-12T10:30:00Z",
    }
    assert (second["latest_start"], second["turning_back"]["binds"]) == (
        "2026-01-12T10:15:00Z",
        "restore_by",
    )
    assert (second["turning_back"]["left_minutes"], second["turning_back"]["past"]) == (35, False)


def test_what_is_past_says_so() -> None:
    """In capitals, and in the data."""
    trial = at_its_gate(by="11:00", margin="10m")
    assert (
        "It had to begin by Mon 12 Jan 09:20 GMT, which is PAST by 20 min: it must be over by "
        "Mon 12 Jan 11:00 GMT with 10 min to spare." in words(*ways_back_page(trial.state, at(40)))
    )
    found = rollback(trial, 40)["turning_back"]
    assert (found["past"], found["left_minutes"], found["margin_minutes"]) == (True, -20, 10)


def test_before_its_gate_it_says_what_it_would_come_to_from_here() -> None:
    """With the minutes from its beginning, since nobody knows when that is."""
    shown = page(begun(a_night()), 30)
    said = " ".join(shown.split())
    assert "Not from here: it is decided from G1" in said
    assert "A rollback from here takes 1 h 30 min at P80" in said
    assert "R1    0 min         1 h 00 min  Do R1" in shown
    found = rollback(begun(a_night()), 30)
    assert (found["possible"], found["code"]) == (False, "not-at-gate")
    assert [task["id"] for task in found["turning_back"]["now"]["tasks"]] == ["R1", "R2"]
    assert found["turning_back"]["undoes"] == ["A"]


def test_where_nothing_was_touched_there_is_nothing_to_undo() -> None:
    """Said, instead of a length of nothing."""
    assert "Nothing has been done that a rollback would undo." in page(Trial(a_night()), 0)


def test_of_some_systems_only_what_they_need_counts() -> None:
    """It is as long as what it undoes."""
    book = a_night(
        more=(a_task("X", works_on=["CSS"], undo="R3"),),
        systems={"EES": {"name": "EES"}, "CSS": {"name": "CSS"}},
        leg=(a_task("R3", works_on=["CSS"], duration="20m"),),
    )
    trial = begun(book)
    trial.do(30, 35, "X")
    trial.start(36, "M")
    found = rollback(trial, 40, "CSS")
    assert found["turning_back"]["undoes"] == ["X"]
    assert found["turning_back"]["now"]["p80_minutes"] == 20
    assert rollback(trial, 40)["turning_back"]["now"]["p80_minutes"] == 90


def test_once_the_point_of_no_return_is_passed_it_says_that_nothing_turns_back() -> None:
    """And what can be done instead."""
    trial = at_its_gate()
    trial.decide(40, "G1")
    trial.do(41, 50, "B")
    trial.start(51, "P")
    assert "The point of no return is passed: P, which is irreversible" in page(trial, 55)
    found = rollback(trial, 55)
    assert (found["possible"], found["code"]) == (False, "past-no-return")
    assert found["turning_back"]["none"].startswith("The point of no return is passed: P")
    assert found["turning_back"]["latest_start"] is None


def test_of_a_run_that_is_over_nothing_is_turned_back() -> None:
    """It is not counted on for ever."""
    trial = at_its_gate()
    trial.ask(40, c.AbandonRun, reason="enough")
    assert rollback(trial, 50)["turning_back"]["none"] == "The run is over."
