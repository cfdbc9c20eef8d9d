"""Late entries, order and corrections in the report: marked for ever."""

from __future__ import annotations

from rehearsals.core import commands as c
from rehearsals.testing import a_runbook, a_task, at
from reports.figures.corrections import build_corrections
from reports.figures.tasks import TaskFigures, build_tasks
from tests.reports.factories import a_small_night, material_of, page_of
from tests.reports.hard_nights import HardNight, a_hard_night, a_paper_night


def task_of(night: HardNight, key: str) -> TaskFigures:
    """The figures of one task."""
    return next(task for task in build_tasks(material_of(night)).tasks if task.id == key)


def test_a_late_entry_has_both_its_times() -> None:
    """A was done after 50 minutes, and that was entered after 60."""
    (late,) = build_corrections(material_of(a_hard_night())).late_entries
    assert (late.what, late.subject) == ("task finished", "A")
    assert (late.happened_at, late.entered_at, late.late_minutes) == (at(50), at(60), 10)


def test_a_late_entry_stands_with_its_task() -> None:
    """The table of tasks marks it, and times it as it happened."""
    night = a_hard_night()
    assert task_of(night, "A").finished_at == at(50)
    assert "Late entry, task finished: happened Mon 12 Jan 09:50 GMT" in page_of(night)


def test_an_undone_start_is_no_attempt() -> None:
    """B was begun by mistake at 91:30; it began at 93, and waited until then."""
    task = task_of(a_hard_night(), "B")
    assert (task.attempts, task.started_at) == (1, at(93))
    assert (task.waiting_minutes, task.work_minutes) == (23, 27)
    assert [one.kind for one in task.corrections] == ["undone"]


def test_a_withdrawn_copy_is_a_correction() -> None:
    """With whose copy it was, and why."""
    (found,) = (
        one
        for one in build_corrections(material_of(a_paper_night())).corrections
        if one.kind == "copy withdrawn"
    )
    assert (found.task, found.what, found.reason) == ("C", "SOUTH", "the wrong file")


def test_what_began_out_of_sequence_is_marked_for_ever() -> None:
    """B began before A was done: its waiting is below 0, and the page says why."""
    night = HardNight(a_runbook(a_task("A"), a_task("B", "A")))
    night.start(0, "A")
    night.say(20, c.StartOutOfSequence, task="B", reason="They had begun.")
    night.done(30, "A")
    (found,) = build_corrections(material_of(night)).out_of_sequence
    assert (found.task, found.at, found.ready_at) == ("B", at(20), at(30))
    assert task_of(night, "B").waiting_minutes == -10
    assert "Began out of sequence: They had begun." in page_of(night)


def test_an_ordinary_night_needs_no_correction() -> None:
    """There is nothing to say."""
    found = build_corrections(material_of(a_small_night()))
    assert (found.late_entries, found.out_of_sequence, found.corrections) == ((), (), ())
