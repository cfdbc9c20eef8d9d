"""The embedded server: its start, its end, and its end with its parent."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from flows.environment import prefect_home
from flows.server import EmbeddedServer
from rehearsals.engine.settings import Settings
from runbooks.errors import EngineError

pytestmark = pytest.mark.prefect

#: A parent that starts a server, says where it is, and waits to be killed.
_PARENT = """
import sys
from pathlib import Path
from flows.server import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
server.start()
print(server.pid, server.api_url, flush=True)
sys.stdin.read()
"""


def ended(pid: int, seconds: float = 30) -> bool:
    """Whether a process that is not our child ends in time: its handle becomes readable."""
    handle = os.pidfd_open(pid)
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_server_is_gone_after_its_parent_was_killed(embedded: Settings) -> None:
    """`kill -9` of the parent leaves no server behind."""
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(prefect_home(embedded))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent.stdin, parent.stdout:
        pid, url = parent.stdout.readline().split()
        assert httpx.get(f"{url}/health").is_success
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert ended(int(pid))


def test_server_stops_without_a_word(embedded: Settings) -> None:
    """A stop takes the process away by itself, and its log holds no traceback."""
    server = EmbeddedServer(prefect_home(embedded))
    server.start()
    pid = server.pid
    assert pid is not None
    assert server.stop()
    assert server.pid is None
    assert server.log.read_text(encoding="utf-8") == ""


def test_server_that_cannot_start_names_its_log(tmp_path: Path) -> None:
    """A server whose database is no database is reported, with the log to read."""
    (tmp_path / "prefect.db").write_text("no database", encoding="utf-8")
    server = EmbeddedServer(tmp_path)
    with pytest.raises(EngineError, match=r"server\.log"):
        server.start()
    assert server.pid is None


def test_server_that_does_not_answer_in_time_is_ended(tmp_path: Path) -> None:
    """After the deadline the start has failed, and no process is left."""
    server = EmbeddedServer(tmp_path)
    with pytest.raises(EngineError, match="does not answer"):
        server.start(deadline=0)
    assert server.pid is None


def test_server_under_a_file_is_refused(tmp_path: Path) -> None:
    """A data directory that cannot be made is a clear error."""
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(EngineError, match="data directory"):
        EmbeddedServer(tmp_path / "home").start()


def test_server_is_out_of_reach_of_ctrl_c(server: EmbeddedServer) -> None:
    """It runs in a session of its own, so the terminal's signals miss it."""
    assert server.pid is not None
    assert os.getsid(server.pid) == server.pid
