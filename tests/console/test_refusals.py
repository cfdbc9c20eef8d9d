"""Wrong orders of action: each is refused with why, and with what to do next."""

from __future__ import annotations

import pytest

from tests.console.terminal import Terminal


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["start", "DR1", "T2"], "T2 waits for T1. Finish those first."),
        (["start", "DR1", "T4"], "T4 waits for T3 (G1 not decided go)."),
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
