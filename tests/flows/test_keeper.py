"""The keeper, step by step: what it waits for before it starts something, or starts it again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from flows.upkeep.keeper import GRACE, Keeper, Upkeep
from flows.upkeep.post import Duty, Post
from rehearsals.core.opening import open_run
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.journal.port import Journal
from rehearsals.journal.sql import open_journal
from rehearsals.testing import a_runbook, a_task, an_opening
from tests.waiting import until

#: Does nothing until it is told to end.
IDLE = (sys.executable, "-c", "import sys; sys.stdin.read()")
#: The same, but it does not listen; it says when it has become deaf.
DEAF = """
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
sys.stdin.read()
"""


class Trial:
    """A keeper that is stepped by hand, at seconds of the test's own."""

    def __init__(self, home: Path, journal: Journal, socket: int) -> None:
        self.said: list[str] = []
        self.journal = journal
        self.keeper = Keeper(
            Upkeep(
                settings=Settings(home=home),
                console=IDLE,
                listener=socket,
                address="http://127.0.0.1:1",
                executor="local",
                say=self.said.append,
                heard=self.said.append,
            ),
            journal,
        )

    def open(self, run: str, channel: str) -> None:
        """Open a run of one task through a channel."""
        now = SystemClock().now
        opening = an_opening(a_runbook(a_task("A")), run=run)
        Desk(self.journal, now).open(
            open_run(opening, now=now(), actor="ann", channel=channel), run
        )

    def started(self, run: str) -> bool:
        """Whether an engine of a run has been started."""
        return any(line.startswith(f"Run {run}: its engine is process") for line in self.said)


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    """A keeper, ended by force."""
    reading, writing = os.pipe()
    with closing(open_journal(tmp_path / "journal.sqlite")) as journal:
        made = Trial(tmp_path, journal, reading)
        yield made
        stop = Event()
        stop.set()
        made.keeper.keep(stop, stop)
    os.close(reading)
    os.close(writing)


def test_run_opened_on_the_command_line_is_left_to_its_own_engine_at_first(trial: Trial) -> None:
    """`callboard rehearse` opens a run and starts an engine itself; it is not overtaken."""
    trial.keeper.step(0)
    trial.open("DR1", "cli")

    trial.keeper.step(1)
    assert not trial.started("DR1")

    trial.keeper.step(1 + GRACE)
    assert trial.started("DR1")


def test_run_opened_by_the_web_gets_its_engine_at_once(trial: Trial) -> None:
    """Nobody else starts one."""
    trial.keeper.step(0)
    trial.open("DR1", "web")

    trial.keeper.step(1)

    assert trial.started("DR1")


def test_run_that_was_there_before_gets_its_engine_at_once(trial: Trial) -> None:
    """Whatever opened it: starting again carries on."""
    trial.open("DR1", "cli")

    trial.keeper.step(0)

    assert trial.started("DR1")


def test_post_starts_a_child_again_only_after_its_pause(tmp_path: Path) -> None:
    """What dies at once is not started in a hot loop, and each death is said."""
    said: list[str] = []
    duty = Duty(name="It", argv=IDLE, log=tmp_path / "log", patience=10)
    post = Post(duty, say=said.append)
    post.start(os.environ, 0.0)
    pid = post.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until(lambda: has_ended(post, 0.5))

    assert not post.rested(1.4)
    assert post.rested(1.5)
    assert said == [f"It has ended (by SIGKILL); it is started again in 1 s. See {duty.log}."]


def test_child_that_does_not_listen_is_ended_by_force(tmp_path: Path) -> None:
    """After its patience is over, and that is said."""
    said: list[str] = []
    lines: list[str] = []
    argv = (sys.executable, "-c", DEAF)
    duty = Duty(name="It", argv=argv, log=tmp_path / "log", patience=0)
    post = Post(duty, say=said.append, heard=lines.append)
    post.start(os.environ, 0.0)
    until(lambda: lines)

    post.tell_to_end()
    post.await_end(0.0, lambda: False)

    assert not post.running
    assert said == ["It does not end; it is ended by force."]


def has_ended(post: Post, now: float) -> bool:
    """Whether the child has ended, after another look."""
    post.look(now)
    return not post.running
