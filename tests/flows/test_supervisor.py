"""Playing a run: with an embedded server, without Prefect, and with sudden ends."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.claim import claim_home
from flows.environment import prefect_home
from flows.identity import task_run_id
from flows.supervisor import play
from flows.wiring import opened_journal
from rehearsals.core.events import TaskFinished
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.engine.settings import Settings
from rehearsals.testing import a_task
from tests.flows.nights import (
    RUN,
    an_automated_task,
    an_open_run,
    events_of,
    flow_runs,
    is_held,
    mirrored_events,
    task_runs,
)
from tests.flows.player import a_player
from tests.waiting import until

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def until_started(settings: Settings, task: str) -> None:
    """Wait until a task has been started."""
    with opened_journal(settings) as journal:
        desk = Desk(journal, SystemClock().now)
        until(lambda: desk.state(RUN).task(task).attempts)


@pytest.mark.prefect
def test_play_leaves_everything_in_prefect_when_it_stops_the_server(embedded: Settings) -> None:
    """All task runs and all events of a run are in Prefect's database after a quick run."""
    settings = embedded
    names = [f"T{number:03}" for number in range(120)]
    an_open_run(settings, *(an_automated_task(name) for name in names))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert said == []
    assert task_runs(prefect_home(settings)) == {(name, "Completed"): 1 for name in names}
    assert mirrored_events(prefect_home(settings)) == len(events_of(settings)) == 242
    assert flow_runs(prefect_home(settings)) == {(RUN, "Completed"): 1}
    assert (settings.home / "prefect" / "server.log").read_text(encoding="utf-8") == ""


@pytest.mark.prefect
def test_play_shows_a_simulated_persons_tasks_too(
    settings: Settings, client: SyncPrefectClient
) -> None:
    """In a simulation nobody's task is run by Prefect, and each has its task run."""
    tasks = (a_task("A"), a_task("B", "A"), an_automated_task("C", "B"))
    an_open_run(settings, *tasks, run="SIM1", mode="simulation", virtual=True, seed=7)
    assert play(settings, "SIM1", executor="prefect", say=pytest.fail) == "finished"
    for name in ("A", "B", "C"):
        state = client.read_task_run(task_run_id("SIM1", name, 1)).state
        assert state is not None
        assert state.name == "Completed"


@pytest.mark.prefect
def test_ctrl_c_stops_everything_in_good_order(embedded: Settings) -> None:
    """The run is left interrupted and free, the server is gone, and nothing is complained of."""
    settings = embedded
    an_open_run(settings, an_automated_task("A", wait="1d"))
    with a_player(settings, RUN) as player:
        until_started(settings, "A")
        player.send_signal(signal.SIGINT)
        out, err = player.communicate(timeout=60)
    assert (out, err, player.returncode) == ("interrupted", "", 0)
    assert not is_held(settings)
    assert flow_runs(prefect_home(settings)) == {(RUN, "Cancelled"): 1}
    assert task_runs(prefect_home(settings)) == {("A", "Interrupted"): 1}


@pytest.mark.prefect
def test_play_outlives_prefect(embedded: Settings) -> None:
    """The server is killed in the night: the run is driven to its end, and the loss is said."""
    settings = embedded
    an_open_run(settings, an_automated_task("A", wait="1s"), an_automated_task("B", "A"))
    with a_player(settings, RUN, patience=0) as player:
        until_started(settings, "A")
        for child in children(player.pid):
            os.kill(child, signal.SIGKILL)
        out, err = player.communicate(timeout=120)
    assert (out, player.returncode) == ("finished", 0)
    assert "Prefect failed" in err
    assert "no longer answers" in err
    assert "Traceback" not in err
    assert {e.task for e in events_of(settings) if isinstance(e, TaskFinished)} == {"A", "B"}


@pytest.mark.prefect
def test_play_beside_another_has_a_server_of_its_own(embedded: Settings) -> None:
    """While another play's server uses the database, this one's uses another, and that is said."""
    an_open_run(embedded, an_automated_task("A"))
    home = prefect_home(embedded)
    beside = home.with_name("prefect-2")
    shutil.copytree(home, beside)
    others = claim_home(home)
    said: list[str] = []
    assert play(embedded, RUN, executor="prefect", say=said.append) == "finished"
    others.release()
    assert len(said) == 1
    assert str(beside) in said[0]
    assert not task_runs(home)
    assert task_runs(beside) == {("A", "Completed"): 1}


def test_play_goes_on_without_a_prefect_that_does_not_answer(tmp_path: Path) -> None:
    """The operator's server is away: that is said, and the run is driven all the same."""
    settings = Settings(home=tmp_path, prefect_api_url="http://127.0.0.1:9/api")
    an_open_run(settings, an_automated_task("A"))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert len(said) == 1
    assert "PREFECT_API_URL" in said[0]


def test_play_goes_on_without_a_server_that_does_not_start(tmp_path: Path) -> None:
    """The embedded server cannot start: that is said, and the run is driven all the same."""
    settings = Settings(home=tmp_path)
    prefect_home(settings).write_text("where a directory should be", encoding="utf-8")
    an_open_run(settings, an_automated_task("A"))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert len(said) == 1
    assert "cannot be started" in said[0]


def test_play_locally_needs_no_prefect(tmp_path: Path) -> None:
    """The local executor finishes a run on its own."""
    settings = Settings(home=tmp_path)
    an_open_run(settings, an_automated_task("A"), an_automated_task("B", "A"))
    assert play(settings, RUN, executor="local", say=pytest.fail) == "finished"
    assert not (tmp_path / "prefect").exists()
