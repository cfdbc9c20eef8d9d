"""Playing a run: with an embedded server, without Prefect, and with sudden ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.supervisor import play
from rehearsals.core.events import TaskFinished, TaskStarted
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
from tests.waiting import until


def a_player(settings: Settings) -> subprocess.Popen[str]:
    """A process that plays the run on Prefect."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.flows.player", str(settings.home), RUN],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def started(settings: Settings, task: str) -> bool:
    """Whether a task has been started."""
    return any(isinstance(e, TaskStarted) and e.task == task for e in events_of(settings))


@pytest.mark.prefect
def test_play_leaves_everything_in_prefect_when_it_stops_the_server(tmp_path: Path) -> None:
    """All task runs and all events of a run are in Prefect's database after a quick run."""
    settings = Settings(home=tmp_path)
    names = [f"T{number:03}" for number in range(120)]
    an_open_run(settings, *(an_automated_task(name) for name in names))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert said == []
    assert task_runs(settings) == {(name, "Completed"): 1 for name in names}
    assert mirrored_events(settings) == len(events_of(settings)) == 242
    assert flow_runs(settings) == {(RUN, "Completed"): 1}
    assert (tmp_path / "prefect" / "server.log").read_text(encoding="utf-8") == ""


@pytest.mark.prefect
def test_play_shows_a_simulated_persons_tasks_too(tmp_path: Path) -> None:
    """In a simulation nobody's task is run by Prefect, and each has its task run."""
    settings = Settings(home=tmp_path)
    tasks = (a_task("A"), a_task("B", "A"), an_automated_task("C", "B"))
    an_open_run(settings, *tasks, mode="simulation", virtual=True, seed=7)
    assert play(settings, RUN, executor="prefect", say=pytest.fail) == "finished"
    done = {name for name, state in task_runs(settings) if state == "Completed"}
    assert done == {"A", "B", "C"}


@pytest.mark.prefect
def test_ctrl_c_stops_everything_in_good_order(tmp_path: Path) -> None:
    """The run is left interrupted and free, the server is gone, and nothing is complained of."""
    settings = Settings(home=tmp_path)
    an_open_run(settings, an_automated_task("A", wait="1d"))
    with a_player(settings) as player:
        until(lambda: started(settings, "A"))
        player.send_signal(signal.SIGINT)
        out, err = player.communicate(timeout=60)
    assert (out, err, player.returncode) == ("interrupted", "", 0)
    assert not is_held(settings)
    assert flow_runs(settings) == {(RUN, "Cancelled"): 1}
    assert task_runs(settings) == {("A", "Interrupted"): 1}


@pytest.mark.prefect
def test_play_goes_on_after_a_kill(tmp_path: Path) -> None:
    """After `kill -9` the next play finishes the run; Prefect shows what happened, honestly."""
    settings = Settings(home=tmp_path / "home", allow_shell=True)
    go = tmp_path / "go"
    script = f"test -e '{go}' || sleep 20"
    held_up = a_task("B", "A", run={"shell": {"argv": ["sh", "-c", script]}}, on_unknown="retry")
    an_open_run(settings, an_automated_task("A"), held_up)
    with a_player(settings) as player:
        until(lambda: started(settings, "B"))
        player.kill()
        player.communicate()
    go.touch()
    assert play(settings, RUN, executor="prefect", say=pytest.fail) == "finished"
    finished = [e.task for e in events_of(settings) if isinstance(e, TaskFinished)]
    assert finished == ["A", "B"]
    runs = task_runs(settings)
    assert runs["A", "Completed"] == runs["B", "Completed"] == runs["B", "Unknown"] == 1
    assert runs.total() == 3
    assert flow_runs(settings) == {(RUN, "Crashed"): 1, (RUN, "Completed"): 1}
    assert mirrored_events(settings) == len(events_of(settings))


@pytest.mark.prefect
def test_play_outlives_prefect(tmp_path: Path) -> None:
    """The server is killed in the night: the run is driven to its end, and the loss is said."""
    settings = Settings(home=tmp_path)
    an_open_run(settings, an_automated_task("A", wait="1s"), an_automated_task("B", "A"))
    with a_player(settings) as player:
        until(lambda: started(settings, "A"))
        for child in children(player.pid):
            os.kill(child, signal.SIGKILL)
        out, err = player.communicate(timeout=120)
    assert (out, player.returncode) == ("finished", 0)
    assert "Prefect failed" in err
    assert "no longer answers" in err
    assert "Traceback" not in err
    assert {e.task for e in events_of(settings) if isinstance(e, TaskFinished)} == {"A", "B"}


def test_play_goes_on_without_a_prefect_that_does_not_answer(tmp_path: Path) -> None:
    """The operator's server is away: that is said, and the run is driven all the same."""
    settings = Settings(home=tmp_path, prefect_api_url="http://127.0.0.1:9/api")
    an_open_run(settings, an_automated_task("A"))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert len(said) == 1
    assert "PREFECT_API_URL" in said[0]


@pytest.mark.prefect
def test_play_goes_on_without_a_server_that_does_not_start(tmp_path: Path) -> None:
    """The embedded server cannot start: that is said, and the run is driven all the same."""
    settings = Settings(home=tmp_path)
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "prefect.db").write_text("no database", encoding="utf-8")
    an_open_run(settings, an_automated_task("A"))
    said: list[str] = []
    assert play(settings, RUN, executor="prefect", say=said.append) == "finished"
    assert len(said) == 1
    assert "server.log" in said[0]


def test_play_locally_needs_no_prefect(tmp_path: Path) -> None:
    """The local executor finishes a run on its own."""
    settings = Settings(home=tmp_path)
    an_open_run(settings, an_automated_task("A"), an_automated_task("B", "A"))
    assert play(settings, RUN, executor="local", say=pytest.fail) == "finished"
    assert not (tmp_path / "prefect").exists()
