"""`check` and `schema`: findings for people and for programs."""

from __future__ import annotations

from tests.console.terminal import TINY, Terminal

#: Its task T2, on line 25, waits for a task that is not there.
BROKEN = TINY.replace("after: [T1]", "after: [T0]")


def test_a_good_runbook_passes(callboard: Terminal) -> None:
    """No errors: exit code 0, and the summary alone."""
    path = callboard.runbook()
    assert callboard.ok("check", path) == f"{path}: no errors, no warnings.\n"


def test_the_library_passes(callboard: Terminal) -> None:
    """The shipped runbooks have no errors."""
    assert "no errors" in callboard.ok("check", "m10")
    assert "no errors" in callboard.ok("check", "m11")


def test_every_error_has_its_place(callboard: Terminal) -> None:
    """Each error is a line of its own with file, line, column and rule; the exit code is 1."""
    path = callboard.runbook(BROKEN.replace("party: sro", "party: so"))
    said = callboard("check", path)
    assert said.code == 1
    assert f"{path}:25:" in said.out
    assert "error[unknown-task]" in said.out
    assert "error[unknown-party]" in said.out
    assert said.out.endswith(": 2 errors, 1 warning.\n")


def test_findings_are_data(callboard: Terminal) -> None:
    """`--json` gives each finding with all its parts, and nothing else on standard output."""
    said = callboard("check", "--json", callboard.runbook(BROKEN))
    assert said.code == 1
    (found,) = [one for one in said.data if one["rule"] == "unknown-task"]
    assert found["line"] == 25
    assert found["severity"] == "error"
    assert {"file", "column", "message", "hint"} <= found.keys()


def test_a_runbook_that_is_not_there_is_named(callboard: Terminal) -> None:
    """The names of the library are offered."""
    said = callboard("check", "nothing")
    assert said.code == 1
    assert "m10, m11" in said.err


def test_the_schema_is_json(callboard: Terminal) -> None:
    """Editors can read it."""
    assert callboard("schema").data["$schema"].startswith("https://json-schema.org/")
