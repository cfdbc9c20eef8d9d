"""The board at work: 300 open pages of a 10,000-task run with 20 events a second, and one page.

Measured from a commit to its arrival at every page; the time and size of the Tonight page, asked
for after each event (nothing of it is ready) and while nothing happens; requests a second on it
beside a bare FastAPI page of the same size; memory for each open page. Console, writer and pages
are processes of their own.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import httpx

from bench.board_server import RUN
from bench.board_streams import Page, follow
from bench.board_writer import a_doer
from console.listening import listening

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
            ok = _page(home, port, cookie, folder)
            before = _memory(process.pid)
            ok = asyncio.run(_streams(home, port, cookie, process.pid, before)) and ok
    return 0 if ok else 1


def _page(home: Path, port: int, cookie: str, folder: str) -> bool:
    """The Tonight page by itself, and beside a bare page."""
    url = f"http://127.0.0.1:{port}/runs/{RUN}/tonight"
    headers = {"Cookie": f"__Host-callboard={cookie}", "Accept-Encoding": "identity"}
    with a_doer(home) as doer:
        text, busy = _asked(url, headers, doer.do)
    _, calm = _asked(url, headers)
    file = Path(folder) / "bare.html"
    file.write_bytes(text)
    bare_port = _free_port()
    with _server("bare", file, bare_port):
        _, bare = _asked(f"http://127.0.0.1:{bare_port}/", {})
    size, middle = len(text), median(busy)
    rates = [1 / median(times) for times in (busy, calm, bare)]
    _say(
        f"Tonight of 10,000 tasks: median {middle * 1000:.0f} ms after an event, worst "
        f"{max(busy) * 1000:.0f} ms; {median(calm) * 1000:.1f} ms while nothing happens; "
        f"{size / 1000:.0f} kB (aims: {SERVER_TIME * 1000:.0f} ms, {SIZE / 1000:.0f} kB). "
        f"Requests a second: {rates[0]:.0f} after events, {rates[1]:.0f} without; a bare page of "
        f"the size {rates[2]:.0f}; ratios {rates[0] / rates[2]:.3f} and {rates[1] / rates[2]:.2f}"
    )
    return middle <= SERVER_TIME and size <= SIZE


def _asked(
    url: str, headers: dict[str, str], before: Callable[[], object] = lambda: None
) -> tuple[bytes, list[float]]:
    """A page asked for again and again, each time after something else; its times in seconds."""
    times = []
    text = b""
    with httpx.Client(trust_env=False, headers=headers, timeout=60) as client:
        for number in range(REQUESTS + 5):
            before()
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
    committed = await _written(home)
    await asyncio.sleep(2)
    memory = (_memory(pid) - before) / STREAMS
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


async def _written(home: Path) -> list[tuple[int, float]]:
    """Have something happen so many times a second; the numbers in the run, and when each was."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.board_writer", str(home), str(EVENTS), str(RATE)),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("the writer failed")
    return [(seq, at) for seq, at in json.loads(said)]


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
