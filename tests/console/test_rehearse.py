"""`rehearse` and `resume`: opening a run, playing it, and going on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.terminal import MACHINES, Terminal


def test_a_simulation_plays_to_its_end(callboard: Terminal) -> None:
    """The night is readable, the report is named, and the journal's head stands there."""
    out = callboard.ok(
        "rehearse", callboard.runbook(), "--simulate", "--seed", "7", "--executor", "local"
    )
    assert out.startswith("Run DR1: simulation of tiny (A tiny cutover, 0).")
    assert "Outage OUT-EES opened: EES is out of service." in out
    assert "GO by Senior Responsible Owner" in out
    assert "4 of 4 tasks settled, 1 of 1 gates passed, 1 of 1 outages closed again." in out
    report = callboard.home / "reports" / "DR1.html"
    assert str(report) in out
    assert report.is_file()
    assert f"head {callboard('show', '--json').data['head']['hash']}" in out


def test_the_night_tells_of_its_notices_and_counts_them(callboard: Terminal) -> None:
    """Where nothing leaves the house, that is said; what was told is not told again."""
    argv = ("rehearse", callboard.runbook(), "--simulate", "--open-only", "--run", "DR1")
    callboard.ok(*argv, "--communications", "off")
    out = callboard.ok("resume", "DR1", "--executor", "local")
    assert "Notice DR1-OUT-EES: started" in out
    assert "Notice DR1-OUT-EES: completed." in out
    assert out.index("Outage OUT-EES opened") < out.index("Notice DR1-OUT-EES: started")
    assert "Outage notices: 1 published in " in out
    assert "nothing left the house, communications are off." in " ".join(out.split())


def test_one_seed_gives_one_journal(callboard: Terminal, tmp_path: Path) -> None:
    """Same seed and run id, whenever and by whomever: a byte-identical export."""
    exports = []
    for turn in ("first", "second"):
        callboard.home = tmp_path / turn
        callboard.later(60)
        callboard.ok("rehearse", callboard.runbook(), "--simulate", "--executor", "local")
        exports.append(callboard.ok("export", "DR1", "-"))
    assert exports[0] == exports[1]


def test_a_past_start_must_be_anchored(callboard: Terminal) -> None:
    """Unless it is simulated, a run is not opened on a plan that has begun."""
    callboard.later(1)
    said = callboard("rehearse", callboard.runbook(), "--open-only")
    assert said.code == 1
    assert "which is past" in said.err
    assert "--anchor" in said.err
    assert callboard("runs", "--json").data == []


def test_an_anchored_run_says_what_differs(callboard: Terminal) -> None:
    """The new day, the mismatches and what is out of scope are told as the run opens."""
    out = callboard.ok(
        "rehearse", "m10", "--anchor", "2026-03-07", "--from", "G3", "--to", "G9", "--open-only"
    )
    assert "Moved by +169 days; what is different there:" in out
    assert "moves from Friday to Saturday" in out
    assert "Out of scope" in out
    tasks = {task["id"]: task for task in callboard("show", "--json").data["tasks"]}
    assert tasks["M10-021"]["planned_start"] == "2026-03-07T16:30:00Z"


def test_a_run_may_be_anchored_to_today_though_it_is_later(callboard: Terminal) -> None:
    """Beginning an hour late is what happens; the day before is a mistake."""
    callboard.later(60)
    path = callboard.runbook()
    callboard.ok("rehearse", path, "--anchor", "2026-01-12", "--open-only")
    assert (
        "is past; today is 2026-01-12." in callboard("rehearse", path, "--anchor", "2026-01-11").err
    )


def test_a_name_is_given_once(callboard: Terminal) -> None:
    """A second run of one name is refused."""
    callboard.opened()
    said = callboard("rehearse", callboard.runbook(), "--run", "DR1", "--open-only")
    assert said.code == 1
    assert "There is a run DR1 already." in said.err


def test_runs_are_numbered(callboard: Terminal) -> None:
    """Without a name the next free number is taken."""
    path = callboard.runbook()
    callboard.ok("rehearse", path, "--open-only")
    callboard.ok("rehearse", path, "--open-only")
    assert [run["run"] for run in callboard("runs", "--json").data] == ["DR1", "DR2"]


def test_a_seed_is_for_a_simulation(callboard: Terminal) -> None:
    """A seed that nothing would draw from is a mistake."""
    assert callboard("rehearse", "m10", "--seed", "7").code == 1


def test_resume_plays_what_is_left(callboard: Terminal) -> None:
    """An opened run is gone on with, to its end and its report."""
    callboard.ok("rehearse", callboard.runbook(MACHINES), "--simulate", "--open-only", "--run", "M")
    out = callboard.ok("resume", "M", "--executor", "local", "--verbose")
    assert "B Second: done." in out
    assert "Run M finished" in out


def test_resume_of_a_finished_run_has_nothing_to_do(callboard: Terminal) -> None:
    """That is no error."""
    callboard.ok("rehearse", callboard.runbook(MACHINES), "--simulate", "--executor", "local")
    assert "there is nothing to go on with" in callboard.ok("resume", "DR1")


@pytest.mark.parametrize("mode", ["test", "on"])
def test_a_simulation_sends_its_notices_where_that_was_asked_for(
    callboard: Terminal, mode: str
) -> None:
    """Usually none leaves: nobody wants a weekend's messages in a minute."""
    argv = ("rehearse", callboard.runbook(), "--simulate", "--open-only", "--run")
    said = callboard.ok(*argv, "DR1", "--communications", mode)
    assert "Messages to the outside: " in said
    assert callboard("show", "DR1", "--json").data["communications"] == mode
    assert "Messages to the outside" not in callboard.ok(*argv, "DR2")
    assert callboard("show", "DR2", "--json").data["communications"] == "off"
