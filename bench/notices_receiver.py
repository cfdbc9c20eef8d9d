"""A receiver of webhooks on loopback, in a process of its own, quick enough to measure senders by.

It does what a receiver should: knows a message by its id, and applies only newer revisions. Of what
it is sent it may drop the connection of some behind the message: the sender cannot know then.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any

_END = b"\r\n\r\n"
_TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass(slots=True)
class Tally:
    """What came in."""

    #: Whether bodies are looked into; a measurement of speed does without.
    reads: bool
    posts: int = 0
    #: How often each id came.
    ids: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: The ids under which each revision came, by path, notice and revision.
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: The revisions that were shown, one after the other, by path and notice.
    shown: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, path: str, message: str, body: bytes) -> None:
        """Take a message: verified, known by its id, applied only if it is newer."""
        self.posts += 1
        if not self.reads:
            return
        self.ids[message] += 1
        data = json.loads(body)["data"]
        where = f"{path} {data['id']}"
        said = self.said[f"{where} {data['revision']}"]
        if message not in said:
            said.append(message)
        shown = self.shown[where]
        if self.ids[message] == 1 and (not shown or data["revision"] > shown[-1]):
            shown.append(data["revision"])

    def report(self) -> dict[str, Any]:
        """All of it, for whoever counts."""
        return {"posts": self.posts, "ids": self.ids, "said": self.said, "shown": self.shown}


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as one client of ours speaks it."""

    def __init__(self, tally: Tally, drops: float, chance: random.Random) -> None:
        self._tally, self._drops, self._chance = tally, drops, chance
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is there as a whole."""
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head = self._buffer[:end].decode("latin-1").split("\r\n")
            headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:])}
            until = end + len(_END) + int(headers.get("content-length", 0))
            if len(self._buffer) < until:
                return
            body = self._buffer[end + len(_END) : until]
            self._buffer = self._buffer[until:]
            method, path, _ = head[0].split(" ")
            self._answer(method, path, headers.get("webhook-id", ""), body)

    def _answer(self, method: str, path: str, message: str, body: bytes) -> None:
        if self._transport is None:
            return
        if method == "GET":
            text = json.dumps(self._tally.report()).encode()
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(text), text)
            )
            return
        self._tally.take(path, message, body)
        if self._chance.random() < self._drops:
            self._transport.abort()
        else:
            self._transport.write(_TAKEN)


def listening(hosts: Sequence[str]) -> list[socket.socket]:
    """Sockets that listen at free ports of hosts on loopback."""
    made = []
    for host in hosts:
        one = socket.create_server((host, 0), backlog=512)
        made.append(one)
    return made


def receiver_process(
    sockets: Sequence[socket.socket], *, reads: bool, drops: float = 0, seed: int = 1
) -> int:
    """Fork a process that receives at the sockets; its id. The caller ends it."""
    child = os.fork()
    if child:
        return child
    tally, chance = Tally(reads=reads), random.Random(seed)  # noqa: S311 - no secret

    async def receive() -> None:
        loop = asyncio.get_running_loop()
        for one in sockets:
            await loop.create_server(lambda: Connection(tally, drops, chance), sock=one)
        await asyncio.Event().wait()

    try:
        asyncio.run(receive())
    finally:
        os._exit(0)


def report_of(one: socket.socket) -> Any:
    """What the receiver behind a socket has counted."""
    host, port = one.getsockname()[:2]
    connection = HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", "/report")
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()
