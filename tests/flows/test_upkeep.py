"""Keeping Callboard up: engines for open runs, a crew for simulated parties, and an end of all."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from flows.upkeep.crew_claim import playing
from flows.wiring import opened_journal
from notices.outbox.pulse import sender_health
from notices.outbox.rows import POST
from rehearsals.core import commands as c
from rehearsals.core.events import TaskFinished, TaskStarted
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.journal.verify import verify_stream
from rehearsals.names import run_stream
from rehearsals.testing import a_task, asked
from tests.flows.nights import an_automated_task, an_open_run, events_of
from tests.flows.upkept import Upkept, processes_of, upkept
from tests.waiting import until

#: So fast that the longest hand-over is over at once.
FAST = 100_000.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data directory of the test's own."""
    return Settings(home=tmp_path / "home")


def state_of(settings: Settings, run: str = "DR1") -> RunState:
    """A run as it is."""
    with opened_journal(settings) as journal:
        return Desk(journal, SystemClock().now).state(run)


def is_over(settings: Settings, run: str = "DR1") -> bool:
    """Whether a run is closed."""
    return state_of(settings, run).status != "open"


def holder(settings: Settings, run: str = "DR1") -> int:
    """The process that holds a run; 0 if none does."""
    with opened_journal(settings) as journal:
        lease = journal.lease(run_stream(run))
    return int(lease.holder.rpartition(":")[2]) if lease else 0


def say(settings: Settings, kind: type, /, **fields: object) -> None:
    """Hand in a command, as a person would."""
    with opened_journal(settings) as journal:
        Desk(journal, SystemClock().now).submit("DR1", asked(kind, **fields))


def sender_pid(settings: Settings) -> int:
    """The process that sends notices; 0 if there is none."""
    for pid in processes_of(settings.home):
        with suppress(OSError):
            if b"flows.upkeep.sender_process" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
    return 0


def address(kept: Upkept) -> str:
    """Where the console is."""
    return kept.says("Callboard is at ").split()[-1]


def test_run_opened_later_gets_an_engine_and_is_played(settings: Settings) -> None:
    """Nobody calls an engine: that the run stands in the journal is enough."""
    with upkept(settings) as kept:
        address(kept)
        an_open_run(settings, an_automated_task("A"), an_automated_task("B", "A"))

        until(lambda: is_over(settings))

    assert [type(e) for e in events_of(settings)].count(TaskFinished) == 2


def test_simulation_is_played_to_its_end(settings: Settings) -> None:
    """A run on a virtual clock is played by its engine, people and all."""
    an_open_run(settings, a_task("A"), mode="simulation", virtual=True, seed=7)

    with upkept(settings):
        until(lambda: is_over(settings))


def test_engine_that_was_killed_is_replaced(settings: Settings) -> None:
    """It is said, the next one takes the run over, and what is left is done."""
    an_open_run(settings, an_automated_task("A", wait="2s") | {"on_unknown": "retry"})
    with upkept(settings) as kept:
        until(lambda: TaskStarted in map(type, events_of(settings)))
        killed = holder(settings)
        os.kill(killed, signal.SIGKILL)

        assert "has ended (by SIGKILL); it is started again in 1 s" in kept.says("has ended")
        until(lambda: is_over(settings))

    assert len([e for e in events_of(settings) if isinstance(e, TaskStarted)]) == 2


def test_console_that_was_killed_is_replaced_and_the_engine_goes_on(settings: Settings) -> None:
    """Pages come back at the same address; the run never notices."""
    an_open_run(settings, a_task("A"))
    with upkept(settings) as kept:
        console = httpx.get(address(kept)).text
        until(lambda: holder(settings))
        engine = holder(settings)

        os.kill(int(console), signal.SIGKILL)

        assert httpx.get(address(kept)).text != console
        assert holder(settings) == engine


def test_sender_that_was_killed_is_replaced(settings: Settings) -> None:
    """Notices leave as long as Callboard is up, and whoever looks is told so."""
    with upkept(settings) as kept, opened_journal(settings) as journal:
        until(lambda: sender_health(journal, POST, SystemClock().now()).alive)
        sender = sender_pid(settings)

        os.kill(sender, signal.SIGKILL)

        assert "The sender of notices has ended (by SIGKILL)" in kept.says("has ended")
        until(lambda: sender_pid(settings) not in (0, sender))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_ends_with_a_signal(settings: Settings, number: signal.Signals) -> None:
    """In good order: no process is left, the run is given back, the journal is whole."""
    an_open_run(settings, an_automated_task("A", wait="1h"))
    with upkept(settings) as kept:
        until(lambda: TaskStarted in map(type, events_of(settings)))

        assert kept.end(number) == 0

    assert processes_of(settings.home) == set()
    assert holder(settings) == 0
    with opened_journal(settings) as journal:
        assert verify_stream(journal.read(run_stream("DR1"))).seq > 1


def test_everything_ends_with_a_keeper_that_is_killed(settings: Settings) -> None:
    """`kill -9` of the whole leaves no engine behind, and starting again carries on."""
    an_open_run(settings, a_task("A"))
    with upkept(settings) as kept:
        until(lambda: holder(settings))
        kept.end(signal.SIGKILL)
        until(lambda: not processes_of(settings.home))

    with upkept(settings):
        until(lambda: holder(settings))


def test_run_that_is_driven_elsewhere_is_left_alone(settings: Settings) -> None:
    """One engine a run, whoever started it."""
    an_open_run(settings, a_task("A"))
    with opened_journal(settings) as journal:
        journal.acquire(run_stream("DR1"), "elsewhere:1", now=SystemClock().now(), seconds=3_600)
    an_open_run(settings, an_automated_task("A"), run="DR2")

    with upkept(settings) as kept:
        until(lambda: is_over(settings, "DR2"))

    assert not [line for line in kept.lines if "Run DR1" in line]


def test_simulated_parties_of_a_rehearsal_are_played_and_the_others_are_not(
    settings: Settings,
) -> None:
    """The journal says whose people are simulated; what they do is marked as theirs."""
    tasks = (a_task("A"), a_task("B", "A"), a_task("C", "B", party="recco"))
    an_open_run(settings, *tasks, factor=FAST, attendance={"si": "simulated"})

    with upkept(settings):
        until(lambda: state_of(settings).settled_count == 2)
        say(settings, c.StartTask, task="C")

    with opened_journal(settings) as journal:
        facts = Desk(journal, SystemClock().now).facts("DR1")
    assert {f.channel for f in facts if getattr(f.event, "task", "") in ("A", "B")} == {
        "simulation"
    }
    assert {f.actor for f in facts if f.channel == "simulation"} == {"si (simulated)"}


def test_party_that_comes_to_be_simulated_is_played_from_then_on(settings: Settings) -> None:
    """Attendance may change during the night, both ways."""
    tasks = (a_task("A"), a_task("B", "A", party="recco"))
    an_open_run(settings, *tasks, factor=FAST, attendance={"si": "simulated"})
    with upkept(settings):
        until(lambda: state_of(settings).settled_count == 1)

        say(settings, c.RecordAttendance, party="recco", attendance="simulated")

        until(lambda: is_over(settings))


def test_crew_stays_away_while_one_by_hand_plays(settings: Settings) -> None:
    """Two crews of the same parties would get in each other's way."""
    an_open_run(settings, a_task("A"), factor=FAST, attendance={"si": "simulated"})
    with playing(settings.home, "DR1", alone=False) as ours, upkept(settings) as kept:
        assert ours
        until(lambda: "plays in it" in log(settings, "crew-DR1"))

        assert events_of(settings)[1:] == []
    assert not [line for line in kept.lines if "crew" in line]


def log(settings: Settings, name: str) -> str:
    """What a child has written down so far."""
    path = settings.home / "logs" / f"{name}.log"
    return path.read_text(encoding="utf-8") if path.exists() else ""
