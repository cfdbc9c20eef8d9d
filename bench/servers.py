"""Servers of measurements, each in a process of its own that ends with the measurement."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from console.listening import listening


@contextmanager
def served_by(module: str, what: str, path: Path, port: int) -> Iterator[str]:
    """Such a server, from its first line of output on, which says that it is ready."""
    command = [sys.executable, "-m", module, what, str(path), str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        if process.stdout is None:
            raise RuntimeError("no output")
        yield process.stdout.readline().strip()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with closing(listening("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
