"""What a machine does for an automated task, whichever executor carries it."""

from __future__ import annotations

import os
import signal
import subprocess
from tempfile import TemporaryFile
from threading import Event
from time import monotonic
from typing import IO

from rehearsals.engine.announcements import Announcements, await_notices
from rehearsals.engine.executor import Job
from rehearsals.engine.settings import (
    PASSWORD,
    PROVIDER_SECRET,
    SENDING_SECRETS,
    TOKEN,
    Settings,
)
from runbooks.errors import WorkFailed, WorkInterrupted
from runbooks.tasks import ShellRun

#: How much of a failed program's output goes into the journal.
SHOWN_OUTPUT = 500
#: Seconds between looks at a running program; also how long it may ignore SIGTERM.
LOOK_EVERY = 0.05
GRACE = 5.0


def perform(
    job: Job, settings: Settings, stop: Event, announcements: Announcements | None = None
) -> None:
    """Do the work of a job; returns when it is done.

    Raises WorkFailed if it did not succeed, and WorkInterrupted once `stop` is set. A simulated job
    touches nothing and returns at once.
    """
    run = job.task.run
    if job.simulated or run is None:
        return
    if run.wait is not None:
        seconds = job.task.duration.likely if run.wait.seconds is None else run.wait.seconds
        if stop.wait(max(0.0, seconds - job.waited) / job.speed):
            raise WorkInterrupted(f"{job.task.id} was interrupted while it waited.")
    elif run.shell is not None:
        _run_program(job, run.shell, settings, stop)
    elif run.notify is not None:
        await_notices(job, run.notify, announcements, stop)
    else:
        raise WorkFailed(f"{job.task.id} asks for a kind of work that no machine here knows.")


def _run_program(job: Job, shell: ShellRun, settings: Settings, stop: Event) -> None:
    if not settings.allow_shell:
        raise WorkFailed(
            f"{job.task.id} runs a program, which the operator has not allowed.",
            hint="Set CALLBOARD_ALLOW_SHELL=1 and start the task again.",
        )
    # A file, not a pipe: a pipe would wait for every child that inherited it.
    with TemporaryFile() as output:
        process = _started(job, shell, output)
        _follow(job, process, shell.timeout.likely, stop)
        if process.returncode:
            raise WorkFailed(
                f"{shell.argv[0]} ended with exit code {process.returncode}. {_last_words(output)}"
            )


def _started(job: Job, shell: ShellRun, output: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - argv from the runbook, allowed by the operator
            list(shell.argv),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(job),
            start_new_session=True,
        )
    except OSError as error:
        raise WorkFailed(
            f"{job.task.id} cannot run {shell.argv[0]}: {error.strerror}.",
            hint="Check the path in the runbook.",
        ) from error


def _environment(job: Job) -> dict[str, str]:
    """Ours, without what people act or notices are sent by, and with the key of the attempt."""
    secret = (TOKEN, PASSWORD, PROVIDER_SECRET, *SENDING_SECRETS)
    ours = {name: value for name, value in os.environ.items() if name not in secret}
    return ours | {"CALLBOARD_IDEMPOTENCY_KEY": job.key}


def _follow(job: Job, process: subprocess.Popen[bytes], timeout: int, stop: Event) -> None:
    deadline = monotonic() + timeout
    while not _has_ended(process, LOOK_EVERY):
        if stop.is_set():
            _end(process)
            raise WorkInterrupted(f"{job.task.id} was interrupted while its program ran.")
        if monotonic() >= deadline:
            _end(process)
            raise WorkFailed(f"{job.task.id} ran longer than its timeout of {timeout} s.")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children, with force if it does not listen."""
    os.killpg(process.pid, signal.SIGTERM)
    if not _has_ended(process, GRACE):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _has_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _last_words(output: IO[bytes]) -> str:
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - SHOWN_OUTPUT))
    return output.read().decode(errors="replace").strip()
