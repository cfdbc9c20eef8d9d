"""HTTP receivers on loopback that answer as they are told, rightly and wrongly."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

#: `hang`: never answers. `reset`: breaks the connection off. `hang_up`: closes it without a word.
#: `garbage`: speaks no HTTP. `drip`: headers, and a body that never ends. `flood`: a body of a
#: megabyte. `slow_headers`: half a header, and no more.
How = Literal["answer", "hang", "reset", "hang_up", "garbage", "drip", "flood", "slow_headers"]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One scripted answer."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    how: How = "answer"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it arrived; names of headers in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Receiver:
    """What a receiver was asked, and where it is."""

    port: int = 0
    replies: deque[Reply] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    #: The names that TLS clients asked for (SNI).
    names: list[str | None] = field(default_factory=list)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """The address of a webhook on it, by plain HTTP."""
        return f"http://127.0.0.1:{self.port}/hooks/secret-path"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on one connection until it closes."""
        self.connections += 1
        self._open.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while asked := await _read(reader):
                self.asked.append(asked)
                reply = self.replies.popleft() if self.replies else Reply()
                if not await self._answer(reply, writer):
                    break
        writer.close()
        with suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()
        self._open.discard(writer)
        if not self._open:
            self._left.set()

    async def _answer(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; whether the connection is of further use."""
        match reply.how:
            case "hang":
                await self._over.wait()
            case "reset":
                broken: socket.socket = writer.get_extra_info("socket")
                broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            case "hang_up":
                pass
            case "garbage":
                writer.write(b"220 mail.example ESMTP\r\n")
            case "slow_headers":
                writer.write(b"HTTP/1.1 200 OK\r\nx-half: ")
                await self._over.wait()
            case "drip":
                writer.write(_head(reply, 1_000) + b".")
                await self._over.wait()
            case "flood":
                writer.write(_head(reply, 1_000_000) + b"." * 1_000_000)
                await writer.drain()
            case "answer":
                writer.write(_head(reply, len(reply.body)) + reply.body)
                await writer.drain()
                return True
        return False

    async def stop(self) -> None:
        """Let everything go that hangs, and wait until all have left."""
        self._over.set()
        while self._open:
            self._left.clear()
            for writer in self._open:
                writer.close()
            await self._left.wait()


@asynccontextmanager
async def receiver(
    *replies: Reply, context: ssl.SSLContext | None = None
) -> AsyncIterator[Receiver]:
    """A receiver that gives the replies in turn, then always 200; by TLS with a context."""
    server = Receiver(replies=deque(replies))
    if context:
        context.sni_callback = lambda _, name, __: server.names.append(name)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.stop()
        await listening.wait_closed()


def _head(reply: Reply, length: int) -> bytes:
    headers = {"content-length": str(length), **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} ", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join((*lines, "", "")).encode()


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    """One request; None at the end of the connection."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method=method, path=path, headers=headers, body=body)
