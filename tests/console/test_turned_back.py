"""What is kept of a run that was turned back, and of what stands beside the runs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.console.terminal import Terminal


def turned_back(callboard: Terminal) -> None:
    """EES is taken out and, after five minutes of the meeting, brought back by the way back."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    callboard.ok("start", "DR1", "T2")
    callboard.later(15)
    callboard.ok("done", "DR1", "T2")
    callboard.ok("start", "DR1", "T3")
    callboard.later(5)
    callboard.ok("turn-back", "DR1", "rollback", "--by", "sro", "--reason", "EES is slow")
    callboard.ok("start", "DR1", "R1")
    callboard.later(10)
    callboard.ok("done", "DR1", "R1")


def test_a_run_that_was_turned_back_has_a_report(callboard: Terminal) -> None:
    """What was given up, and the way back."""
    turned_back(callboard)
    callboard.ok("report", "DR1")
    data = json.loads((callboard.home / "reports" / "DR1.json").read_text(encoding="utf-8"))
    (turning,) = data["turned_back"]
    assert (data["status"], turning["kind"], turning["gate"]) == ("turned_back", "rollback", "G1")
    assert [task["id"] for task in turning["given_up"]] == ["T3", "T4"]
    assert (turning["planned_minutes"], turning["actual_minutes"]) == (10, 10)


def test_turning_back_to_the_end_is_no_failure(callboard: Terminal) -> None:
    """There is nothing to go on with, and nothing broke: exit code 0."""
    turned_back(callboard)
    assert "is turned back; there is nothing to go on with" in callboard.ok("resume", "DR1")


def test_a_run_that_was_turned_back_is_exported_and_verified(
    callboard: Terminal, tmp_path: Path
) -> None:
    """It is closed at its end."""
    turned_back(callboard)
    file = tmp_path / "dr1.jsonl"
    callboard.ok("export", "DR1", str(file))
    assert "still open" not in callboard.ok("verify", str(file))


def test_verify_without_a_name_checks_everything(callboard: Terminal) -> None:
    """The runs and what stands beside them, each with its head."""
    callboard.opened()
    callboard("start", "DR1", "T4")  # too early: refused, and written down
    whole = [line.split(" is whole")[0] for line in callboard.ok("verify").splitlines()]
    assert {"run/DR1", "refusals"} <= set(whole)


def test_verify_names_every_stream_that_was_altered(callboard: Terminal) -> None:
    """The others are whole all the same; the exit code is 1."""
    callboard.opened()
    callboard.ok("note", "DR1", "hello")
    callboard("start", "DR1", "T4")
    path = callboard.home / "journal.sqlite"
    path.write_bytes(path.read_bytes().replace(b"hello", b"hallo"))
    said = callboard("verify")
    assert said.code == 1
    assert "refusals is whole" in said.out
    assert "run/DR1, event 2" in said.err


def test_what_stands_beside_the_runs_is_exported_and_verified(
    callboard: Terminal, tmp_path: Path
) -> None:
    """Such as the commands that were refused."""
    callboard.opened()
    callboard("start", "DR1", "T4")
    file = tmp_path / "refusals.jsonl"
    assert "refusals is written" in callboard.ok("export", "refusals", str(file))
    assert callboard.ok("verify", str(file)).count("\n") == 1
    assert callboard.ok("verify", "refusals").count("\n") == 1


def test_a_head_belongs_to_one_stream(callboard: Terminal) -> None:
    """Of everything there is no head."""
    said = callboard("verify", "--head", "00")
    assert said.code == 1
    assert "--head is for one of them" in said.err
