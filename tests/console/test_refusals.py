"""Wrong orders of action: each is refused with why, and with what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from console import app
from rehearsals.core.refusals import LONGEST_TEXT
from tests.console.terminal import Terminal


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["start", "DR1", "T2"], "T2 waits for T1. Finish those first."),
        (["start", "DR1", "T4"], "T4 waits for T3 (gate G1 has no go)."),
        (["done", "DR1", "T1"], "T1 is not running"),
        (["done", "DR1", "T9"], "no task T9. See `callboard show DR1`"),
        (["fail", "DR1", "T1", "--reason", "x"], "T1 is not running"),
        (["skip", "DR1", "T1", "--reason", " "], "Skipping T1 needs a reason."),
        (["release", "DR1", "T1", "--reason", "x"], "T1 is not held."),
        (["note", "DR1", " "], "The note is empty."),
        (["attend", "DR1", "nort", "absent"], "Did you mean north"),
        (["gate", "DR1", "G1", "go", "--by", "sro", "--reason", "x"], "(T3) is not running"),
        (["evidence", "DR1", "G1", "RED", "--text", "x"], "no criterion of G1 named RED"),
        (["start", "DR7", "T1"], "There is no run DR7. There are: DR1."),
    ],
)
def test_a_refusal_says_why(callboard: Terminal, argv: list[str], why: str) -> None:
    """Exit code 1, one line, no traceback, nothing on standard output."""
    callboard.opened()
    said = callboard(*argv)
    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("callboard: ")
    assert said.err.count("\n") == 1
    assert why in said.err


def test_nobody_acts_in_a_simulated_run(callboard: Terminal) -> None:
    """A virtual clock belongs to the process that drives it."""
    callboard.ok("rehearse", callboard.runbook(), "--simulate", "--open-only")
    assert "simulated on a virtual clock" in callboard("start", "DR1", "T1").err


def test_a_prefix_that_fits_several_runs_is_refused(callboard: Terminal) -> None:
    """A short name must mean one run."""
    callboard.opened("DR10")
    callboard.opened("DR11")
    assert "DR1 fits several runs: DR10, DR11." in callboard("show", "DR1").err
    assert callboard("show", "latest").out.startswith("DR11:")


@pytest.mark.parametrize(
    ("text", "why"),
    [("caf\udce9", "Argument 3 is not UTF-8."), ("a" * 4_001, "Argument 3 has 4,001 characters")],
    ids=["bytes", "long"],
)
def test_words_that_no_journal_can_keep_are_refused(
    callboard: Terminal, text: str, why: str
) -> None:
    """Before anything is read or written, and in one line."""
    callboard.opened()
    said = callboard("note", "DR1", text)
    assert (said.code, said.out) == (1, "")
    assert why in said.err
    assert said.err.count("\n") == 1


def test_an_argument_may_be_as_long_as_the_words_of_a_command(callboard: Terminal) -> None:
    """The border refuses nothing that the run would take."""
    callboard.opened()
    assert callboard("note", "DR1", "a" * LONGEST_TEXT).code == 0
    assert app.LONGEST_TEXT == LONGEST_TEXT


@pytest.mark.parametrize(
    "command", ["runs", "show", "ready", "verify DR1", "report", "notices list"]
)
def test_a_data_directory_that_is_none_is_refused(callboard: Terminal, command: str) -> None:
    """A file in its place is not an empty shelf."""
    callboard.home.write_text("in the way", encoding="utf-8")
    said = callboard(*command.split())
    assert (said.code, said.out) == (1, "")
    assert f"The data directory {callboard.home} cannot be used" in said.err


def test_a_data_directory_of_nobody_is_refused(callboard: Terminal) -> None:
    """`~name` must be somebody's home."""
    callboard.home = Path("~nobody-of-that-name")
    said = callboard("runs")
    assert said.code == 1
    assert "CALLBOARD_HOME cannot be read" in said.err
