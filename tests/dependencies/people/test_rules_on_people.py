"""What the rules on people say, and when they say nothing."""

from __future__ import annotations

from typing import Any

from dependencies.check import check
from runbooks.findings import Finding
from runbooks.library import Source
from runbooks.writer import dump
from tests.dependencies.factories import a_runbook, a_task
from tests.dependencies.people.rota import a_person

START = "2025-12-01T09:00"
ON_PEOPLE = {"double-booked", "hours-awake", "never-free", "shift-handover"}


def findings(*tasks: Any, **resources: Any) -> list[Finding]:
    """What the rules on people find in a runbook."""
    parties = {"si": {"name": "Integrator"}}
    book = a_runbook(*tasks, start=START, parties=parties, resources=resources)
    found = check(Source(name="f.yaml", text=dump(book))).findings
    return [each.finding for each in found if each.finding.rule in ON_PEOPLE]


def test_without_resources_they_are_silent() -> None:
    """Nobody is asked for."""
    assert findings(a_task("A", duration="90h", end=True)) == []


def test_a_double_booking_names_span_tasks_and_how_often() -> None:
    """The first of two spans."""
    needs = {"needs": {"ann": 1}, "end": True}
    tasks = [a_task(name, duration=hours, **needs) for name, hours in (("A", "5h"), ("B", "1h"))]
    (found,) = findings(*tasks, a_task("C", not_before="T+3h", **needs), ann=a_person())
    assert found.message == (
        "ann is double-booked from Mon 01 Dec 09:00 GMT to Mon 01 Dec 10:00 GMT (A, B), "
        "and 1 more time."
    )
    assert "callboard plan FILE --level" in found.hint
    assert found.path == ("resources", "ann")


def test_an_over_allocation_says_how_many_are_needed_and_on_duty() -> None:
    """Long rows of tasks are cut."""
    tasks = [a_task(f"T{n}", needs={"dba": 1}, end=True) for n in range(8)]
    (found,) = findings(*tasks, dba={"capacity": 7})
    assert "8 are needed and 7 on duty (T0, T1, T2, T3, T4, T5 and 2 more)." in found.message


def test_a_person_off_duty_is_told_once_and_not_of_her_team() -> None:
    """The team is asked for by nobody."""
    team = {"ann": a_person((2, 9)), "dba": {"members": ["ann"]}}
    (found,) = findings(a_task("A", needs={"ann": 1}, end=True), **team)
    assert found.message.startswith("ann is booked off duty from Mon 01 Dec 09:00 GMT")


def test_a_handover_names_who_takes_over() -> None:
    """Or that nobody does."""
    team = {"ann": a_person((0, 4)), "bob": a_person((3, 9)), "dba": {"members": ["ann", "bob"]}}
    (found,) = findings(a_task("A", duration="5h", needs={"dba": 1}, end=True), **team)
    assert found.message == (
        "In the middle of task A the shift of ann ends Mon 01 Dec 13:00 GMT; bob is there to "
        "take over."
    )


def test_hours_awake_name_the_work_and_the_limit() -> None:
    """One finding for each time that is too long."""
    (found,) = findings(a_task("A", duration="17h", needs={"ann": 1}, end=True), ann=a_person())
    assert found.severity == "warning"
    assert "17 h 00 min without a rest of 8 h" in found.message
    assert found.message.endswith("(A); 16 h 00 min is the limit.")


def test_a_task_whose_people_are_never_free_is_an_error() -> None:
    """At the need that cannot be met."""
    task = a_task("A", duration="4h", needs={"ann": 1}, end=True)
    (found,) = (each for each in findings(task, ann=a_person((0, 3))) if each.severity == "error")
    assert (found.rule, found.path) == ("never-free", ("tasks", 0, "needs", "ann"))


def test_a_calendar_of_a_resource_that_nobody_knows_is_left_to_its_own_rule() -> None:
    """Nobody can say who is on duty then."""
    task = a_task("A", needs={"dba": 2}, end=True)
    assert findings(task, dba={"capacity": 1, "calendar": "martian"}) == []
