"""`crew`: simulated people beside real ones, from a terminal of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flows.upkeep.crew_claim import playing
from rehearsals.core.opening import open_run
from rehearsals.core.words import Mode
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal
from rehearsals.testing import OPENED, a_runbook, a_task, an_opening
from tests.console.terminal import Said, Terminal

CALLBOARD = str(Path(sys.executable).with_name("callboard"))
#: So fast that the longest hand-over is over at once.
FAST = 100_000
REAL = SystemClock().now


def opened(callboard: Terminal, mode: Mode = "rehearsal") -> None:
    """A run of two tasks, of `si` and of `recco`, on a fast clock."""
    opening = an_opening(
        a_runbook(a_task("A"), a_task("B", "A", party="recco")), mode=mode, factor=FAST, trial=True
    )
    with closing(open_journal(callboard.home / "journal.sqlite")) as journal:
        desk = Desk(journal, REAL)
        desk.open(
            open_run(opening, now=OPENED, actor="ann", channel="test", real_now=REAL()), "DR1"
        )


def crew(callboard: Terminal, *argv: str) -> Said:
    """A crew in run DR1, in real time."""
    return callboard("crew", "DR1", *argv, now=REAL)


def test_crew_plays_its_parties_to_the_end(callboard: Terminal) -> None:
    """What is done is told, and the crew goes home with the run."""
    opened(callboard)

    said = crew(callboard, "--for", "si", "recco")

    assert said.code == 0
    assert "B Do B: done" in said.out
    assert said.out.endswith("Run DR1 is finished; the crew goes home.\n")


def test_crew_is_marked_as_simulated(callboard: Terminal) -> None:
    """What its parties did is not proven, and the journal says so before they do anything."""
    opened(callboard)

    crew(callboard, "--for", "si", "recco")

    data = callboard("show", "DR1", "--json").data
    assert data["attendance"] == {"si": "simulated", "recco": "simulated"}


def test_crew_does_not_stand_in_for_who_takes_part(callboard: Terminal) -> None:
    """Nobody plays a party whose people are there."""
    opened(callboard)
    callboard.ok("attend", "DR1", "si", "required")

    said = crew(callboard, "--for", "si")

    assert said.code == 1
    assert "callboard attend DR1 si absent" in said.err


def test_crew_of_an_unknown_party_is_refused(callboard: Terminal) -> None:
    """With what was perhaps meant."""
    opened(callboard)

    said = crew(callboard, "--for", "reco")

    assert said.code == 1
    assert "Did you mean recco?" in said.err


def test_crew_stays_out_of_live_runs(callboard: Terminal) -> None:
    """Nobody is simulated in a cutover."""
    opened(callboard, mode="live")

    said = crew(callboard, "--for", "si")

    assert said.code == 1
    assert "nobody in it is simulated" in said.err


def test_crew_stays_out_of_simulations(callboard: Terminal) -> None:
    """There everybody is simulated already."""
    callboard.ok("rehearse", callboard.runbook(), "--simulate", "--run", "DR1", "--open-only")

    said = crew(callboard, "--for", "si")

    assert said.code == 1
    assert "simulated already" in said.err


def test_crew_takes_groups_and_leaves_only_what_there_is(callboard: Terminal) -> None:
    """A group is its parties; a mistyped task or gate would be played after all."""
    callboard.opened()

    said = crew(callboard, "--for", "ldsos", "--leave", "T11")

    assert said.code == 1
    assert "has no task or gate T11. Did you mean" in said.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_crew_in_the_background_stops_when_it_is_told_to(
    callboard: Terminal, number: signal.Signals
) -> None:
    """A script's background processes are born deaf to Ctrl-C; the crew listens all the same."""
    callboard.opened()
    with subprocess.Popen(
        ["/bin/sh", "-c", 'trap "" INT; exec "$@"', "sh", CALLBOARD, "crew", "DR1", "--for", "si"],
        env=os.environ | {"CALLBOARD_HOME": str(callboard.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert "T1" in process.stdout.readline()

        process.send_signal(number)
        _, talk = process.communicate(timeout=60)

    assert process.returncode == 130
    assert talk == "The crew has stopped; run DR1 goes on without it.\n"


def test_crew_leaves_the_playing_to_one_that_is_kept_up(callboard: Terminal) -> None:
    """Two crews of the same parties would get in each other's way; the journal says who plays."""
    opened(callboard)
    with playing(callboard.home, "DR1", alone=True):
        said = crew(callboard, "--for", "si")

    assert said.code == 0
    assert said.out == "`callboard up` keeps a crew in run DR1; it plays si now.\n"
    assert callboard("show", "DR1", "--json").data["attendance"] == {"si": "simulated"}


def test_crew_with_tasks_to_leave_is_refused_beside_one_that_is_kept_up(
    callboard: Terminal,
) -> None:
    """That one would do them."""
    opened(callboard)
    with playing(callboard.home, "DR1", alone=True):
        said = crew(callboard, "--for", "si", "--leave", "A")

    assert said.code == 1
    assert "leaves nothing alone" in said.err
