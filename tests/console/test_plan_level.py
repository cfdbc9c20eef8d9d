"""`plan --level`: what people can keep, and who waits for whom."""

from __future__ import annotations

from tests.console.plans import CROWDED
from tests.console.terminal import Terminal


def _rows(page: str) -> list[str]:
    """The lines of a page, with single spaces."""
    return [" ".join(line.split()) for line in page.splitlines()]


def test_the_makespan_stands_against_the_plan_without_people(callboard: Terminal) -> None:
    """From T+0 to the last finish, and how much later that is."""
    page = callboard.ok("plan", callboard.runbook(CROWDED), "--level")
    assert "With the people there are it ends Tue 13 Jan 2026 08:30 GMT, 18 h 00 min later" in page
    assert "it\n  takes 23 h 30 min from the start of the runbook" in page
    assert max(map(len, page.splitlines())) <= 100


def test_a_task_that_waits_says_for_whom_and_behind_what(callboard: Terminal) -> None:
    """The other loader, or the next shift."""
    page = callboard.ok("plan", callboard.runbook(CROWDED), "--level")
    rows = _rows(page)
    assert "T1 Mon 12 Jan 11:00 GMT 2 h 00 min The loaders T2 Load north" in rows
    assert "T3 Tue 13 Jan 05:00 GMT 16 h 00 min Ann Lee a shift Look at both" in rows


def test_a_plan_with_people_enough_says_so(callboard: Terminal) -> None:
    """M10 names nobody."""
    page = callboard.ok("plan", "m10", "--level")
    assert "no later than without" in page
    assert "None: there are people enough." in page


def test_the_data_of_a_levelled_plan_has_both_dates(callboard: Terminal) -> None:
    """The early dates are the levelled ones."""
    data = callboard("plan", callboard.runbook(CROWDED), "--level", "--json").data
    assert data["makespan_minutes"] == 23.5 * 60
    assert (data["finish"], data["unlevelled_finish"]) == (
        "2026-01-13T08:30:00Z",
        "2026-01-12T14:30:00Z",
    )
    first = data["tasks"][0]
    assert first["start"] == first["early_start"] == "2026-01-12T11:00:00Z"
    assert first["finish"] == first["early_finish"] == "2026-01-12T13:00:00Z"
    assert first["unlevelled_start"] == "2026-01-12T09:00:00Z"
    assert first["unlevelled_finish"] == "2026-01-12T11:00:00Z"
    assert first["waits_for"] == {"resource": "loaders", "minutes": 120, "behind": ["T2"]}
    assert data["tasks"][1]["waits_for"] is None


def test_without_levelling_there_is_no_makespan(callboard: Terminal) -> None:
    """The plan is what links, calendars and windows ask for alone."""
    data = callboard("plan", callboard.runbook(CROWDED), "--json").data
    assert "makespan_minutes" not in data
    assert data["finish"] == "2026-01-12T14:30:00Z"


def test_the_plan_without_levelling_says_who_is_booked_twice(callboard: Terminal) -> None:
    """In a line above it, with where to look; nothing of a plan that asks for no more than is."""
    page = callboard.ok("plan", callboard.runbook(CROWDED))
    said = "PEOPLE: The loaders, Ann Lee are booked beyond what there is, 3 times; see --level."
    assert page.splitlines()[2] == said
    assert "PEOPLE" not in callboard.ok("plan", "m10")


def test_bookings_beyond_what_there_is_stand_with_their_tasks(callboard: Terminal) -> None:
    """More than there are on duty, or nobody at all."""
    page = callboard.ok("plan", callboard.runbook(CROWDED), "--level")
    rows = _rows(page)
    assert "The loaders Mon 12 Jan 09:00 GMT Mon 12 Jan 11:00 GMT 3 2 T1, T2" in rows
    assert "Ann Lee Mon 12 Jan 13:00 GMT Mon 12 Jan 14:00 GMT 1 off duty T3" in rows
    data = callboard("plan", callboard.runbook(CROWDED), "--json").data
    assert data["overbooked"][0] == {
        "resource": "loaders",
        "start": "2026-01-12T09:00:00Z",
        "finish": "2026-01-12T11:00:00Z",
        "demand": 3,
        "capacity": 2,
        "tasks": ["T1", "T2"],
    }


def test_handovers_and_hours_awake_are_told_of_the_levelled_plan(callboard: Terminal) -> None:
    """Who goes, who takes over, and who is awake for too long."""
    rows = _rows(callboard.ok("plan", callboard.runbook(CROWDED), "--level"))
    assert "T6 Mon 12 Jan 13:00 GMT Bob Roy Cat Ray Watch" in rows
    awake = "Tue 13 Jan 05:00 GMT Tue 13 Jan 15:00 GMT 10 h 00 min, TOO LONG 8 h 00 min T3"
    assert f"Ann Lee {awake}" in rows
    data = callboard("plan", callboard.runbook(CROWDED), "--level", "--json").data
    assert data["handovers"] == [
        {
            "task": "T6",
            "resource": "desk",
            "at": "2026-01-12T13:00:00Z",
            "leaving": ["bob"],
            "taking_over": ["cat"],
        }
    ]
    assert [one["too_long"] for one in data["awake"]] == [False, True]


def test_deadlines_are_told_of_the_levelled_plan(callboard: Terminal) -> None:
    """What links alone would keep, people may miss."""
    text = CROWDED.replace("duration: 30m, end", "duration: 30m, not_after: T+6h, end")
    path = callboard.runbook(text)
    assert "DEADLINES MISSED" not in callboard.ok("plan", path)
    rows = _rows(callboard.ok("plan", path, "--level"))
    late = "Tue 13 Jan 08:30 GMT LATE by 17 h 30 min T5 is finished (not after)"
    assert f"Mon 12 Jan 15:00 GMT {late}" in rows
    data = callboard("plan", path, "--level", "--json").data
    assert [one["margin_minutes"] for one in data["levelled_deadlines"]] == [-1050]
    assert [one["margin_minutes"] for one in data["deadlines"]] == [30]
