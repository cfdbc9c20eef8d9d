"""A post: one child process that is kept at work, and started again when it ends.

A child has a session of its own, so that Ctrl-C does not reach it; a pipe for its standard input,
so that it ends with its parent; and a log file for what it says.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from flows.upkeep.parent import HELD
from flows.upkeep.pauses import Pauses
from rehearsals.files import make_private

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """What a child does."""

    #: As people know it: `The engine of run DR1`.
    name: str
    argv: tuple[str, ...]
    log: Path
    #: Seconds that it has to end in good order.
    patience: float
    pass_fds: tuple[int, ...] = ()
    #: Whether there is no good end of it but by being told to.
    endless: bool = False


class Post:
    """One child at a time; not for use by two threads at once. Times are monotonic seconds."""

    def __init__(self, duty: Duty, *, say: Say, heard: Say | None = None) -> None:
        """`say` hears what became of the child; `heard` each line of its standard output.

        Without `heard` that goes to the log too.
        """
        self.duty = duty
        self._say, self._heard = say, heard
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: Thread | None = None
        self._pauses = Pauses()
        self._began = self._rests_until = 0.0
        self._told_to_end = False

    @property
    def running(self) -> bool:
        """Whether there is a child, as far as was last looked."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """The process id of the child, if there is one."""
        return self._process.pid if self._process else None

    def rested(self, now: float) -> bool:
        """Whether a child may be started: there is none, and its pause is over."""
        return self._process is None and now >= self._rests_until

    def start(self, env: Mapping[str, str], now: float) -> bool:
        """Start the child; whether it could be. That it could not be is said."""
        self._told_to_end, self._began = False, now
        try:
            self._process = self._popen(env)
        except OSError as error:
            self._tell(f"cannot be started ({error.strerror or error})", self._rest(now))
            return False
        if self._heard is not None and self._process.stdout is not None:
            self._reader = Thread(
                target=_read, args=(self._process.stdout, self._heard), daemon=True
            )
            self._reader.start()
        return True

    def look(self, now: float) -> None:
        """Take notice of a child that has ended, and say so unless that was to be."""
        if self._process is None or (code := self._process.poll()) is None:
            return
        self._forget()
        if self._told_to_end:
            return
        seconds = self._rest(now)
        if code not in (0, HELD) or self.duty.endless:
            self._tell(f"has ended ({_how(code)})", seconds)

    def tell_to_end(self) -> None:
        """Have the child end in good order; returns at once."""
        if self._process is not None and not self._told_to_end:
            self._told_to_end = True
            self._process.send_signal(signal.SIGTERM)

    def await_end(self, began: float, hurry: Callable[[], bool]) -> None:
        """Wait until the child has ended; by force once its patience since `began` is over."""
        while (process := self._process) is not None:
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                if hurry() or monotonic() > began + self.duty.patience:
                    self._say(f"{self.duty.name} does not end; it is ended by force.")
                    self.kill()
            else:
                self._forget()

    def kill(self) -> None:
        """End the child at once, and what it has started in its session."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._forget()

    def _popen(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        make_private(self.duty.log.parent)
        with self.duty.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own modules
                self.duty.argv,
                stdin=subprocess.PIPE,
                stdout=log if self._heard is None else subprocess.PIPE,
                stderr=log,
                env=dict(env),
                pass_fds=self.duty.pass_fds,
                start_new_session=True,
            )

    def _rest(self, now: float) -> float:
        """No child is started for a while, longer each time; for how many seconds."""
        self._pauses = self._pauses.after(now - self._began)
        self._rests_until = now + self._pauses.seconds
        return self._pauses.seconds

    def _tell(self, what: str, seconds: float) -> None:
        self._say(
            f"{self.duty.name} {what}; it is started again in {seconds:.0f} s. See {self.duty.log}."
        )

    def _forget(self) -> None:
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            if self._reader is not None:
                self._reader.join(1.0)
            if self._process.stdout is not None:
                self._process.stdout.close()
        self._process = self._reader = None


def _how(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


def _read(lines: IO[bytes], heard: Say) -> None:
    for line in lines:
        heard(line.decode("utf-8", errors="replace").rstrip())
