"""Levelling small runbooks: who waits for whom, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dependencies.people.levelled import Held
from dependencies.people.levelling import level
from dependencies.progress import Progress
from runbooks.errors import NoRoom
from tests.dependencies.factories import a_runbook, a_task

ANN = {"ann": {"person": True}}


def starts(*tasks: Any, **fields: Any) -> dict[str, str]:
    """Day and time of each start in a plan levelled from 1 December 2025 09:00 (UTC) on."""
    levelled = level(a_runbook(*tasks, start="2025-12-01T09:00", **fields), tries=20)
    return {key: f"{task.start.day} {task.start:%H:%M}" for key, task in levelled.tasks.items()}


def test_two_tasks_of_one_person_come_one_after_the_other() -> None:
    """The longer chain goes first, and the other waits for as long as she works on it."""
    chain = a_task("B", duration="2h", needs={"ann": 1}), a_task("C", "B", duration="5h")
    book = a_runbook(a_task("A", duration="3h", needs={"ann": 1}), *chain, resources=ANN)
    levelled = level(book)
    assert levelled.tasks["B"].held_by is None
    assert levelled.tasks["A"].held_by == Held(resource="ann", seconds=7_200, behind=("B",))
    assert levelled.makespan == 7 * 3_600
    assert levelled.unlevelled_finish == levelled.finish


def test_a_team_works_on_as_many_tasks_as_it_has_places_for() -> None:
    """The third of three waits for the first that ends."""
    tasks = [a_task(name, duration=f"{n}h", needs={"dba": 1}) for n, name in enumerate("ABC", 1)]
    found = starts(*tasks, resources={"dba": {"capacity": 2}})
    assert sorted(found.values()) == ["1 09:00", "1 09:00", "1 10:00"]


def test_a_person_by_name_takes_a_place_of_the_team() -> None:
    """While one of two is on a task by name, two of the team are not to be had."""
    team = {**ANN, "bob": {"person": True}, "dba": {"members": ["ann", "bob"]}}
    tasks = a_task("A", duration="2h", needs={"ann": 1}), a_task("B", needs={"dba": 2})
    levelled = level(a_runbook(*tasks, resources=team))
    assert levelled.makespan == 3 * 3_600


def test_a_person_named_beside_the_team_is_one_of_those_it_sends() -> None:
    """Two of the team, one of them by name: that is all of it, and enough."""
    team = {**ANN, "bob": {"person": True}, "dba": {"members": ["ann", "bob"]}}
    assert starts(a_task("A", needs={"dba": 2, "ann": 1}), resources=team) == {"A": "1 09:00"}


def test_a_task_waits_for_a_shift_that_is_long_enough() -> None:
    """The first shift ends too early for it."""
    shifts = [{"from": "T+0h", "to": "T+2h"}, {"from": "T+5h", "to": "T+9h"}]
    resources = {"ann": {"person": True, "shifts": shifts}}
    task = a_task("A", duration="3h", needs={"ann": 1})
    assert starts(task, resources=resources) == {"A": "1 14:00"}


def test_a_task_that_its_calendar_interrupts_lets_its_people_go() -> None:
    """Ten hours of office time leave her free for the night."""
    day = a_task("A", duration="10h", calendar="england", needs={"ann": 1})
    night = a_task("B", duration="9h", not_before="T+8h", needs={"ann": 1})
    assert starts(day, night, resources=ANN) == {"A": "1 09:00", "B": "1 17:00"}


def test_people_do_not_open_a_closed_window() -> None:
    """Who is free only within the blackout is waited for behind it."""
    windows = {"B": {"title": "B", "windows": [{"from": "T+3h", "to": "T+5h"}]}}
    tasks = [a_task(name, duration="3h", needs={"ann": 1}) for name in "AB"]
    found = starts(*tasks, resources=ANN, blackouts=windows)
    assert sorted(found.values()) == ["1 09:00", "1 14:00"]


def test_what_runs_keeps_its_people() -> None:
    """An open task waits until the one that was begun out of turn is over."""
    book = a_runbook(
        *(a_task(name, duration="2h", needs={"ann": 1}) for name in "AB"), resources=ANN
    )
    begun = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
    now = datetime(2025, 9, 1, 9, 0, tzinfo=UTC)
    levelled = level(book, facts={"B": Progress(started=begun)}, now=now)
    assert levelled.tasks["B"].start == begun
    assert levelled.tasks["A"].start == levelled.tasks["B"].finish


def test_what_is_over_holds_nobody() -> None:
    """She is free from now on."""
    book = a_runbook(*(a_task(name, needs={"ann": 1}) for name in "AB"), resources=ANN)
    at = datetime(2025, 9, 1, 8, 30, tzinfo=UTC)
    levelled = level(book, facts={"B": Progress(started=at, finished=at)}, now=at)
    assert levelled.tasks["A"].start == at


def test_a_part_of_a_runbook_is_levelled_by_itself() -> None:
    """What is out of scope asks for nobody."""
    book = a_runbook(*(a_task(name, needs={"ann": 1}) for name in "AB"), resources=ANN)
    levelled = level(book, ["B"])
    assert list(levelled.tasks) == ["B"]
    assert levelled.makespan == 3_600


def test_an_empty_scope_has_an_empty_plan() -> None:
    """There is nothing to level and no rule that did it."""
    levelled = level(a_runbook(a_task("A")), [])
    assert (levelled.tasks, levelled.rule, levelled.makespan) == ({}, None, 0)


def test_a_task_whose_people_are_never_free_is_named() -> None:
    """With who it lacks, and what to do."""
    resources = {"ann": {"person": True, "shifts": [{"from": "T+0h", "to": "T+2h"}]}}
    book = a_runbook(a_task("A", duration="3h", needs={"ann": 1}), resources=resources)
    with pytest.raises(NoRoom, match="ann is never free for its 3 h") as raised:
        level(book)
    assert raised.value.task == "A"


def test_the_same_runbook_is_always_levelled_alike() -> None:
    """Chance is drawn by a fixed seed."""
    tasks = [
        a_task(f"T{n}", duration=f"{1 + n * 7 % 5}h", needs={"dba": 1 + n % 2}) for n in range(9)
    ]
    book = a_runbook(*tasks, resources={"dba": {"capacity": 3}})
    assert level(book) == level(book)
