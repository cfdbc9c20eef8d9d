"""The public outage board at work: requests a second over kept connections, and how long one takes.

Sixty notices with four revisions each stand on it. Measured as a browser asks (compressed), with
the tag of what is held (304), and while something is said every second; beside it a bare FastAPI
page that gives out the same bytes. Console, yardstick and the one who asks are processes of their
own; all share the machine.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import httpx

from bench.notice_board_server import REVISIONS, THREADS, console_of, saying
from bench.servers import free_port, served_by

CONNECTIONS, SECONDS = 8, 3.0
#: The aim: this share of a bare page's requests a second.
AIM = 0.4


def main() -> int:
    """Measure and print; exit code 1 if the aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        home, file = Path(folder) / "home", Path(folder) / "board.html"
        home.mkdir(mode=0o700)
        port, bare_port = free_port(), free_port()
        with served_by("bench.notice_board_server", "console", home, port):
            url = f"http://127.0.0.1:{port}/outages"
            packed = httpx.get(url, headers={"Accept-Encoding": "gzip"}, trust_env=False)
            plain = httpx.get(url, headers={"Accept-Encoding": "identity"}, trust_env=False)
            file.write_bytes(plain.content)
            tag = packed.headers["etag"]
            gzip = asyncio.run(_asked(port, "/outages", "Accept-Encoding: gzip"))
            known = asyncio.run(
                _asked(port, "/outages", f"Accept-Encoding: gzip\r\nIf-None-Match: {tag}")
            )
            with console_of(home) as house, saying(house):
                busy = asyncio.run(_asked(port, "/outages", "Accept-Encoding: gzip"))
            whole = asyncio.run(_asked(port, "/outages", "Accept-Encoding: identity"))
        with served_by("bench.notice_board_server", "bare", file, bare_port):
            bare = asyncio.run(_asked(bare_port, "/", "Accept-Encoding: identity"))
    rates = [len(times) / SECONDS for times in (gzip, known, busy, whole, bare)]
    _say(
        f"The board of {THREADS} notices with {REVISIONS} revisions each, "
        f"{len(plain.content) / 1000:.0f} kB ({_size(packed) / 1000:.0f} kB compressed): "
        f"{rates[0]:.0f} requests a second, p99 {_p99(gzip):.1f} ms; known already (304) "
        f"{rates[1]:.0f}; with something said every second {rates[2]:.0f}, p99 {_p99(busy):.1f} ms"
    )
    _say(
        f"Whole bytes {rates[3]:.0f} requests a second; a bare page of the same bytes "
        f"{rates[4]:.0f}: ratio {rates[3] / rates[4]:.2f} (goal: at least {AIM})"
    )
    return 0 if rates[3] >= AIM * rates[4] else 1


async def _asked(port: int, path: str, headers: str) -> list[float]:
    """A page asked for as often as there is time, over some connections; seconds for each."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n\r\n".encode()
    end = perf_counter() + SECONDS
    found = await asyncio.gather(*(_connection(port, request, end) for _ in range(CONNECTIONS)))
    return [one for several in found for one in several]


async def _connection(port: int, request: bytes, end: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    try:
        while (start := perf_counter()) < end:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if head[9:12] == b"200":
                length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(length))
            elif head[9:12] != b"304":
                raise RuntimeError(head.decode(errors="replace"))
            times.append(perf_counter() - start)
    finally:
        writer.close()
    return times


def _size(answer: httpx.Response) -> int:
    return int(answer.headers["content-length"])


def _p99(times: list[float]) -> float:
    """In milliseconds."""
    return quantiles(times, n=100)[98] * 1000


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
