"""How long people are awake, from one rest to the next."""

from __future__ import annotations

from typing import Any

from dependencies.people.awake import awake
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person, hours, rota


def found(*tasks: Any, **resources: Any) -> list[tuple[str, float, float, tuple[str, ...]]]:
    """Person, from when to when in hours, and tasks, of each time without a rest."""
    rows = awake(*rota(a_book(*tasks, **resources)))
    return [(a.person, hours(a.since), hours(a.until), a.tasks) for a in rows]


def two_tasks(gap: str) -> tuple[Any, Any]:
    """Five hours of work, a gap, and four hours more."""
    later = a_task("B", {"task": "A", "lag": gap}, duration="4h", needs={"ann": 1})
    return a_task("A", duration="5h", needs={"ann": 1}), later


def test_a_gap_of_less_than_eight_hours_is_no_rest() -> None:
    """She is awake from the first work to the last."""
    assert found(*two_tasks("7h"), ann=a_person()) == [("ann", 0, 16, ("A", "B"))]


def test_a_gap_of_eight_hours_is_a_rest() -> None:
    """She is awake twice."""
    rows = found(*two_tasks("8h"), ann=a_person())
    assert rows == [("ann", 0, 5, ("A",)), ("ann", 13, 17, ("B",))]


def test_the_shift_around_work_counts() -> None:
    """She is up since it began; a shift without work is left out."""
    shifts = a_person((0, 12), (24, 36))
    assert found(a_task("A", not_before="T+9h", needs={"ann": 1}), ann=shifts) == [
        ("ann", 0, 12, ("A",))
    ]


def test_work_beyond_the_shift_counts_too() -> None:
    """Until it is over."""
    task = a_task("A", duration="5h", not_before="T+9h", needs={"ann": 1})
    assert found(task, ann=a_person((0, 12))) == [("ann", 0, 14, ("A",))]


def test_whom_a_team_sends_is_not_counted() -> None:
    """It is not known who it is."""
    team = {"ann": a_person(), "dba": {"members": ["ann"]}}
    assert found(a_task("A", duration="30h", needs={"dba": 1}), **team) == []


def test_sixteen_hours_is_the_limit_unless_the_runbook_says_otherwise() -> None:
    """It may be reached, and not passed."""
    task = a_task("A", duration="16h", needs={"ann": 1, "bob": 1})
    book = a_book(task, ann=a_person(), bob=a_person(longest_awake="15h"))
    assert [each.too_long for each in awake(*rota(book))] == [False, True]
