"""Three hundred open pages: raw sockets that note when each event of the run has reached them."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from time import perf_counter

_ID = re.compile(rb"^id: (\d+)$", re.MULTILINE)


@dataclass(slots=True)
class Page:
    """One open page: when it had seen the run up to a number."""

    seen: int = 0
    #: Number of the run, and when (seconds of `perf_counter`) it was here.
    times: list[tuple[int, float]] = field(default_factory=list)
    bytes: int = 0

    def when(self, seq: int) -> float | None:
        """When an event was here; None: never."""
        return next((at for number, at in self.times if number >= seq), None)


async def follow(port: int, path: str, cookie: str, page: Page) -> None:
    """Read a stream until it is cancelled."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    host, held = f"Host: 127.0.0.1:{port}", f"Cookie: __Host-callboard={cookie}"
    request = f"GET {path} HTTP/1.1\r\n{host}\r\n{held}\r\n\r\n"
    writer.write(request.encode())
    rest = b""
    try:
        while chunk := await reader.read(2**16):
            at = perf_counter()
            page.bytes += len(chunk)
            rest = rest[-40:] + chunk
            numbers = [int(found) for found in _ID.findall(rest)]
            if numbers and max(numbers) > page.seen:
                page.seen = max(numbers)
                page.times.append((page.seen, at))
    finally:
        writer.close()
