"""Tasks that run across the end of a shift."""

from __future__ import annotations

from typing import Any

from dependencies.people.handovers import handovers
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person, a_team, hours, rota

Row = tuple[str, str, float, tuple[str, ...], tuple[str, ...]]


def found(*tasks: Any, **resources: Any) -> list[Row]:
    """Task, resource, hour, who leaves and who takes over, of each handover."""
    rows = handovers(*rota(a_book(*tasks, **resources)))
    return [(h.task, h.resource, hours(h.at), h.leaving, h.taking_over) for h in rows]


def test_a_person_hands_over_to_the_colleagues_who_are_on() -> None:
    """Of her team, and not to those who are off."""
    team = {
        "ann": a_person((0, 4)),
        "bob": a_person((3, 9)),
        "eve": a_person((5, 9)),
        "dba": {"members": ["ann", "bob", "eve"]},
    }
    task = a_task("A", duration="5h", needs={"ann": 1})
    assert found(task, **team) == [("A", "ann", 4, ("ann",), ("bob",))]


def test_a_person_without_a_team_hands_over_to_nobody() -> None:
    """Her task goes on without her."""
    task = a_task("A", duration="5h", needs={"ann": 1})
    assert found(task, ann=a_person((0, 4))) == [("A", "ann", 4, ("ann",), ())]


def test_a_task_that_ends_with_the_shift_needs_no_handover() -> None:
    """Nor does one that begins with it."""
    tasks = [a_task("A", duration="4h", needs={"ann": 1}), a_task("B", "A", needs={"bob": 1})]
    assert found(*tasks, ann=a_person((0, 4)), bob=a_person((4, 9))) == []


def test_in_a_team_those_who_are_on_longest_do_it() -> None:
    """No handover where one of them is there from start to finish."""
    team = {"ann": a_person((0, 2)), "bob": a_person((0, 9)), "dba": {"members": ["ann", "bob"]}}
    assert found(a_task("A", duration="5h", needs={"dba": 1}), **team) == []


def test_a_team_hands_over_within_itself() -> None:
    """Twice, since nobody is there for all of it."""
    team = {
        "ann": a_person((0, 4)),
        "bob": a_person((2, 8)),
        "eve": a_person((6, 12)),
        "dba": {"members": ["ann", "bob", "eve"]},
    }
    assert found(a_task("A", duration="10h", needs={"dba": 1}), **team) == [
        ("A", "dba", 4, ("ann",), ("bob",)),
        ("A", "dba", 8, ("bob",), ("eve",)),
    ]


def test_a_handover_of_a_person_by_name_is_told_once() -> None:
    """Not again of the team that she is sent by."""
    team = {"ann": a_person((0, 4)), "bob": a_person((0, 9)), "dba": {"members": ["ann", "bob"]}}
    task = a_task("A", duration="5h", needs={"ann": 1, "dba": 1})
    assert [row[1] for row in found(task, **team)] == ["ann"]


def test_a_team_without_names_hands_over_from_shift_to_shift() -> None:
    """To itself where the next shift follows, to nobody behind the last."""
    task = a_task("A", duration="10h", needs={"dba": 1})
    assert found(task, dba=a_team((0, 4), (4, 8), capacity=2)) == [
        ("A", "dba", 4, ("dba",), ("dba",)),
        ("A", "dba", 8, ("dba",), ()),
    ]


def test_a_task_that_its_calendar_interrupts_is_not_handed_over() -> None:
    """Nobody works on it while the shift ends."""
    task = a_task("A", duration="10h", calendar="england", needs={"ann": 1})
    assert found(task, ann=a_person((0, 8), (24, 32))) == []
