"""Changes to the plan on the way, in the report."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import at
from reports.figures.attendance import build_attendance
from reports.figures.changes import build_changes
from reports.figures.tasks import build_tasks
from tests.reports.factories import material_of, page_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_hard_runbook, a_paper_night


def test_planned_times_are_those_of_the_plan_as_amended() -> None:
    """D was given an hour more; the finish of the opening stands beside it."""
    figures = build_changes(material_of(a_paper_night()))
    assert (figures.finish_at_opening, figures.finish_as_amended) == (at(150), at(210))
    assert figures.finish_moved_minutes == 60


def test_a_task_says_what_was_planned_at_the_opening_where_that_differs() -> None:
    """Only D was moved."""
    tasks = build_tasks(material_of(a_paper_night())).tasks
    moved = {task.id: task.amended.planned_finish for task in tasks if task.amended}
    assert moved == {"D": at(150)}
    assert "at the opening:" in page_of(a_paper_night())


def test_an_amendment_names_what_it_changes() -> None:
    """By object and field, with who proposed and who approved."""
    (amendment,) = build_changes(material_of(a_paper_night())).amendments
    assert (amendment.status, amendment.proposed_by, amendment.ended_by) == (
        "approved",
        "ann",
        "sue",
    )
    (change,) = amendment.changes
    assert (change.id, change.what, change.fields) == ("D", "changed", ("duration",))


def test_a_plan_that_was_not_amended_has_no_other_finish() -> None:
    """There is nothing to hold it against."""
    assert build_changes(material_of(a_hard_night())).finish_at_opening is None


def test_a_task_that_was_given_away_names_both_parties() -> None:
    """And counts for the one that did it."""
    material = material_of(a_hard_night())
    (given,) = build_changes(material).reassignments
    assert (given.task, given.from_party, given.to_party) == ("B", "SI", "RECCO")
    task = next(task for task in build_tasks(material).tasks if task.id == "B")
    assert (task.party, task.reassigned_from) == ("recco", "SI")


def test_a_party_that_left_is_named_with_its_heir() -> None:
    """Whoever takes over has its tasks."""
    night = HardNight(a_hard_runbook())
    night.say(5, c.LeaveParty, party="north", replaced_by="recco", reason="insolvent")
    (left,) = build_changes(material_of(night)).departures
    assert (left.party, left.replaced_by, left.reason) == ("NORTH", "RECCO", "insolvent")


def test_a_party_that_left_owes_no_copy() -> None:
    """Its stand-in does, and stands in the attendance instead."""
    night = HardNight(a_hard_runbook())
    night.say(5, c.LeaveParty, party="north", replaced_by="recco", reason="insolvent")
    material = material_of(night)
    task = next(task for task in build_tasks(material).tasks if task.id == "C")
    assert task.copies is not None
    assert task.copies.missing == ("RECCO", "SOUTH")
    assert "north" not in {one.party for one in build_attendance(material).attendance}
