"""The board at work: 300 open pages of a 10,000-task run with 20 events a second, and one page.

Measured from a commit to its arrival at every page; the time and size of the Tonight page; requests
a second on it beside a bare FastAPI page of the same size; memory for each open page.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import httpx

from bench.board_server import RUN
from bench.board_streams import Page, follow
from console.listening import listening
from rehearsals.core import commands as c
from rehearsals.desk import Desk
from rehearsals.engine.clock import SystemClock
from rehearsals.journal.sql import open_journal

STREAMS, RATE, EVENTS = 300, 20, 200
#: The aims: seconds, seconds, bytes.
P99, SERVER_TIME, SIZE = 0.5, 0.1, 100_000
REQUESTS = 60


def main() -> int:
    """Measure and print; exit code 1 if an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        port = _free_port()
        with _server("console", home, port) as (process, cookie):
            ok = _page(port, cookie, folder)
            before = _memory(process.pid)
            ok = asyncio.run(_streams(home, port, cookie, process.pid, before)) and ok
    return 0 if ok else 1


def _page(port: int, cookie: str, folder: str) -> bool:
    """The Tonight page by itself, and beside a bare page."""
    url = f"http://127.0.0.1:{port}/runs/{RUN}/tonight"
    headers = {"Cookie": f"__Host-callboard={cookie}", "Accept-Encoding": "identity"}
    text, times = _asked(url, headers)
    size, middle = len(text), median(times)
    file = Path(folder) / "bare.html"
    file.write_bytes(text)
    bare_port = _free_port()
    with _server("bare", file, bare_port):
        _, bare = _asked(f"http://127.0.0.1:{bare_port}/", {})
    rate, bare_rate = 1 / middle, 1 / median(bare)
    _say(
        f"Tonight of 10,000 tasks: median {middle * 1000:.0f} ms, {size / 1000:.0f} kB "
        f"(aims: {SERVER_TIME * 1000:.0f} ms, {SIZE / 1000:.0f} kB), "
        f"{rate:.0f} requests a second; a bare page of the size {bare_rate:.0f}; "
        f"ratio {rate / bare_rate:.2f}"
    )
    return middle <= SERVER_TIME and size <= SIZE


def _asked(url: str, headers: dict[str, str]) -> tuple[bytes, list[float]]:
    times = []
    text = b""
    with httpx.Client(trust_env=False, headers=headers, timeout=60) as client:
        for number in range(REQUESTS + 5):
            start = perf_counter()
            answer = client.get(url)
            if number >= 5:
                times.append(perf_counter() - start)
            if answer.status_code != httpx.codes.OK:
                raise RuntimeError(f"{url} answered {answer.status_code}")
            text = answer.content
    return text, times


async def _streams(home: Path, port: int, cookie: str, pid: int, before: int) -> bool:
    pages = [Page() for _ in range(STREAMS)]
    path = f"/runs/{RUN}/live/tonight"
    following = [asyncio.create_task(follow(port, path, cookie, page)) for page in pages]
    while not all(page.seen for page in pages):  # noqa: ASYNC110 - pages note what they see
        await asyncio.sleep(0.1)
    memory = (_memory(pid) - before) / STREAMS
    committed = await asyncio.to_thread(_write, home)
    await asyncio.sleep(2)
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    arrivals = [page.when(seq) for seq, _ in committed for page in pages]
    lost = arrivals.count(None)
    times = [
        at - when for seq, when in committed for page in pages if (at := page.when(seq)) is not None
    ]
    cuts = quantiles(times, n=100)
    _say(
        f"{STREAMS} pages, {RATE} events a second: p50 {cuts[49] * 1000:.0f} ms, "
        f"p99 {cuts[98] * 1000:.0f} ms, aim {P99 * 1000:.0f} ms, ratio {cuts[98] / P99:.2f} "
        f"(goal: at most 1); {lost} of {len(arrivals)} never arrived; "
        f"{memory / 1000:.0f} kB of memory and "
        f"{sum(page.bytes for page in pages) / STREAMS / EVENTS:,.0f} bytes an event for each page"
    )
    return cuts[98] <= P99 and not lost


def _write(home: Path) -> list[tuple[int, float]]:
    """Have something happen so many times a second; the numbers in the run, and when each was."""
    clock = SystemClock()
    committed = []
    with closing(open_journal(home / "journal.sqlite")) as journal:
        desk = Desk(journal, clock.now)
        desk.state(RUN)
        start = perf_counter()
        for number in range(EVENTS):
            _wait_until(start + number / RATE)
            kind = c.StopStarts if number % 2 == 0 else c.AllowStarts
            desk.submit(RUN, kind(id=f"bench-{number}", actor="bench", reason=f"word {number}"))
            committed.append((desk.state(RUN).seq, perf_counter()))
    return committed


def _wait_until(moment: float) -> None:
    from threading import Event  # noqa: PLC0415 - a pause

    Event().wait(max(0.0, moment - perf_counter()))


@contextmanager
def _server(what: str, path: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "bench.board_server", what, str(path), str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        if process.stdout is None:
            raise RuntimeError("no output")
        word = process.stdout.readline().strip()
        yield process, word
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _memory(pid: int) -> int:
    """Resident memory of a process in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _free_port() -> int:
    with closing(listening("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
