"""What automated tasks do: waiting and running programs, and how they fail."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from threading import Event, Timer
from time import monotonic
from typing import Any

import pytest

from rehearsals.engine.executor import Job
from rehearsals.engine.settings import SENDING_SECRETS, Settings
from rehearsals.engine.work import perform
from rehearsals.testing import a_task
from runbooks.errors import WorkFailed, WorkInterrupted
from runbooks.tasks import Task

ALLOWED = Settings(home=Path("unused"), allow_shell=True)


def a_job(run: dict[str, Any], *, simulated: bool = False) -> Job:
    """The first attempt at an automated task A of run DR1."""
    task = Task.model_validate(a_task("A", run=run))
    return Job(run="DR1", task=task, attempt=1, simulated=simulated)


def a_program(code: str, **shell: Any) -> dict[str, Any]:
    """A `run:` that has this Python run a line of code."""
    return {"shell": {"argv": [sys.executable, "-c", code], **shell}}


def test_program_runs_and_gets_the_idempotency_key(tmp_path: Path) -> None:
    """A program runs as a list of arguments, with the key of its attempt in the environment."""
    seen = tmp_path / "seen"
    code = f"import os; open({str(seen)!r}, 'w').write(os.environ['CALLBOARD_IDEMPOTENCY_KEY'])"

    perform(a_job(a_program(code)), ALLOWED, Event())

    assert seen.read_text() == "DR1/A/1"


def test_program_is_refused_unless_the_operator_allows_it() -> None:
    """Deny by default: the failure names the setting."""
    with pytest.raises(WorkFailed, match="CALLBOARD_ALLOW_SHELL"):
        perform(a_job(a_program("pass")), Settings(home=Path("unused")), Event())


def test_program_that_fails_shows_its_last_words() -> None:
    """The exit code and the end of the output reach the journal."""
    with pytest.raises(WorkFailed, match=r"exit code 3\. disk full"):
        perform(a_job(a_program("import sys; print('disk full'); sys.exit(3)")), ALLOWED, Event())


def test_program_that_does_not_exist_is_a_failure() -> None:
    """A wrong path is a failed task, not a crash."""
    with pytest.raises(WorkFailed, match="cannot run"):
        perform(a_job({"shell": {"argv": ["no-such-program-here"]}}), ALLOWED, Event())


def test_program_is_stopped_at_its_timeout() -> None:
    """A program that hangs does not hang the night."""
    job = a_job(a_program("import threading; threading.Event().wait()", timeout="1s"))

    with pytest.raises(WorkFailed, match="timeout of 1 s"):
        perform(job, ALLOWED, Event())


def test_children_of_a_program_end_with_it() -> None:
    """A program that waits for a child is stopped at its timeout, child and all."""
    job = a_job({"shell": {"argv": ["sh", "-c", "sleep 60 & wait"], "timeout": "1s"}})

    with pytest.raises(WorkFailed, match="timeout"):
        perform(job, ALLOWED, Event())


def test_program_is_done_when_it_ends_whatever_it_leaves_behind() -> None:
    """A child in the background does not keep its parent's success back."""
    began = monotonic()

    perform(a_job({"shell": {"argv": ["sh", "-c", "sleep 20 & exit 0"]}}), ALLOWED, Event())

    assert monotonic() - began < 10


def test_program_is_interrupted_when_the_engine_stops() -> None:
    """A stopped engine ends its programs; nobody knows what they have done."""
    stop = Event()
    Timer(0.1, stop.set).start()

    with pytest.raises(WorkInterrupted):
        perform(a_job(a_program("import threading; threading.Event().wait()")), ALLOWED, stop)


def test_wait_passes_at_the_speed_of_the_run() -> None:
    """On a fast clock an hour of the run is over at once."""
    began = monotonic()

    perform(replace(a_job({"wait": {"for": "1h"}}), speed=100_000), ALLOWED, Event())

    assert monotonic() - began < 30


def test_wait_is_interrupted_when_the_engine_stops() -> None:
    """A wait of hours does not keep the engine from stopping."""
    stop = Event()
    stop.set()

    with pytest.raises(WorkInterrupted):
        perform(a_job({"wait": {"for": "8h"}}), ALLOWED, stop)


def test_simulated_job_touches_nothing(tmp_path: Path) -> None:
    """In a simulation a program is not run, allowed or not."""
    seen = tmp_path / "seen"

    perform(a_job(a_program(f"open({str(seen)!r}, 'w')"), simulated=True), ALLOWED, Event())

    assert not seen.exists()


def test_a_program_sees_no_secret_of_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody acts or notices are sent by is not for what a runbook runs."""
    secrets = {"CALLBOARD_TOKEN", "CALLBOARD_PASSWORD", *SENDING_SECRETS}
    for name in secrets:
        monkeypatch.setenv(name, "a secret")
    seen = tmp_path / "seen"
    code = f"import os; open({str(seen)!r}, 'w').write(' '.join(os.environ))"
    perform(a_job(a_program(code)), ALLOWED, Event())

    assert "CALLBOARD_IDEMPOTENCY_KEY" in seen.read_text()
    assert not secrets & set(seen.read_text().split())
