"""Running the night from the command line: stops, branches, rework, parties."""

from __future__ import annotations

import pytest

from tests.console.terminal import TINY, Terminal

#: A runbook in which a task of North Grid waits for its service activation.
LOCKED = TINY.replace(
    "title: Take EES out, party: si",
    "title: Take EES out, party: north, locked_until_activated: true",
)


def test_nothing_starts_between_stop_and_go_on(callboard: Terminal) -> None:
    """`stop` keeps everybody waiting, says with what it ends, and `go-on` ends it."""
    callboard.opened()
    assert "STARTS STOPPED" in callboard.ok("stop", "DR1", "--reason", "fire alarm")
    said = callboard("start", "DR1", "T1")
    assert said.code == 1
    assert "fire alarm" in said.err
    assert "callboard go-on DR1" in said.err
    callboard.ok("go-on", "DR1", "--reason", "false alarm")
    callboard.ok("start", "DR1", "T1")


def test_a_branch_is_held_and_released(callboard: Terminal) -> None:
    """`hold --branch` on a running task holds what comes next, `release --branch` lets it go."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("hold", "DR1", "T1", "--branch", "--reason", "odd figures")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    assert "odd figures" in callboard("start", "DR1", "T2").err
    assert "Now ready: T2." in callboard.ok("release", "DR1", "T1", "--branch", "--reason", "right")


def test_a_task_done_too_soon_is_reopened(callboard: Terminal) -> None:
    """`reopen` has it done again, and what was ready behind it waits."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100")
    callboard.ok("reopen", "DR1", "T1", "--reason", "counted wrongly")
    assert callboard("start", "DR1", "T2").code == 1
    assert "attempt 2" in callboard.ok("start", "DR1", "T1")


def test_a_wrong_entry_is_undone(callboard: Terminal) -> None:
    """`undo` takes the newest entry back, and the task is ready as before."""
    callboard.opened()
    callboard.ok("start", "DR1", "T1")
    assert "Now ready: T1." in callboard.ok("undo", "DR1", "T1", "--reason", "wrong task")


def test_an_early_start_needs_the_option_and_a_reason(callboard: Terminal) -> None:
    """`start --out-of-sequence` records what really happened, and not without a reason."""
    callboard.opened()
    assert "needs a reason" in callboard("start", "DR1", "T2", "--out-of-sequence").err
    callboard.ok("start", "DR1", "T2", "--out-of-sequence", "--reason", "bridge misheard")
    assert "no reason" in callboard("start", "DR1", "T1", "--reason", "why not").err


def test_who_leaves_without_a_successor_leaves_named_tasks_behind(callboard: Terminal) -> None:
    """`leave` says which tasks nobody owns now, and how to give them away."""
    callboard.opened()
    out = callboard.ok("leave", "DR1", "si", "--reason", "insolvent")
    assert "Nobody owns T1, T2, T4 now." in out
    assert "callboard reassign DR1 T1 PARTY" in out
    callboard.ok("reassign", "DR1", "T1", "north", "--reason", "they know how")
    callboard.ok("start", "DR1", "T1")


def test_who_replaces_a_party_takes_its_tasks(callboard: Terminal) -> None:
    """`leave --replaced-by` leaves no task without an owner."""
    callboard.opened()
    out = callboard.ok("leave", "DR1", "si", "--replaced-by", "north", "--reason", "insolvent")
    assert "Nobody owns" not in out


@pytest.mark.parametrize("mode", ["off", "on"])
def test_communications_are_shown_and_set(callboard: Terminal, mode: str) -> None:
    """`communications` alone says how they are; with a mode and a reason it changes them."""
    callboard.opened()
    assert "TEST" in callboard.ok("communications", "DR1")
    callboard.ok("communications", "DR1", mode, "--reason", "asked by the press desk")
    assert mode.upper() in callboard.ok("communications", "DR1")


def test_communications_do_not_change_without_a_reason(callboard: Terminal) -> None:
    """Nobody turns messages to suppliers on in passing."""
    callboard.opened()
    assert "needs a reason" in callboard("communications", "DR1", "on").err


def test_activation_is_recorded_once(callboard: Terminal) -> None:
    """`activate` takes evidence, and a second time is refused."""
    callboard.opened(text=LOCKED)
    activate = ("activate", "DR1", "north", "--evidence", "letter 7")
    callboard.ok(*activate)
    assert "activated already" in callboard(*activate).err


def test_a_lesson_is_a_note_that_is_kept(callboard: Terminal) -> None:
    """`note --lesson` marks what the next run is to know."""
    callboard.opened()
    callboard.ok("note", "DR1", "T1", "count twice", "--lesson")
    assert '"lesson":true' in callboard.ok("export", "DR1", "-").splitlines()[-1]


def test_what_was_phoned_in_is_entered_late(callboard: Terminal) -> None:
    """`--at` gives the time at which it happened; one that does not fit names its neighbour."""
    callboard.opened()
    callboard.later(30)
    assert "09:10 GMT" in callboard.ok("start", "DR1", "T1", "--at", "09:10")
    said = callboard("done", "DR1", "T1", "--result", "mpans=100", "--at", "09:05")
    assert said.code == 1
    assert "attempt 1 at T1 started" in said.err
    callboard.ok("done", "DR1", "T1", "--result", "mpans=100", "--at", "09:25")
