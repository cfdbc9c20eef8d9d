"""A figure of a forecast is the same wherever it is told, and says what it stands on."""

from __future__ import annotations

from pathlib import Path

from runbooks.library import source_of
from tests.console.terminal import TINY, Terminal

#: Enough for the shape of a page.
FEW = ("--trials", "256")


def test_the_finish_is_set_against_the_plan_of_the_run_too(callboard: Terminal) -> None:
    """As on its board: it does not slip along."""
    callboard.opened()
    callboard.later(120)
    finish = callboard("forecast", "DR1", "--json").data["finish"]
    assert finish["planned"] == "2026-01-12T10:30:00Z"
    assert finish == callboard("show", "DR1", "--json").data["outlook"]["finish"]


def test_a_simulation_is_forecast_by_its_own_time(callboard: Terminal) -> None:
    """Its clock is not the one on the wall, which has gone on."""
    book = callboard.runbook()
    callboard.ok("rehearse", book, "--simulate", "--run", "S", "--open-only", "--as", "ann")
    callboard.later(60 * 24 * 100)
    data = callboard("forecast", "S", "--json").data
    assert data["at"] == "2026-01-12T09:00:00Z"
    outlook = callboard("show", "S", "--json").data["outlook"]
    assert (data["finish"], data["gates"]) == (outlook["finish"], outlook["gates"])


def test_too_few_trials_do_not_claim_to_know_anything(callboard: Terminal) -> None:
    """One trial has no spread."""
    page = callboard.ok("forecast", "m10", "--trials", "1")
    assert "So few trials do not tell how well its P80 is known." in page
    assert "is known to within" not in page


def test_outages_stand_in_the_order_of_their_planned_ends(callboard: Terminal) -> None:
    """Of a runbook as of a run, which keeps no order of its own."""
    page = callboard.ok("forecast", "m10", *FEW)
    outages = [line.split()[0] for line in page.splitlines() if line.startswith("OUT-")]
    order = ("DIP", "CSS", "DTN", "ERDS", "EES", "SVAA")
    assert outages == [f"OUT-{system}" for system in order]


def test_the_finish_of_tasks_says_how_many_trials_it_is_of(callboard: Terminal) -> None:
    """Where it is not all of them."""
    words = "The finish of a task is by the first 1,024 trials alone."
    assert words in callboard.ok("forecast", "m10", "--trials", "2048")
    assert "trials alone" not in callboard.ok("forecast", "m10", *FEW)


def test_a_target_that_nothing_holds_up_says_so(callboard: Terminal) -> None:
    """A heading without a row would be read as a fault."""
    book = TINY.replace("meeting: T3", "meeting: T1")
    page = callboard.ok("forecast", callboard.runbook(book), *FEW)
    assert "What drives gate G1 (Go live)\nNothing that is ahead.\n" in page


def test_a_criterion_and_the_list_of_tasks_agree(callboard: Terminal, tmp_path: Path) -> None:
    """To the second, though dates of tasks that nobody asks about are of fewer trials."""
    written = source_of("m10").text
    asked_about = written.replace("{target: G8, before:", "{target: M10-063, before:")
    assert asked_about != written
    book = tmp_path / "m10.yaml"
    book.write_text(asked_about, encoding="utf-8")
    task = ("forecast", str(book), "--trials", "4096", "--json", "--target")
    asked = callboard(*task, "M10-063").data["target"]["p80"]
    assert callboard(*task, "G8").data["tasks"]["M10-063"]["finish"]["p80"] == asked
