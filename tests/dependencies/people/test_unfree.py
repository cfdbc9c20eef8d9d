"""Tasks whose people are never free for as long as they take."""

from __future__ import annotations

from typing import Any

from dependencies.people.unfree import never_free
from dependencies.planner import plan
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person


def found(*tasks: Any, **resources: Any) -> list[tuple[str, str]]:
    """Each such task, with whom it lacks."""
    return list(never_free(plan(a_book(*tasks, **resources))))


def test_no_shift_is_long_enough() -> None:
    """Two shifts of three hours are not one of four."""
    task = a_task("A", duration="4h", needs={"ann": 1})
    assert found(task, ann=a_person((0, 3), (4, 7))) == [("A", "ann")]


def test_a_later_shift_will_do() -> None:
    """It is a matter of levelling."""
    task = a_task("A", duration="4h", needs={"ann": 1})
    assert found(task, ann=a_person((0, 3), (30, 34))) == []


def test_a_shift_before_the_task_can_begin_is_no_use() -> None:
    """Its predecessor takes longer."""
    tasks = a_task("A", duration="6h"), a_task("B", "A", duration="2h", needs={"ann": 1})
    assert found(*tasks, ann=a_person((0, 7))) == [("B", "ann")]


def test_two_who_are_never_on_together() -> None:
    """Each alone would be free; the one with the shorter shift is named."""
    task = a_task("A", duration="2h", needs={"ann": 1, "bob": 1})
    assert found(task, ann=a_person((0, 3)), bob=a_person((4, 10))) == [("A", "ann")]


def test_who_is_always_there_is_free_sooner_or_later() -> None:
    """However many tasks want her."""
    tasks = [a_task(name, duration="50h", needs={"ann": 1}) for name in "AB"]
    assert found(*tasks, ann={"person": True}) == []
