"""`forecast`: how a runbook, or the rest of a run, is likely to go."""

from __future__ import annotations

import pytest

from tests.console.plans import BUSY
from tests.console.terminal import TINY, Terminal

#: Enough for the shape of a page.
FEW = ("--trials", "256")


def test_the_page_fits_the_terminal_and_says_what_it_is_about(callboard: Terminal) -> None:
    """The next gate, unless another is chosen; how many trials; how well it is known."""
    page = callboard.ok("forecast", "m10", *FEW)
    assert "256 trials, seed 0.\n" in page
    assert "Target: gate G0 (Rehearsal exit) being ready; it comes next (--target" in page
    assert "\nIts P80 is known to within " in page
    assert max(map(len, page.splitlines())) <= 100


def test_every_gate_every_outage_and_the_finish_has_its_quantiles(callboard: Terminal) -> None:
    """In order, with the planned time and the chance to keep it."""
    data = callboard("forecast", "m10", "--target", "G8", *FEW, "--json").data
    assert list(data["gates"]) == [f"G{number}" for number in range(11)]
    systems = ("SVAA", "EES", "DIP", "DTN", "ERDS", "CSS")
    assert list(data["outages"]) == [f"OUT-{system}" for system in systems]
    for one in (data["finish"], *data["gates"].values(), *data["outages"].values()):
        assert one["p10"] <= one["p50"] <= one["p80"] <= one["p95"]
    assert data["gates"]["G8"]["planned"] == "2025-09-21T11:00:00Z"
    assert data["gates"]["G8"]["probability"] == 1
    assert data["target"]["id"] == "G8"
    assert data["target"]["p80"] == data["gates"]["G8"]["p80"]


def test_deadlines_have_a_chance_and_tasks_a_criticality(callboard: Terminal) -> None:
    """The point of no return hangs on the refresh load."""
    data = callboard("forecast", "m10", "--target", "G8", *FEW, "--json").data
    kinds = {(one["kind"], one["id"]): one["probability"] for one in data["deadlines"]}
    assert kinds == {("restore_by", "restore_by"): 1, ("hard_limit", "OUT-DIP"): 1}
    assert len(data["tasks"]) == 89
    assert data["tasks"]["M10-052"]["criticality"] > 0.9
    assert data["tasks"]["M10-089"]["criticality"] == 0
    assert data["movers"][0]["minutes"] > 0


def test_the_same_seed_gives_the_same_figures(callboard: Terminal) -> None:
    """And another seed others."""
    first, again = (callboard.ok("forecast", "m10", *FEW, "--json") for _ in range(2))
    assert first == again
    assert callboard.ok("forecast", "m10", *FEW, "--seed", "7", "--json") != first


def test_single_values_are_spread_and_counted(callboard: Terminal) -> None:
    """Six durations without a low and a high."""
    path = callboard.runbook(BUSY)
    page = " ".join(callboard.ok("forecast", path, *FEW).split())
    assert "6 durations have a single value: each may turn out from 0.9 to 1.4 times that" in page
    data = callboard("forecast", path, *FEW, "--json").data
    assert data["assumed"] == {
        "single_points": 6,
        "spread": {"low": 0.9, "high": 1.4},
        "correlation": 0.3,
        "outrun": [],
    }


def test_a_precision_that_was_not_reached_is_said_loudly(callboard: Terminal) -> None:
    """With what would help."""
    page = " ".join(callboard.ok("forecast", "m10", "--target", "G8", "--precision", "1s").split())
    assert "NOT to the 1s that was asked for; more --trials would" in page


def test_a_run_is_forecast_from_what_has_happened(callboard: Terminal) -> None:
    """What is over is certain, and left out of the page; the target is the next gate."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1", "--as", "ann")
    callboard.later(45)
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100", "--as", "ann")
    page = callboard.ok("forecast", "DR1", *FEW)
    assert "Run DR1 as it stands Mon 12 Jan 2026 09:45 GMT: 1 of 4 tasks done." in page
    assert "Target: gate G1 (Go live) being ready" in page
    assert "What is overdue, held, blocked or failed is taken to go on now." in page
    data = callboard("forecast", "latest", *FEW, "--json").data
    assert (data["run"], data["at"]) == ("DR1", "2026-01-12T09:45:00Z")
    assert data["tasks"]["T1"]["finish"]["p80"] == "2026-01-12T09:45:00Z"
    assert data["gates"]["G1"]["p50"] >= "2026-01-12T09:58:00Z"


def test_a_run_without_more_asked_is_forecast_as_its_board_does(callboard: Terminal) -> None:
    """By ten thousand trials of its own seed."""
    callboard.opened()
    data = callboard("forecast", "DR1", "--json").data
    assert data["trials"] == 10_000
    assert data["seed"] == callboard("forecast", "DR1", *FEW, "--json").data["seed"]


def test_a_run_that_is_over_has_no_forecast(callboard: Terminal) -> None:
    """What happened stands in its report."""
    callboard.opened()
    callboard.ok("close", "DR1", "--reason", "Enough.", "--as", "ann")
    said = callboard("forecast", "DR1")
    assert (said.code, said.out) == (1, "")
    assert "Run DR1 is over: nothing is left to forecast. See `callboard report DR1`." in said.err


def test_in_time_is_reckoned_against_the_plan_of_the_run(callboard: Terminal) -> None:
    """Two hours late and nothing begun: the gate's planned time does not slip along."""
    callboard.opened()
    callboard.later(120)
    gate = callboard("forecast", "DR1", *FEW, "--json").data["gates"]["G1"]
    assert (gate["planned"], gate["probability"]) == ("2026-01-12T09:45:00Z", 0)


def test_a_run_of_that_very_name_comes_before_a_runbook(callboard: Terminal) -> None:
    """And that is said; the runbook alone is meant where there is no such run."""
    assert callboard("forecast", "m10", *FEW, "--json").data["run"] is None
    callboard.opened("m10", TINY)
    said = callboard("forecast", "m10", *FEW, "--json")
    assert said.data["run"] == "m10"
    assert "m10 is taken as the run" in said.err


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["nix"], 1, "There is no run nix"),
        (["nix.yaml"], 1, "There is no runbook 'nix.yaml'"),
        (["m10", "--target", "G88"], 1, "Did you mean G8?"),
        (["m10", "--trials", "0"], 1, "0 trials cannot be run"),
        (["m10", "--precision", "3"], 2, "'3' is not a duration"),
        (["m10", "--seed", "x"], 2, '"x"'),
    ],
)
def test_what_cannot_be_forecast_says_why(
    callboard: Terminal, argv: list[str], code: int, words: str
) -> None:
    """In a line, and nothing on standard output."""
    said = callboard("forecast", *argv)
    assert (said.code, said.out) == (code, "")
    assert words in said.err
