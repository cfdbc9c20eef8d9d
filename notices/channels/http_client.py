"""Posts over HTTP. This, `http_transport.py` and `http_urls.py` alone know which library does it.

HTTP/1.1 without redirects, proxies, cookies or retries. httpx's own client is left out on purpose:
it logs whole addresses, which are secrets, keeps cookies and obeys the environment. Its transport
does what is needed here.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from notices.channels.addresses import INTERNET, Policy
from notices.channels.answers import Why
from notices.channels.http_transport import PinnedTransport, usual_context
from notices.channels.pinned import (
    AddressRefused,
    NameUnknown,
    PinnedBackend,
    Resolver,
    SystemResolver,
)

#: Bytes of an answer that are read at most.
MOST_READ = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long is waited, in seconds."""

    #: For the name and the connection, and again for TLS.
    connect: float = 5.0
    #: For all until the headers of the answer are there, and then its body at most that long.
    total: float = 15.0
    #: For the body, which is read for nothing but to use the connection again.
    body: float = 2.0


PATIENT = Patience()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What was answered; the body is of no use to us, and shown to nobody."""

    status: int
    #: By name in lower case.
    headers: Mapping[str, str]


class Unreached(Exception):
    """There was no answer; whether the message arrived is not known unless `why` says so."""

    def __init__(self, why: Why) -> None:
        """Carry the reason alone: errors of libraries may quote addresses."""
        super().__init__(why)
        self.why = why


class HttpClient:
    """Posts, one connection pool for all. It belongs to the event loop that first uses it."""

    def __init__(
        self,
        policy: Policy = INTERNET,
        *,
        patience: Patience = PATIENT,
        resolver: Resolver | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`resolver` by default asks the system; `context` is that of `usual_context`."""
        self._patience = patience
        self._resolver = resolver or SystemResolver()
        self._transport = PinnedTransport(
            backend=PinnedBackend(policy=policy, resolver=self._resolver),
            context=context or usual_context(),
        )

    async def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Reply:
        """Post once; raises Unreached. The address was checked before (`check_url`)."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience.total
        request = httpx.Request(
            "POST",
            url,
            headers={"accept-encoding": "identity", **headers},
            content=body,
            extensions={"timeout": {"connect": self._patience.connect}},
        )
        try:
            async with asyncio.timeout_at(deadline):
                response = await self._transport.handle_async_request(request)
        except _ERRORS as error:
            raise Unreached(_why(error)) from None
        await _finish(response, min(loop.time() + self._patience.body, deadline))
        return Reply(status=response.status_code, headers=dict(response.headers))

    async def close(self) -> None:
        """Close every connection; a second call does nothing."""
        await self._transport.aclose()
        if isinstance(self._resolver, SystemResolver):
            self._resolver.close()


async def _finish(response: httpx.Response, deadline: float) -> None:
    """Read an answer to its end so that its connection serves again, or close it."""
    read = 0
    try:
        async with asyncio.timeout_at(deadline):
            async for part in response.aiter_raw():
                read += len(part)
                if read > MOST_READ:
                    break
    except _ERRORS:
        pass  # the status was there, and it decides
    finally:
        await response.aclose()


_ERRORS = (
    NameUnknown,
    AddressRefused,
    TimeoutError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    OSError,
)


def _why(error: Exception) -> Why:
    match error:
        case NameUnknown():
            return "name"
        case AddressRefused():
            return "address"
        case TimeoutError() | httpcore.TimeoutException():
            return "time"
        case httpcore.ConnectError(args=[ssl.SSLCertVerificationError(), *_]):
            return "certificate"
        case httpcore.ConnectError(args=[ssl.SSLError(), *_]):
            return "tls"
        case httpcore.ConnectError():
            return "connection"
        case httpcore.RemoteProtocolError() | httpcore.LocalProtocolError():
            return "answer"
        case _:
            return "broken"
