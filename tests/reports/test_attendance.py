"""Tests of attendance, and of what it proves."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import Trial, a_runbook, a_task
from reports.figures.attendance import build_attendance
from tests.reports.factories import a_finished_night, material_of


def test_parties_with_a_part_are_listed_with_what_they_did() -> None:
    """SI, who is there, owns A and C, the SRO, of whom nothing is recorded, the meeting."""
    trial = a_finished_night(attendance={"si": "volunteered"})

    rows = build_attendance(material_of(trial)).attendance

    assert [(row.party, row.attendance, row.owns, row.done, row.proven) for row in rows] == [
        ("si", "volunteered", 2, 2, 2),
        ("sro", None, 1, 1, 0),
    ]


def test_tasks_of_a_simulated_party_are_not_proven() -> None:
    """The newest attendance counts: SI was announced, and then simulated."""
    trial = Trial(a_runbook(a_task("A")), attendance={"si": "required"})
    trial.ask(0, c.RecordAttendance, party="si", attendance="simulated")
    trial.do(1, 31, "A")

    figures = build_attendance(material_of(trial))

    assert (figures.attendance[0].attendance, figures.attendance[0].proven) == ("simulated", 0)
    assert figures.not_proven == ("A",)


def test_parties_that_confirm_copies_have_a_part() -> None:
    """North has confirmed its copy, south has not."""
    trial = Trial(a_runbook(a_task("A", for_each="ldsos")))
    trial.start(0, "A")
    trial.done(5, "A", parties=("north",))

    rows = {row.party: row for row in build_attendance(material_of(trial)).attendance}

    assert (rows["north"].copies, rows["north"].confirmed) == (1, 1)
    assert (rows["south"].copies, rows["south"].confirmed) == (1, 0)


def test_a_task_that_is_not_done_is_not_listed_as_unproven() -> None:
    """Not proven is said of what was done."""
    trial = Trial(a_runbook(a_task("A")), attendance={"si": "simulated"})

    assert build_attendance(material_of(trial)).not_proven == ()


def test_tasks_that_are_not_proven_are_listed_by_reason() -> None:
    """SI was absent; of the SRO nobody recorded anything."""
    trial = a_finished_night(attendance={"si": "absent"})

    figures = build_attendance(material_of(trial))

    assert figures.not_proven == ("A", "M", "C")
    assert figures.not_proven_because == {
        "absent": ("A", "C"),
        "attendance not recorded": ("M",),
    }
