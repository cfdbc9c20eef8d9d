"""Callboard kept up in a process of its own, with a stand-in for the web console.

`python -m tests.flows.upkept` keeps it up; `python -m tests.flows.upkept FD` is the stand-in, which
answers every request with its process id. What is said goes to standard output.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from flows.upkeep.keeper import Upkeep
from flows.upkeep.keeping import keep_up
from flows.upkeep.parent import ending_with_parent
from rehearsals.engine.settings import Settings, settings_from
from tests.waiting import until


class Upkept:
    """Such a process, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def says(self, words: str) -> str:
        """Wait until some line holds these words; that line."""
        until(lambda: self._found(words), what=f"{words!r} in {self.lines}")
        return self._found(words)

    def engine_pid(self, run: str) -> int:
        """The process id of the newest engine of a run, once there is one."""
        self.says(f"Run {run}: its engine is process")
        told = [line for line in self.lines if f"Run {run}: its engine is process" in line]
        return int(told[-1].partition("process ")[2].rstrip(". ").split(".")[0])

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Have it end by a signal; its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        self._reader.join(10)
        return code

    def _found(self, words: str) -> str:
        return next((line for line in self.lines if words in line), "")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())


@contextmanager
def upkept(settings: Settings, *argv: str) -> Iterator[Upkept]:
    """Callboard kept up in a data directory; by another command, if one is given."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with subprocess.Popen(
        argv or (sys.executable, "-m", "tests.flows.upkept"),
        env=env | {"CALLBOARD_HOME": str(settings.home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        kept = Upkept(process)
        try:
            yield kept
        finally:
            if process.poll() is None:
                kept.end()


def processes_of(home: Path) -> set[int]:
    """The processes whose data directory this is, but for tests themselves."""
    wanted = f"CALLBOARD_HOME={home}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def _keep() -> None:
    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        keep_up(
            Upkeep(
                settings=settings_from(),
                console=(sys.executable, "-m", "tests.flows.upkept"),
                listener=listener.fileno(),
                address=f"http://127.0.0.1:{listener.getsockname()[1]}",
                executor="local",
                say=say,
                heard=say,
            )
        )


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Say which process this is."""
        body = str(os.getpid()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def _stand_in(listener: socket.socket) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Answer, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    sys.stdout.write(f"Callboard is at {os.environ['CALLBOARD_URL']}\n")
    sys.stdout.flush()
    try:
        server.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    if sys.argv[1:]:
        ending_with_parent()
        _stand_in(socket.socket(fileno=int(sys.argv[1])))
    else:
        _keep()
