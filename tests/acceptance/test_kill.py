"""`kill -9` of the engine at any moment loses nothing that was acknowledged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path

from rehearsals.core import commands as c
from rehearsals.core.events import Fact, TaskFinished, TaskStarted
from rehearsals.core.opening import Opening, open_run
from rehearsals.core.readiness import task_state
from rehearsals.core.state import RunState
from rehearsals.desk import Desk
from rehearsals.engine.automation import is_automated
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.port import Recorded
from rehearsals.journal.sql import open_journal
from rehearsals.journal.verify import verify_stream
from rehearsals.testing import a_runbook, a_task, asked
from runbooks.model import Runbook
from tests.waiting import until

#: The command as it is installed beside this Python.
CALLBOARD = str(Path(sys.executable).with_name("callboard"))
KILLS = 12
#: The journal grows by so many entries between two kills.
STRIDE = 30


def a_wide_runbook() -> Runbook:
    """Forty layers of six tasks; one of each layer is a person's, and lets the next layer go."""
    tasks = []
    for layer in range(40):
        before = [f"T{layer - 1}-{i}" for i in range(6)] if layer else []
        automated = {"run": {"wait": {"for": "20ms"}}, "on_unknown": "retry"}
        tasks.append(a_task(f"T{layer}-0", *before))
        tasks.extend(a_task(f"T{layer}-{i}", *before[:1], **automated) for i in range(1, 6))
    return a_runbook(*tasks)


def test_run_survives_a_dozen_kills(tmp_path: Path) -> None:
    """Killed twelve times and resumed, a run ends whole, and each task was finished once."""
    journal = open_journal(tmp_path / "journal.sqlite")
    desk = Desk(journal, SystemClock().now)
    runbook = a_wide_runbook()
    opening = Opening(run="DR1", runbook=runbook, scope=tuple(t.id for t in runbook.tasks))
    desk.open(open_run(opening, now=desk.now(), actor="ann", channel="test"), "DR1")

    acknowledged: list[Recorded] = []
    for kill in range(1, KILLS + 1):
        engine = resume(tmp_path)
        until(partial(grown, desk, kill * STRIDE), what=f"entry {kill * STRIDE}")
        acknowledged = list(journal.read("run/DR1"))
        os.kill(engine.pid, signal.SIGKILL)
        assert engine.wait() == -signal.SIGKILL
        assert list(journal.read("run/DR1"))[: len(acknowledged)] == acknowledged
    engine = resume(tmp_path)
    until(lambda: grown(desk, sys.maxsize) or desk.state("DR1").status == "finished")

    assert engine.wait(timeout=30) == 0
    verify_stream(journal.read("run/DR1"))
    check_whole(desk.state("DR1"), desk.facts("DR1"))


def resume(home: Path) -> subprocess.Popen[bytes]:
    """An engine in a process of its own, as the README says to start one."""
    command = [CALLBOARD, "resume", "DR1", "--executor", "local"]
    return subprocess.Popen(
        command,
        env=os.environ | {"CALLBOARD_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def grown(desk: Desk, entries: int) -> bool:
    """Play the people, whose tasks are done as soon as they are ready; whether it is time."""
    state = desk.state("DR1")
    for task in state.index.tasks.values():
        if not is_automated(task) and task_state(state, task.id, desk.now()) == "ready":
            desk.submit("DR1", asked(c.StartTask, task=task.id))
            desk.submit("DR1", asked(c.CompleteTask, task=task.id))
    return desk.state("DR1").seq >= entries


def check_whole(state: RunState, facts: list[Fact]) -> None:
    """Everything is done, once, and in order."""
    assert state.status == "finished"
    finished = [f.event.task for f in facts if isinstance(f.event, TaskFinished)]
    assert sorted(finished) == sorted(state.index.tasks)
    done: set[str] = set()
    for fact in facts:
        if isinstance(fact.event, TaskStarted):
            assert fact.event.task not in done
            assert done.issuperset(state.index.predecessors(fact.event.task))
        elif isinstance(fact.event, TaskFinished):
            done.add(fact.event.task)
    assert all(earlier.at <= later.at for earlier, later in pairwise(facts))
