"""`runs`, `show` and `ready`: how a run stands, for people and for programs."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from rehearsals.core.commands import MarkUnknown, StartTask
from rehearsals.desk import Desk
from rehearsals.journal.sql import open_journal
from tests.console.terminal import MACHINES, TINY, Terminal

#: A system that two tasks take out and bring back, and a third that uses it.
OUT = """\
runbook: out
title: A system is out
start: 2026-01-12T09:00
parties: {si: {name: Systems Integrator}}
systems: {EES: {name: Electricity Enquiry Service}}
outages:
  OUT-EES:
    system: EES
    opens: {task: DOWN, at: start}
    closes: {task: UP, at: finish}
tasks:
  - {id: DOWN, title: Take EES out, party: si, duration: 15m, works_on: [EES]}
  - {id: UP, title: Bring EES back, party: si, after: [DOWN], duration: 15m, works_on: [EES],
     end: true}
  - {id: USE, title: Look into EES, party: si, duration: 15m, uses: [EES], end: true}
"""


def test_no_runs_is_said(callboard: Terminal) -> None:
    """An empty directory is no error, and looking does not make a journal in it."""
    assert "No run has been opened" in callboard.ok("runs")
    assert callboard("runs", "--json").data == []
    assert not callboard.home.exists()


def test_runs_are_listed(callboard: Terminal) -> None:
    """Name, mode, status, opening with its zone, progress."""
    callboard.opened()
    out = callboard.ok("runs")
    assert "DR1" in out
    assert "rehearsal" in out
    assert "Mon 12 Jan 2026 09:00 GMT" in out
    assert "0 of 4" in out


def test_the_board_shows_what_matters_now(callboard: Terminal) -> None:
    """Running with lateness, the next gate with its open criteria, open outages, in words."""
    callboard.opened()
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("start", "DR1", "T2")
    callboard.later(105)
    out = callboard.ok("show", "DR1")
    assert "1 of 4 tasks settled" in out
    assert "Running (1)" in out
    assert "late 1 h 00 min" in out
    assert "Next gate: G1 Go live" in out
    assert "NOTHING SHOWN" in out
    assert "Open outages (1)" in out
    assert "No engine drives it: `callboard resume DR1`" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    assert "\x1b" not in out


def test_the_board_names_what_comes_next(callboard: Terminal) -> None:
    """Before anything is ready, the board says what will be, and when."""
    callboard.ok("rehearse", callboard.runbook(), "--anchor", "2026-01-19", "--open-only")
    assert "Nothing is ready. Next is T1 Prepare, at Mon 19 Jan 09:00 GMT." in callboard.ok("show")


def test_the_board_as_data_has_every_task(callboard: Terminal) -> None:
    """Tasks with their states and times, gates, outages and the journal's head."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.later(40)
    data = callboard("show", "DR1", "--json").data
    assert (data["run"], data["mode"], data["status"]) == ("DR1", "rehearsal", "open")
    states = {task["id"]: task["state"] for task in data["tasks"]}
    assert states == {"T1": "running", "T2": "waiting", "T3": "waiting", "T4": "waiting"}
    first = data["tasks"][0]
    assert first["ready_at"] == "2026-01-12T09:00:00Z"
    assert first["started_at"] == "2026-01-12T09:00:00Z"
    assert first["finished_at"] is None
    assert (first["late_minutes"], first["began_late_minutes"]) == (10, 0)
    assert data["gates"][0]["unmet"] == ["READY"]
    assert data["outages"][0]["open"] is False
    assert data["head"]["seq"] == 2


def test_what_is_to_be_expected_is_data_too(callboard: Terminal) -> None:
    """The same as the board shows; of a run that is over there is none."""
    callboard.opened(text=RESTORED)
    found = callboard("show", "DR1", "--json").data["outlook"]
    assert (found["at"], found["event"], found["why_not"]) == ("2026-01-12T09:00:00Z", 1, None)
    assert (found["next_gate"], found["next_outage"], found["trials"]) == ("G1", "OUT-EES", 10_000)
    assert found["gates"] == callboard("forecast", "DR1", "--json").data["gates"]
    assert found["finish"]["planned"] == "2026-01-12T10:30:00Z"
    assert found["decide_by"]["gate"] == "G1"
    back = found["turning_back"]
    assert (back["latest_start"], back["binds"]) == ("2026-01-12T10:15:00Z", "irreversible")
    assert (back["left_minutes"], back["past"], back["none"]) == (75, False, None)
    assert back["now"]["likely_minutes"] == 10 < back["now"]["p50_minutes"]
    callboard.ok("close", "DR1", "--reason", "enough")
    assert callboard("show", "DR1", "--json").data["outlook"] is None


def test_ready_says_why_not(callboard: Terminal) -> None:
    """A task that is not ready names what it waits for; the exit code is 1."""
    callboard.opened()
    said = callboard("ready", "DR1", "T4")
    assert said.code == 1
    assert "it waits for T3 (waiting, the meeting of gate G1)" in said.out
    assert callboard("ready", "DR1", "T1").code == 0
    assert "no task T8" in callboard("ready", "DR1", "T8").err


def test_ready_says_that_a_system_is_out(callboard: Terminal) -> None:
    """A task whose system is out of service names the outage, and what brings it back."""
    callboard.opened(text=OUT)
    callboard.ok("start", "DR1", "DOWN")
    said = callboard("ready", "DR1", "USE")
    assert said.code == 1
    assert "uses EES, which outage OUT-EES keeps out of service until UP is done" in " ".join(
        said.out.split()
    )


def test_ready_says_when(callboard: Terminal) -> None:
    """A task whose time has not come says when it will."""
    callboard.ok("rehearse", callboard.runbook(), "--anchor", "2026-01-19", "--open-only")
    said = callboard("ready", "latest", "T1")
    assert "may not start before Mon 19 Jan 2026 09:00 GMT" in said.out


def test_the_board_says_why_a_task_is_stuck(callboard: Terminal) -> None:
    """Failed and held tasks stand first, in words, with their reasons."""
    callboard.opened()
    callboard.ok("hold", "DR1", "T2", "--reason", "no staff")
    callboard.ok("start", "DR1", "T1")
    callboard.ok("fail", "DR1", "T1", "--reason", "no link")
    out = callboard.ok("show")
    assert "Failed or unknown (1)" in out
    assert "Prepare: no link" in out
    assert "Take EES out: no staff" in out


def test_a_running_task_shows_when_it_is_due(callboard: Terminal) -> None:
    """Its planned finish; and that it began late, although it is not yet behind that."""
    callboard.opened()
    callboard.later(20)
    callboard.ok("start", "DR1", "T1")
    out = callboard.ok("show")
    assert "due Mon 12 Jan 09:30 GMT   began late 20 min" in out
    assert "exp. Mon 12 Jan 09:50 GMT" in out
    assert "Systems Integrator" in out


def test_lateness_is_data_to_a_tenth_of_a_minute(callboard: Terminal) -> None:
    """Without the noise of a division."""
    callboard.opened()
    callboard.clock.leap(callboard.clock.now() + timedelta(seconds=100))
    assert callboard("show", "--json").data["tasks"][0]["late_minutes"] == 1.7


def test_a_result_out_of_tolerance_stays_on_the_board(callboard: Terminal) -> None:
    """Whoever comes on shift sees it."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=99")
    out = callboard.ok("show")
    assert "Results out of tolerance (1)" in out
    assert "T1: mpans = 99 count, expected 100, tolerance 0." in out


def test_a_finished_run_shows_its_gates_outages_and_report(callboard: Terminal) -> None:
    """What it came to, and where the rest stands."""
    callboard.ok("rehearse", callboard.runbook(), "--simulate", "--executor", "local")
    out = callboard.ok("show")
    assert "Gates (1)" in out
    assert "Outages (1)" in out
    assert "Its report: `callboard report DR1`." in out
    assert "Next gate" not in out


RESTORED = (
    TINY.replace("parties:", "restore_by: 2026-01-12T12:00\nparties:", 1)
    .replace("decider: sro,", "decider: sro, point_of_no_return: true,")
    .replace("    undo: R1\n    end: true", "    irreversible: true\n    end: true")
)


def test_the_board_says_until_when_turning_back_can_begin(callboard: Terminal) -> None:
    """As long as nothing irreversible has begun; and when it is too late."""
    callboard.opened(text=RESTORED)
    said = " ".join(callboard.ok("show").split())
    assert (
        "It must begin by Mon 12 Jan 10:15 GMT (1 h 15 min left), when T4, which is irreversible, "
        "is expected to begin." in said
    )
    callboard.later(171)
    said = " ".join(callboard.ok("show").split())
    assert (
        "It had to begin by Mon 12 Jan 11:48 GMT, which is PAST by 3 min: it must be over by "
        "Mon 12 Jan 12:00 GMT." in said
    )
    callboard.ok("skip", "DR1", "T1", "--reason", "x")
    callboard.ok("skip", "DR1", "T2", "--reason", "x")
    callboard.ok("start", "DR1", "T3")
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "yes")
    callboard.ok("gate", "DR1", "G1", "go", "--by", "sro", "--reason", "x")
    assert "A rollback from here takes 12 min at P80" in callboard.ok("show")
    callboard.ok("start", "DR1", "T4")
    said = callboard.ok("show")
    assert "A rollback from here" not in said
    assert "The point of no return is passed: T4, which is irreversible, began at Mon 12" in said


def test_ready_says_how_a_failed_task_goes_on(callboard: Terminal) -> None:
    """Nothing is ready while it is stuck: the commands that resolve it are there."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("fail", "DR1", "T1", "--reason", "no link")
    assert "T1: try again with `callboard start DR1 T1`" in callboard.ok("ready", "DR1")
    said = callboard("ready", "DR1", "T1")
    assert said.code == 1
    assert "has FAILED (attempt 1): no link." in said.out
    assert "`callboard start DR1 T1`" in said.out


def test_ready_says_how_an_unknown_outcome_is_settled(callboard: Terminal) -> None:
    """After a crash somebody must look, and say what was found."""
    callboard.opened(text=MACHINES.replace("2020-01-13", "2026-01-12"))
    with closing(open_journal(callboard.home / "journal.sqlite")) as journal:
        desk = Desk(journal, callboard.clock.now)
        desk.submit("DR1", StartTask(id="1", actor="engine", channel="engine", task="A"))
        desk.submit("DR1", MarkUnknown(id="2", actor="engine", channel="engine", task="A"))
    for out in (callboard.ok("ready", "DR1"), callboard("ready", "DR1", "A").out):
        words = " ".join(out.split())
        assert "UNKNOWN" in words
        assert "if it was done, `callboard done DR1 A`" in words
        assert "`callboard fail DR1 A --reason ...`" in words
        assert "to do it again, `callboard start DR1 A`" in words
