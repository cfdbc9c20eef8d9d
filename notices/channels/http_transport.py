"""A transport in httpx's sense that connects only where a policy allows, some connections a host.

Each server has a pool of its own: a bounded number of connections, so that a slow one takes no
room from the others, and looking for a free connection stays quick however many servers there are.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import cache

import httpcore
import httpx

#: Connections to one server at a time, and servers whose idle connections are kept.
PER_HOST, HOSTS = 8, 256
#: Seconds for which an idle connection is kept: less than the shortest that servers usually keep
#: theirs (5), since a message sent on one that is just being closed is lost.
IDLE = 4.0


@cache
def usual_context() -> ssl.SSLContext:
    """Trusts the authorities that httpx ships, or those of the operator's SSL_CERT_FILE."""
    return httpx.create_ssl_context()


@dataclass(kw_only=True)
class _Host:
    pool: httpcore.AsyncConnectionPool
    active: int = 0
    idle_since: float = 0


class PinnedTransport(httpx.AsyncBaseTransport):
    """Posts over connections of its backend. Raises httpcore's errors, and the backend's own."""

    def __init__(self, *, backend: httpcore.AsyncNetworkBackend, context: ssl.SSLContext) -> None:
        self._backend = backend
        self._context = context
        #: By scheme, name and port; the one used last stands last.
        self._hosts: OrderedDict[tuple[str, str, int | None], _Host] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer as soon as its headers are there; it has to be closed."""
        url = request.url
        host = self._host((url.scheme, url.host, url.port))
        host.active += 1
        try:
            answer = await host.pool.handle_async_request(_plain(request))
        except BaseException:
            await self._release(host)
            raise
        body = _Body(answer, lambda: self._release(host))
        return httpx.Response(status_code=answer.status, headers=answer.headers, stream=body)

    async def aclose(self) -> None:
        """Close every connection."""
        hosts, self._hosts = self._hosts, OrderedDict()
        for host in hosts.values():
            await host.pool.aclose()

    def _host(self, origin: tuple[str, str, int | None]) -> _Host:
        host = self._hosts.pop(origin, None) or _Host(
            pool=httpcore.AsyncConnectionPool(
                ssl_context=self._context,
                max_connections=PER_HOST,
                keepalive_expiry=IDLE,
                network_backend=self._backend,
            )
        )
        self._hosts[origin] = host
        return host

    async def _release(self, host: _Host) -> None:
        """Count a request out, and close what was not used for a while or is too many."""
        now = asyncio.get_running_loop().time()
        host.active -= 1
        host.idle_since = now
        while self._hosts:
            origin, oldest = next(iter(self._hosts.items()))
            wanted = now - oldest.idle_since < IDLE and len(self._hosts) <= HOSTS
            if oldest.active or wanted:
                break
            del self._hosts[origin]
            await oldest.pool.aclose()


class _Body(httpx.AsyncByteStream):
    """An answer's body; closing it counts the request out."""

    def __init__(self, answer: httpcore.Response, release: Callable[[], Awaitable[None]]) -> None:
        self._answer = answer
        self._release: Callable[[], Awaitable[None]] | None = release

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        release, self._release = self._release, None
        if release:
            await self._answer.aclose()
            await release()


def _plain(request: httpx.Request) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        ),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )
