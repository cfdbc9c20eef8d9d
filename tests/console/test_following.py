"""`show --follow`: the board of a run on a real terminal, while somebody else acts."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from select import select

import pytest

from rehearsals.core import commands as c
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal
from rehearsals.testing import asked
from tests.console.terminal import Terminal
from tests.waiting import until

CALLBOARD = str(Path(sys.executable).with_name("callboard"))
#: How a terminal is given its second screen, and gets its first one back.
SECOND_SCREEN, FIRST_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"


class Pty:
    """A process on a terminal of 120 by 40, and all that it has written there so far."""

    def __init__(self, process: subprocess.Popen[bytes], leader: int) -> None:
        self.process = process
        self._leader = leader
        self._written = b""

    @property
    def written(self) -> bytes:
        """What has come by now."""
        while select([self._leader], [], [], 0)[0]:
            try:
                more = os.read(self._leader, 65_536)
            except OSError:  # the process has closed its end
                break
            if not more:
                break
            self._written += more
        return self._written

    def shows(self, text: str, *, after: int = 0) -> None:
        """Wait until a text has been written, behind so many bytes."""
        until(lambda: text.encode() in self.written[after:], what=text)

    def gets(self, number: signal.Signals) -> int:
        """Send it a signal; its exit code."""
        self.process.send_signal(number)
        until(lambda: self.written is not None and self.process.poll() is not None)
        return self.process.returncode


@contextmanager
def on_a_terminal(home: Path, *argv: str) -> Iterator[Pty]:
    """A command as somebody types it."""
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    process = subprocess.Popen(
        [CALLBOARD, *argv],
        env=os.environ | {"CALLBOARD_HOME": str(home), "TERM": "xterm-256color"},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    try:
        yield Pty(process, leader)
    finally:
        process.kill()
        process.wait()
        os.close(leader)


@contextmanager
def somebody_else(home: Path) -> Iterator[Desk]:
    """A desk in another process than the one that shows the board: this one."""
    with closing(open_journal(home / "journal.sqlite")) as journal:
        yield Desk(journal, SystemClock().now)


def test_follow_shows_at_once_what_another_process_does(callboard: Terminal) -> None:
    """The board is drawn anew when somebody acts, without a key being pressed."""
    callboard.opened()
    with on_a_terminal(callboard.home, "show", "DR1", "--follow") as pty:
        pty.shows("0 of 4 tasks settled")
        seen = len(pty.written)

        with somebody_else(callboard.home) as desk:
            desk.submit("DR1", asked(c.StartTask, task="T1"))
            pty.shows("Running (1)", after=seen)
            desk.submit("DR1", asked(c.StopStarts, reason="the bridge is down"))
            pty.shows("ALL STARTS ARE STOPPED", after=seen)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_follow_takes_the_whole_screen_and_gives_it_back(
    callboard: Terminal, number: signal.Signals
) -> None:
    """Ctrl-C and SIGTERM leave cleanly: code 0, the last board stays readable, no traceback."""
    callboard.opened()
    with on_a_terminal(callboard.home, "show", "DR1", "--follow") as pty:
        pty.shows("Ctrl-C leaves")
        assert SECOND_SCREEN in pty.written

        assert pty.gets(number) == 0

        left = pty.written.rpartition(FIRST_SCREEN)[2]
        assert b"0 of 4 tasks settled" in left
        assert b"Traceback" not in pty.written


def test_follow_ends_when_the_run_is_closed(callboard: Terminal) -> None:
    """Nobody needs to press anything: the last board says how it ended."""
    callboard.opened()
    with on_a_terminal(callboard.home, "show", "DR1", "--follow") as pty:
        pty.shows("0 of 4 tasks settled")

        with somebody_else(callboard.home) as desk:
            desk.submit("DR1", asked(c.AbandonRun, reason="enough"))

        until(lambda: pty.written is not None and pty.process.poll() is not None)
        assert pty.process.returncode == 0
        assert b"ABANDONED (enough)" in pty.written.rpartition(FIRST_SCREEN)[2]


def test_follow_off_a_terminal_prints_the_board_after_each_change(callboard: Terminal) -> None:
    """In a pipe nothing is drawn over: one board below the other, without control characters."""
    callboard.opened()
    process = subprocess.Popen(
        [CALLBOARD, "show", "DR1", "--follow"],
        env=os.environ | {"CALLBOARD_HOME": str(callboard.home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("DR1: rehearsal of tiny")

    with somebody_else(callboard.home) as desk:
        desk.submit("DR1", asked(c.AbandonRun, reason="enough"))
    rest, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "ABANDONED (enough)" in rest
    assert "\x1b" not in rest


def test_follow_of_a_closed_run_shows_it_once(callboard: Terminal) -> None:
    """There is nothing to wait for."""
    callboard.opened()
    callboard.ok("close", "DR1", "--reason", "enough")

    assert callboard.ok("show", "DR1", "--follow").count("DR1: rehearsal of tiny") == 1


@pytest.mark.parametrize("options", [("--follow", "--json")])
def test_follow_is_for_people(callboard: Terminal, options: tuple[str, ...]) -> None:
    """A program asks once, as often as it likes."""
    callboard.opened()

    said = callboard("show", "DR1", *options)

    assert said.code == 1
    assert "Leave out --follow" in said.err
