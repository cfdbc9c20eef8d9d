"""What the schedule says of calendars, windows, waits, floats and deadlines."""

from __future__ import annotations

import pytest

from tests.console.plans import BUSY
from tests.console.terminal import Terminal


@pytest.fixture(name="page")
def _page(callboard: Terminal) -> str:
    return callboard.ok("plan", callboard.runbook(BUSY))


def line(page: str, word: str) -> str:
    """The one line that holds a word, with single spaces."""
    lines = [" ".join(one.split()) for one in page.splitlines()]
    (found,) = [one for one in lines if word in one]
    return found


def test_working_time_is_marked_and_its_calendar_is_told(page: str) -> None:
    """With hours, holidays and days off, and whose time it is."""
    assert line(page, "si Prepare") == "T1 09:00 GMT 16:00 GMT 6h W 1h none si Prepare"
    assert line(page, "09:00-12:00") == "office mon-fri 09:00-12:00,13:00-17:00 T1, T5"
    assert "not on bank holidays of England and Wales" in page
    assert "not on 2026-01-15" in page


def test_a_blackout_stands_with_each_window_and_what_it_holds(page: str) -> None:
    """Its name and title once."""
    first = "FREEZE Mon 12 Jan 17:00 GMT Mon 12 Jan 20:00 GMT 1 task Nothing while bills run"
    assert line(page, "Nothing while bills run") == first
    assert "\n          Wed 14 Jan 00:00 GMT  Wed 14 Jan 06:00 GMT\n" in page


def test_a_wait_says_what_it_is_for(page: str) -> None:
    """A blackout, an outage by the clock, working hours."""
    chain = "T1 > T2 > (wait 3h: blackout FREEZE) > T3 > (wait 1h: outage OUT-CSS) > T4"
    assert page.count(chain) == 3
    assert "G1 T4 > (wait 1h: calendar office) > T5" in page
    assert "held 1 h 00 min by outage OUT-CSS" in line(page, "End of outage OUT-EES")


def test_a_missed_deadline_is_said_first_and_with_what_drives_it(page: str) -> None:
    """Before the tasks, and in its place among the deadlines."""
    assert page.splitlines()[2] == "DEADLINES MISSED: T4 LATE by 30 min."
    row = "Tue 13 Jan 07:30 GMT Tue 13 Jan 08:00 GMT LATE by 30 min T4 is finished (not after)"
    assert line(page, "T4 is finished") == row
    after = page.split("T4 (LATE by 30 min) is driven by:\n")[1]
    assert after.startswith("    T1 > T2 > (wait 3h")


def test_a_deadline_with_little_float_is_near(page: str) -> None:
    """The runbook asks for two hours."""
    assert "1 h 30 min, NEAR T5 is finished" in line(page, "T5 is finished")
    assert "T5 (1 h 30 min, NEAR) is driven by:\n    G1 T4 >" in page


def test_free_float_stands_where_it_differs(page: str) -> None:
    """T3 moves the gate before it moves the finish; nothing comes behind T6."""
    assert line(page, "sro Load") == "T3 20:00 GMT Tue 06:00 GMT 10h 2h 1h sro Load"
    assert line(page, "sro Look") == "T6 17:00 GMT 19:00 GMT 2h 19h sro Look"


def test_float_may_be_given_towards_another_target(callboard: Terminal) -> None:
    """Of tasks on a way to it; the others have a dash."""
    page = callboard.ok("plan", callboard.runbook(BUSY), "--float", "G1")
    assert "To G1: how far a task may slip before gate G1 (Go live) does" in page
    assert line(page, "sro Load") == "T3 20:00 GMT Tue 06:00 GMT 10h 1h sro Load"
    assert line(page, "sro Look") == "T6 17:00 GMT 19:00 GMT 2h - 19h sro Look"
    data = callboard("plan", callboard.runbook(BUSY), "--float", "restore_by", "--json").data
    assert data["float"]["target"] == "restore_by"
    assert data["float"]["minutes"]["T4"] == 540


def test_the_chain_to_anything_can_be_asked_for(callboard: Terminal) -> None:
    """Task by task, with what each waits for."""
    page = callboard.ok("plan", callboard.runbook(BUSY), "--chain", "T5")
    assert "What drives T5 (Tidy) (5)" in page
    assert line(page, "1h: calendar office").endswith("14:00 GMT 1h: calendar office Tidy")
    data = callboard("plan", callboard.runbook(BUSY), "--chain", "OUT-EES", "--json").data
    assert [step["task"] for step in data["chain"]["steps"]] == ["T1", "T2", "T3", "T4"]


@pytest.mark.parametrize("option", ["--chain", "--float"])
def test_an_unknown_target_names_what_was_meant(callboard: Terminal, option: str) -> None:
    """And nothing is printed."""
    said = callboard("plan", "m10", option, "G88")
    assert (said.code, said.out) == (1, "")
    assert "G88 is no gate, outage or task of this plan of m10. Did you mean G8?" in said.err


def test_pages_of_their_own_are_asked_for_one_at_a_time(callboard: Terminal) -> None:
    """Two of them would be two answers."""
    said = callboard("plan", "m10", "--chain", "G8", "--what-if", "M10-052=+1h")
    assert said.code == 1
    assert "each ask for a page of their own" in said.err


def test_near_critical_chains_stand_below_what_they_run_beside(callboard: Terminal) -> None:
    """With the float that they have towards it."""
    page = callboard.ok("plan", "m10")
    assert "    near (no float either): M10-062\n" in page
    assert page.endswith("G10 M10-087 > M10-089\n    near (float 59m): M10-088\n")
