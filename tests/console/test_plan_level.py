"""`plan --level`: what people can keep, and who waits for whom."""

from __future__ import annotations

from tests.console.plans import CROWDED
from tests.console.terminal import Terminal


def test_the_makespan_stands_against_the_plan_without_people(callboard: Terminal) -> None:
    """From T+0 to the last finish, and how much later that is."""
    page = callboard.ok("plan", callboard.runbook(CROWDED), "--level")
    assert "With the people there are it ends Tue 13 Jan 2026 08:30 GMT, 18 h 00 min later" in page
    assert "it\n  takes 23 h 30 min from the start of the runbook" in page
    assert max(map(len, page.splitlines())) <= 100


def test_a_task_that_waits_says_for_whom_and_behind_what(callboard: Terminal) -> None:
    """The other loader, or the next shift."""
    page = callboard.ok("plan", callboard.runbook(CROWDED), "--level")
    rows = [" ".join(line.split()) for line in page.splitlines()]
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
