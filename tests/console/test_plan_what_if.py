"""`plan --what-if` as a cutover manager reads it at three in the morning."""

from __future__ import annotations

import pytest

from tests.console.plans import BUSY
from tests.console.terminal import Terminal


def test_a_delay_that_a_wait_absorbs(callboard: Terminal) -> None:
    """What moves, that the finish stays, and how much of the wait is left."""
    page = callboard.ok("plan", "m10", "--what-if", "M10-052=+90m")
    assert "What if M10-052 takes 5 h 30 min instead of 4 h 00 min?" in page
    assert "What moves (3)" in page
    assert "M10-068  Sat 20 Sep 19:45 BST  Sat 20 Sep 21:15 BST  +1 h 30 min  Evidence" in page
    assert "The finish stays Wed 24 Sep 13:00 BST." in page
    assert "stays Sun 21 Sep 12:00 BST; slack 16 h 15 min -> 14 h 45 min." in page
    assert (
        "M10-069 (G8) still starts Sun 21 Sep 12:00 BST (not before): 14 h 45 min of 16 h 15 min"
        in page
    )
    assert "What drives M10-068 then\n    M10-052 > M10-063 > M10-068\n" in page
    assert max(map(len, page.splitlines())) <= 100


def test_a_delay_that_arrives_says_what_is_newly_missed_first(callboard: Terminal) -> None:
    """Gates and outages move, with the length of an outage against its limit."""
    page = callboard.ok("plan", "m10", "--what-if", "M10-052=+40h")
    hit = page.split("What is hit\n")[1]
    assert hit.startswith("NEWLY MISSED: turning back from G8, the last gate for it, is over")
    assert "6 h 45 min -> LATE by 17 h 00 min." in hit
    assert "Gate G8 (Point of no return) moves Sun 21 Sep 12:00 BST -> Mon 22 Sep 11:45 BST" in hit
    assert "Outage OUT-DIP ends Sun 21 Sep 13:15 BST -> Mon 22 Sep 13:00 BST" in hit
    assert "19 h 00 min of at most 3 d 0 h 00 min." in hit


def test_suppositions_may_be_put_together(callboard: Terminal) -> None:
    """Each is said in words."""
    page = callboard.ok(
        *("plan", "m10", "--what-if", "M10-069@2025-09-21T18:00"),
        *("--what-if", "M10-079=-20m"),
    )
    assert "What if M10-069 begins not before Sun 21 Sep 2025 18:00 BST?" in page
    assert "What if M10-079 takes 40 min instead of 1 h 00 min?" in page
    assert "-20 min" in page


def test_working_time_is_called_that(callboard: Terminal) -> None:
    """An hour more of an office is not an hour of the clock."""
    page = callboard.ok("plan", callboard.runbook(BUSY), "--what-if", "T1=+2h")
    assert "What if T1 takes 8 h 00 min of working time instead of 6 h 00 min?" in page
    assert "T2" in page


def test_what_changes_nothing_says_so(callboard: Terminal) -> None:
    """No task moves."""
    page = callboard.ok("plan", "m10", "--what-if", "M10-052=4h")
    assert "What moves (0)\nNothing: every task keeps its dates.\n" in page


def test_the_data_stands_beside_the_plan(callboard: Terminal) -> None:
    """The plan as it is, and `what_if` as it would be."""
    data = callboard("plan", "m10", "--what-if", "M10-052=+90m", "--json").data
    assert data["what_if"]["supposed"] == ["M10-052=+1h30m"]
    assert [task["id"] for task in data["what_if"]["tasks"]] == ["M10-052", "M10-063", "M10-068"]
    (task,) = [task for task in data["tasks"] if task["id"] == "M10-052"]
    assert task["early_finish"] == "2025-09-20T16:30:00Z"
    assert "what_if" not in callboard("plan", "m10", "--json").data


@pytest.mark.parametrize("text", ["M10-052", "M10-052=90", "M10-052=+x", "M10-052@noon"])
def test_what_is_not_understood_is_misuse(callboard: Terminal, text: str) -> None:
    """With how to write it."""
    said = callboard("plan", "m10", "--what-if", text)
    assert (said.code, said.out) == (2, "")
    assert "write it like M10-052=+90m" in said.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("M10-52=+1h", "m10 has no task 'M10-52'. Did you mean M10-052"),
        ("M10-052=-5h", "less than nothing"),
    ],
)
def test_what_cannot_be_is_refused(callboard: Terminal, text: str, words: str) -> None:
    """A task that is none, and a length that is none."""
    said = callboard("plan", "m10", "--what-if", text)
    assert (said.code, said.out) == (1, "")
    assert words in said.err
