"""Anchoring a run of a plan, or of a part of it, to other days."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dependencies.anchor import anchor, refuse_past
from dependencies.planner import plan
from runbooks.errors import AnchorError
from runbooks.model import Runbook
from tests.dependencies.factories import a_gate, a_runbook, a_task, an_outage


def a_weekend() -> Runbook:
    """Preparation on Monday; from gate G1, ready on Friday, work until gate G2 on Saturday."""
    return a_runbook(
        a_task("PREPARE", not_before="2025-09-05T14:00", duration="2h30m"),
        a_task("MEET1", "PREPARE", duration="30m"),
        a_task("STOP", "MEET1", not_before="2025-09-05T20:00"),
        a_task("MEET2", "STOP", not_before="2025-09-06T12:00"),
        a_task("REOPEN", "MEET2"),
        gates=[a_gate("G1", "MEET1"), a_gate("G2", "MEET2")],
        outages={"OUT-A": an_outage("PREPARE", "MEET2"), "OUT-B": an_outage("STOP", "REOPEN")},
    )


def test_anchor_moves_the_start_to_the_date() -> None:
    """Without a first gate, T+0 falls on the date at the same wall-clock time."""
    anchored = anchor(a_weekend(), date(2025, 9, 15))
    assert (str(anchored.runbook.start), anchored.shift_days) == ("2025-09-15T09:00", 14)


def test_anchor_moves_the_first_meeting_to_the_date() -> None:
    """With a first gate, its meeting falls on the date, and all else moves with it."""
    anchored = anchor(a_weekend(), date(2025, 9, 12), "G1", "G2")
    tasks = plan(anchored.runbook, anchored.scope).tasks
    assert (anchored.shift_days, tasks["MEET2"].early_start) == (
        7,
        datetime(2025, 9, 13, 11, tzinfo=UTC),
    )


def test_first_meeting_keeps_its_planned_time_without_what_it_waited_for() -> None:
    """The meeting is not planned days early because its predecessors are out of scope."""
    anchored = anchor(a_weekend(), date(2025, 9, 12), "G1")
    planned = plan(anchored.runbook, anchored.scope)
    assert planned.start == planned.tasks["MEET1"].early_start
    assert planned.start == datetime(2025, 9, 12, 15, 30, tzinfo=UTC)


def test_anchor_records_what_is_out_of_scope() -> None:
    """Every task is either run or listed as not."""
    anchored = anchor(a_weekend(), date(2025, 9, 12), "G1", "G2")
    assert (anchored.scope, anchored.out_of_scope) == (
        ("MEET1", "STOP", "MEET2"),
        ("PREPARE", "REOPEN"),
    )


def test_anchor_names_outages_that_are_open_when_the_scope_begins() -> None:
    """OUT-A was opened by a task that is not run, and is closed by one that is."""
    assert anchor(a_weekend(), date(2025, 9, 12), "G1", "G2").open_outages == ("OUT-A",)


def test_anchor_without_a_date_only_limits_the_scope() -> None:
    """A part may be run on the written dates."""
    anchored = anchor(a_weekend(), None, "G1")
    assert (anchored.shift_days, anchored.runbook.start) == (0, a_weekend().start)


def test_anchored_runbook_passes_the_model() -> None:
    """What comes out is a runbook as good as the one that went in."""
    anchored = anchor(a_weekend(), date(2026, 10, 23), "G1")
    assert Runbook.model_validate(anchored.runbook.model_dump(mode="json")) == anchored.runbook


def test_anchor_beyond_the_calendar_is_refused() -> None:
    """A date to which the last tasks cannot follow is an error with a message."""
    runbook = a_runbook(a_task("A", not_before="9990-01-01T09:00"))
    with pytest.raises(AnchorError, match="leave the calendar"):
        anchor(runbook, date(2100, 1, 1))


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date(2200, 1, 1), date.max])
def test_anchor_on_a_day_without_known_clocks_is_refused(day: date) -> None:
    """From 1970 to 2199 the zone's clocks are known; beyond, its times were never kept."""
    with pytest.raises(AnchorError, match="outside the years 1970 to 2199"):
        anchor(a_weekend(), day)


def test_anchor_says_which_times_gave_way() -> None:
    """A time that the new night skips is among the mismatches."""
    runbook = a_runbook(a_task("A", not_before="2026-03-22T01:30"), start="2026-03-21T09:00")
    assert any("is skipped" in line for line in anchor(runbook, date(2026, 3, 28)).mismatches)


def test_past_start_is_refused_with_what_to_do() -> None:
    """The refusal names the start and the way out."""
    runbook = a_weekend()
    scope = tuple(runbook.task_by_id)
    with pytest.raises(AnchorError, match=r"Fri 05 Sep 2025 14:00 BST, which is past.*--anchor"):
        refuse_past(runbook, scope, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(("now", "past"), [("2025-09-05T15:29", False), ("2025-09-05T15:31", True)])
def test_start_of_the_scope_counts(now: str, *, past: bool) -> None:
    """Not the runbook's: what is out of scope may be long past."""
    anchored = anchor(a_weekend(), None, "G1")
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with pytest.raises(AnchorError) if past else nullcontext():
        refuse_past(anchored.runbook, anchored.scope, at)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_anchored_times_are_those_of_the_written_plan(day: date) -> None:
    """On any date fixed times stand at the same place on the local clock."""
    anchored = anchor(a_weekend(), day, "G1")
    written = {task.id: task.not_before for task in a_weekend().tasks}
    for task in anchored.runbook.tasks:
        if written[task.id] is not None:
            assert str(task.not_before)[10:] == str(written[task.id])[10:]
