"""A whole small rehearsal by hand, command by command, as people do it."""

from __future__ import annotations

from tests.console.terminal import Terminal


def test_a_rehearsal_by_hand_runs_to_its_end(callboard: Terminal) -> None:
    """Opened, started, measured, decided, confirmed: then the run is finished and verifies."""
    callboard.opened()
    assert "T1" in callboard.ok("ready", "DR1")
    callboard.ok("start", "DR1", "T1")
    callboard.later(30)
    assert "Now ready: T2." in callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    assert "Outage OUT-EES opened" in callboard.ok("start", "DR1", "T2")
    callboard.later(15)
    callboard.ok("done", "DR1", "T2")
    callboard.ok("start", "DR1", "T3")
    callboard.ok("evidence", "DR1", "G1", "READY", "--text", "all tests passed")
    callboard.later(20)
    go = callboard.ok("gate", "DR1", "G1", "go", "--by", "sro", "--reason", "all is ready")
    assert go.startswith("Mon 12 Jan 2026 10:05 GMT: Gate G1 Go live: GO by Senior Responsible")
    callboard.ok("start", "DR1", "T4")
    assert "confirmed by North Grid" in callboard.ok("done", "DR1", "T4", "--for", "north")
    callboard.later(10)
    end = callboard.ok("done", "DR1", "T4", "--for", "south")
    assert "Outage OUT-EES closed: EES is in service again." in end
    assert "Run DR1 is finished." in end
    assert "is whole: 16 events" in callboard.ok("verify", "DR1")


def test_ids_may_be_typed_in_any_case(callboard: Terminal) -> None:
    """At three in the morning `t1` is as good as `T1`."""
    callboard.opened()
    assert "T1 Prepare: running." in callboard.ok("start", "dr1", "t1")


def test_a_repeated_command_id_changes_nothing(callboard: Terminal) -> None:
    """A command sent twice with one id is done once, and gets the same answer."""
    callboard.opened()
    first = callboard.ok("start", "DR1", "T1", "--command-id", "abc")
    again = callboard.ok("start", "DR1", "T1", "--command-id", "abc")
    assert first in again
    assert "nothing has changed" in again
    assert "is whole: 2 events" in callboard.ok("verify", "DR1")


def test_the_actor_is_who_the_person_says(callboard: Terminal) -> None:
    """`--as` names who acts, in the journal."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1", "--as", "Bea")
    last = callboard.ok("export", "DR1", "-").splitlines()[-1]
    assert '"actor":"Bea"' in last
    assert '"channel":"cli"' in last


def test_a_result_out_of_tolerance_is_named(callboard: Terminal) -> None:
    """A figure that is not as expected is taken, and said aloud."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    out = callboard.ok("done", "DR1", "T1", "--result", "mpans=99")
    assert "mpans is NOT AS EXPECTED (100)." in out


def test_a_failed_task_is_started_again(callboard: Terminal) -> None:
    """The history of the attempts is kept."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    assert "FAILED (attempt 1): no link" in callboard.ok("fail", "DR1", "T1", "--reason", "no link")
    assert "running (attempt 2)" in callboard.ok("start", "DR1", "T1")


def test_a_hold_is_lifted(callboard: Terminal) -> None:
    """A held task is not ready, with its reason, until it is released."""
    callboard.opened()
    callboard.ok("hold", "DR1", "T1", "--reason", "wait for Bea")
    assert "is held: wait for Bea" in callboard("ready", "DR1", "T1").out
    callboard.ok("release", "DR1", "T1", "--reason", "she is here")
    assert "is ready since" in callboard.ok("ready", "DR1", "T1")


def test_a_skipped_task_lets_the_next_one_go(callboard: Terminal) -> None:
    """Skipping needs a reason, and releases what waited."""
    callboard.opened()
    out = callboard.ok("skip", "DR1", "T1", "--reason", "done last week")
    assert "skipped: done last week" in out
    assert "Now ready: T2." in out


def test_notes_are_about_the_run_a_task_or_a_gate(callboard: Terminal) -> None:
    """The word before the text says what a note is about."""
    callboard.opened()
    assert "Note: all quiet" in callboard.ok("note", "DR1", "all quiet")
    assert "Note on T1: slow link" in callboard.ok("note", "DR1", "T1", "slow link")
    assert "Note on G1: room 2" in callboard.ok("note", "DR1", "G1", "room 2")


def test_attendance_is_recorded(callboard: Terminal) -> None:
    """Who takes part is a fact of the run."""
    callboard.opened()
    assert "North Grid: absent." in callboard.ok("attend", "DR1", "north", "absent")
    assert callboard("show", "DR1", "--json").data["attendance"] == {"north": "absent"}


def test_a_closed_run_takes_no_commands(callboard: Terminal) -> None:
    """Once it is over, a run says so."""
    callboard.opened()
    assert "abandoned" in callboard.ok("close", "DR1", "--reason", "fire alarm")
    said = callboard("start", "DR1", "T1")
    assert said.code == 1
    assert "Run DR1 is abandoned; nothing more can happen in it." in said.err
