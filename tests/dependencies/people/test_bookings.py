"""Who is booked when, by the dates of a plan."""

from __future__ import annotations

from typing import Any

from dependencies.people.bookings import bookings, early_dates, levelled_dates
from dependencies.people.levelling import level
from dependencies.planner import plan
from tests.dependencies.factories import a_task
from tests.dependencies.people.rota import a_book, a_person, hours, rota


def booked(name: str, *tasks: Any, **resources: Any) -> list[tuple[str, int, float, float]]:
    """Task, how many, and from when to when in hours, of the bookings of a resource."""
    _, found = rota(a_book(*tasks, **resources))
    return [(b.task, b.many, hours(b.start), hours(b.finish)) for b in found.get(name, ())]


def test_a_task_books_what_it_needs_from_its_start_to_its_finish() -> None:
    """By starts; of equals the one written first."""
    tasks = a_task("B", needs={"dba": 2}), a_task("A", duration="2h", needs={"dba": 1})
    assert booked("dba", *tasks, dba={"capacity": 3}) == [("B", 2, 0, 1), ("A", 1, 0, 2)]


def test_a_task_that_its_calendar_interrupts_books_each_day() -> None:
    """Eight hours in the office on Monday, two on Tuesday."""
    task = a_task("A", duration="10h", calendar="england", needs={"ann": 1})
    assert booked("ann", task, ann=a_person()) == [("A", 1, 0, 8), ("A", 1, 24, 26)]


def test_a_task_of_no_length_books_nobody() -> None:
    """There is nothing to do in it."""
    assert booked("ann", a_task("A", duration="0h", needs={"ann": 1}), ann=a_person()) == []


def test_a_person_by_name_is_a_booking_of_her_teams() -> None:
    """One place of each."""
    team = {"ann": a_person(), "dba": {"members": ["ann"]}, "ops": {"members": ["ann"]}}
    task = a_task("A", needs={"ann": 1})
    assert [booked(name, task, **team) for name in ("dba", "ops")] == [[("A", 1, 0, 1)]] * 2


def test_levelled_dates_book_nobody_twice() -> None:
    """The early dates do."""
    book = a_book(a_task("A", needs={"ann": 1}), a_task("B", needs={"ann": 1}), ann=a_person())
    early = bookings(book, early_dates(plan(book)))["ann"]
    levelled = bookings(book, levelled_dates(level(book)))["ann"]
    assert [hours(booking.start) for booking in early] == [0, 0]
    assert [hours(booking.start) for booking in levelled] == [0, 1]
