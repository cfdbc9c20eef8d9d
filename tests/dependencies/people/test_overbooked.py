"""Where a plan asks for more people than are on duty."""

from __future__ import annotations

from typing import Any

from dependencies.people.overbooked import overbooked
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person, hours, rota

Row = tuple[float, float, int, int, tuple[str, ...]]


def stretches(name: str, *tasks: Any, **resources: Any) -> list[Row]:
    """From when to when in hours, demand, capacity and tasks, of what is overbooked."""
    found = overbooked(*rota(a_book(*tasks, **resources))).get(name, ())
    return [(hours(o.start), hours(o.finish), o.demand, o.capacity, o.tasks) for o in found]


def test_a_person_on_two_tasks_is_double_booked_while_both_last() -> None:
    """Not before the second begins, nor once the first is over."""
    tasks = (
        a_task("A", duration="3h", needs={"ann": 1}),
        a_task("B", not_before="T+2h", needs={"ann": 1}),
    )
    assert stretches("ann", *tasks, ann=a_person()) == [(2, 3, 2, 1, ("A", "B"))]


def test_a_team_is_over_allocated_by_as_many_as_at_the_worst_instant() -> None:
    """One stretch, with all that is at work in it."""
    tasks = [a_task(name, duration=f"{n}h", needs={"dba": 2}) for n, name in enumerate("ABC", 1)]
    assert stretches("dba", *tasks, dba={"capacity": 3}) == [(0, 2, 6, 3, ("A", "B", "C"))]


def test_a_booking_beyond_the_shift_is_off_duty() -> None:
    """From the end of the shift on."""
    task = a_task("A", duration="3h", needs={"ann": 1})
    assert stretches("ann", task, ann=a_person((0, 2))) == [(2, 3, 1, 0, ("A",))]


def test_too_few_and_nobody_are_told_apart() -> None:
    """Two stretches: two of one, then two of none."""
    tasks = [a_task(name, duration="3h", needs={"ann": 1}) for name in "AB"]
    found = overbooked(*rota(a_book(*tasks, ann=a_person((0, 2)))))["ann"]
    assert [each.off_duty for each in found] == [False, True]


def test_bookings_one_after_the_other_are_kept() -> None:
    """The second begins at the instant at which the first is over."""
    tasks = a_task("A", needs={"ann": 1}), a_task("B", "A", needs={"ann": 1})
    assert stretches("ann", *tasks, ann=a_person()) == []
