"""`plan` and `graph`: the schedule as people and programs read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.terminal import TINY, Terminal


def test_the_schedule_fits_the_terminal(callboard: Terminal) -> None:
    """All 89 tasks of M10, with zones, within 100 columns."""
    out = callboard.ok("plan", "m10")
    assert sum(line.startswith("M10-") for line in out.splitlines()) == 89
    assert "M10-024     18:00 BST  18:15 BST  15m    2d17h  1h45m  M  recco " in out
    assert max(len(line) for line in out.splitlines()) <= 100


def test_the_chain_to_a_gate_shows_its_slack(callboard: Terminal) -> None:
    """The point of no return waits 16 h 15 min for its hour."""
    out = callboard.ok("plan", "m10")
    assert "Gate G8 (Point of no return): Sun 21 Sep 12:00 BST, slack 16 h 15 min" in out
    assert "(ready Sat 20 Sep 19:45 BST)" in out


@pytest.mark.parametrize("end", ["Mon 22 Sep 07:30 BST", "Mon 22 Sep 08:30 BST"])
def test_the_end_of_an_outage_has_no_slack_of_its_own(callboard: Terminal, end: str) -> None:
    """Both ends lie behind one wait, and both say so in the same words."""
    ends = [line for line in callboard.ok("plan", "m10").splitlines() if "End of outage" in line]
    (line,) = [line for line in ends if end in line]
    assert line.endswith(f"{end}, held 16 h 15 min by M10-078's fixed time")


def test_tasks_stand_in_the_order_of_their_starts(callboard: Terminal) -> None:
    """Those of one phase, with those that start together as the runbook has them."""
    lines = callboard.ok("plan", "m10").splitlines()
    ids = [line.split()[0] for line in lines if line.startswith("M10-")]
    late = ids.index("M10-073")
    assert ids[late - 2 : late + 2] == ["M10-074", "M10-075", "M10-073", "M10-076"]


def test_the_plan_says_until_when_turning_back_can_begin(callboard: Terminal) -> None:
    """By chance, with the likely length of ten and a half hours beside; and which limit binds."""
    page = callboard.ok("plan", "m10")
    back = page[page.index("The way back") : page.index("What drives it")]
    assert " ".join(back.split()) == (
        "The way back Turning back, the whole of it, takes 12 h 04 min at P80 (P50 11 h 24 min, "
        "likely 10 h 30 min). It must be over by Mon 22 Sep 06:00 BST, so it must begin by "
        "Sun 21 Sep 17:55 BST (by its likely length, Sun 21 Sep 19:30 BST). Nothing turns back "
        "once M10-070, which is irreversible, begins: planned Sun 21 Sep 12:45 BST, which comes "
        "first. P80: four trials in five keep to it (10,000 trials, seed 0)."
    )
    data = callboard("plan", "m10", "--json").data
    assert data["restore_by"] == "2025-09-22T05:00:00Z"
    assert data["latest_rollback_start"] == "2025-09-21T18:30:00Z"


def test_a_part_of_a_plan_says_what_is_left_out(callboard: Terminal) -> None:
    """The range by its gates, how many tasks are out of scope, and what differs there."""
    where = ("m10", "--anchor", "2026-10-23", "--from", "G3", "--to", "G9")
    said = callboard("plan", *where)
    assert "Only from gate G3 (Weekend start) to gate G9 (All clear): 60 tasks; 29 are" in said.out
    assert "Moved by +399 days." in said.out
    data = callboard("plan", *where, "--json").data
    assert (len(data["scope"]), len(data["out_of_scope"]), data["shift_days"]) == (60, 29, 399)
    assert any("last 1 h 00 min longer than written" in line for line in data["mismatches"])


def test_a_day_of_25_hours_is_pointed_out(callboard: Terminal) -> None:
    """M11 goes over the end of summer time."""
    out = callboard.ok("plan", "m11")
    assert "Sun 26 Oct 2025 has 25 hours: the clocks go back." in out
    assert "00:30 BST  02:30 GMT" in out


def test_the_plan_is_data(callboard: Terminal) -> None:
    """`--json` gives the dates of every task, and nothing else on standard output."""
    data = callboard("plan", "--json", callboard.runbook()).data
    assert [task["id"] for task in data["tasks"]] == ["T1", "T2", "T3", "T4"]
    assert data["finish"] == "2026-01-12T10:30:00Z"


def test_an_anchored_plan_keeps_the_time_of_day(callboard: Terminal) -> None:
    """`--anchor` moves by whole days, and says on standard error what differs there."""
    said = callboard("plan", callboard.runbook(), "--anchor", "2026-07-14")
    assert "Tue 14 Jul 2026 09:00 BST to" in said.out
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
