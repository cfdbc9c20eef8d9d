"""The embedded Prefect server: a child process in a session of its own, started and stopped here.

Ctrl-C does not reach it (other session), and `kill -9` of its parent ends it (its standard input
closes). Whoever stops it first makes sure that Prefect holds everything: see `flows.mirror`.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from flows.claim import Claim, claim_home
from flows.environment import server_environment
from runbooks.errors import EngineError

#: Seconds until a start has failed, and until a stop is forced.
START_DEADLINE, STOP_DEADLINE = 60.0, 20.0
_POLL = 0.05


class EmbeddedServer:
    """A Prefect server of Callboard's own, on a free port of 127.0.0.1.

    It works under `home`, or beside it while another server works there.
    """

    def __init__(self, home: Path) -> None:
        self._wanted = self._home = home
        self._claim: Claim | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._url = ""
        #: The port it had: one that is started again is found where it was.
        self._port = 0

    @property
    def api_url(self) -> str:
        """Where its API is; empty before `start`."""
        return self._url

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        """Whether its process is there, which says nothing about whether it answers yet."""
        return self._process is not None and self._process.poll() is None

    @property
    def home(self) -> Path:
        """Where its database lies: known from its start on."""
        return self._home

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return self._home / "server.log"

    def start(self, deadline: float = START_DEADLINE) -> None:
        """Start it and wait until it answers; raises EngineError after `deadline` seconds."""
        self.launch()
        self.wait(deadline)

    def launch(self) -> None:
        """Start it, without waiting; raises EngineError if it cannot be."""
        try:
            self._launch()
        except OSError as error:
            self._forget()
            raise EngineError(
                f"Prefect's server cannot be started under {self._home}: {error}.",
                hint="Check that the data directory can be written to.",
            ) from error

    def wait(self, deadline: float = START_DEADLINE) -> None:
        """Wait until it answers; ends it and raises EngineError after `deadline` seconds."""
        try:
            self._wait(time.monotonic() + deadline)
        except BaseException:
            self.kill()
            raise

    def stop(self, deadline: float = STOP_DEADLINE) -> bool:
        """End it with SIGINT, and by force after `deadline` seconds; whether it went by itself."""
        if self._process is None:
            return True
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.kill()
            return False
        self._forget()
        return True

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._forget()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _launch(self) -> None:
        self._claim = claim_home(self._wanted)
        self._home = self._claim.home
        with socket.socket() as listener, self.log.open("ab") as log:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._port))
            self._port = listener.getsockname()[1]
            self._url = f"http://127.0.0.1:{self._port}/api"
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "flows.server_process", str(listener.fileno())],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=server_environment(os.environ, self._home, self._url),
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )

    def _wait(self, until: float) -> None:
        with httpx.Client(timeout=2, trust_env=False) as client:
            while not self._answers(client):
                if self._process is None or self._process.poll() is not None:
                    raise EngineError("Prefect's server ended as it started.", hint=self._see_log)
                if time.monotonic() > until:
                    raise EngineError("Prefect's server does not answer.", hint=self._see_log)
                time.sleep(_POLL)

    def _answers(self, client: httpx.Client) -> bool:
        try:
            return client.get(f"{self._url}/health").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    @property
    def _see_log(self) -> str:
        return f"See {self.log}."

    def _forget(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None
        if self._claim is not None:
            self._claim.release()
        self._claim = None
