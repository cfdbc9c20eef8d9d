"""A web console in a process of its own, as `callboard up` keeps it: killed, and started again.

Its socket is the test's, as it is the supervisor's there: whoever calls meanwhile waits.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket

from console.commands.up import CONSOLE
from console.listening import listening


class KeptConsole:
    """Such a process on a data directory."""

    def __init__(self, home: Path, listener: socket) -> None:
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._listener = listener
        self._env = os.environ | {"CALLBOARD_HOME": str(home), "CALLBOARD_URL": self.url}
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; it answers when this returns."""
        number = self._listener.fileno()
        self._process = subprocess.Popen(
            (sys.executable, *CONSOLE[1:], str(number)),
            env=self._env,
            pass_fds=(number,),
            # It ends when this pipe does, as it would with its parent.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert f"Callboard is at {self.url}" in self._process.stdout.readline()

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.communicate()
            self._process = None


@contextmanager
def a_kept_console(home: Path) -> Iterator[KeptConsole]:
    """One that is not started yet; it is gone after the block."""
    with closing(listening("127.0.0.1", 0)) as listener:
        kept = KeptConsole(home, listener)
        try:
            yield kept
        finally:
            kept.kill()
