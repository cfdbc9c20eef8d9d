"""`plan` and `graph`: the schedule as people and programs read it."""

from __future__ import annotations

from pathlib import Path

from tests.console.terminal import TINY, Terminal


def test_the_schedule_fits_the_terminal(callboard: Terminal) -> None:
    """All 89 tasks of M10, with zones, within 100 columns."""
    out = callboard.ok("plan", "m10")
    assert sum(line.startswith("M10-") for line in out.splitlines()) == 89
    assert "Fri 19 Sep 18:00 BST" in out
    assert max(len(line) for line in out.splitlines()) <= 100


def test_the_chain_to_a_gate_shows_its_slack(callboard: Terminal) -> None:
    """The point of no return waits 16 h 15 min for its hour."""
    out = callboard.ok("plan", "m10")
    assert "Gate G8 (Point of no return): Sun 21 Sep 12:00 BST, slack 16 h 15 min" in out


def test_a_day_of_25_hours_is_pointed_out(callboard: Terminal) -> None:
    """M11 goes over the end of summer time."""
    out = callboard.ok("plan", "m11")
    assert "Sun 26 Oct 2025 has 25 hours: the clocks go back." in out
    assert "Sun 26 Oct 00:30 BST  02:30 GMT" in out


def test_the_plan_is_data(callboard: Terminal) -> None:
    """`--json` gives the dates of every task, and nothing else on standard output."""
    data = callboard("plan", "--json", callboard.runbook()).data
    assert [task["id"] for task in data["tasks"]] == ["T1", "T2", "T3", "T4"]
    assert data["finish"] == "2026-01-12T10:30:00Z"


def test_an_anchored_plan_keeps_the_time_of_day(callboard: Terminal) -> None:
    """`--anchor` moves by whole days, and says on standard error what differs there."""
    said = callboard("plan", callboard.runbook(), "--anchor", "2026-07-14")
    assert "Tue 14 Jul 09:00 BST" in said.out
    assert "Monday to Tuesday" in said.err


def test_a_runbook_with_errors_is_not_planned(callboard: Terminal) -> None:
    """The errors are listed instead."""
    said = callboard("plan", callboard.runbook(TINY.replace("after: [T1]", "after: [T0]")))
    assert said.code == 1
    assert said.out == ""
    assert "error[unknown-task]" in said.err


def test_the_graph_is_a_picture(callboard: Terminal, tmp_path: Path) -> None:
    """An SVG with every task, where it was asked for."""
    picture = tmp_path / "plan.svg"
    assert str(picture) in callboard.ok("graph", callboard.runbook(), "-o", str(picture))
    text = picture.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "T4" in text
