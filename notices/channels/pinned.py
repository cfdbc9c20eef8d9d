"""Connects to the address that was checked: a name is resolved once, and never again in between.

A name that leads to a public address when it is looked at and to a private one when it is used
(DNS rebinding) would get past any check made beforehand. Here the name is resolved when the
connection is made, every address it has must be allowed, and the connection goes to one of these.
Above it nothing changes: Host, SNI and the certificate's name stay the name. A connection that is
kept for the next message stays with the address that was checked.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpcore

from notices.channels.addresses import Policy, is_allowed_ip

#: Gives the IP addresses of a name, for a port; raises OSError if there are none.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
#: How many of a name's addresses are tried, the time shared between them.
_MOST_TRIED = 4
#: Names resolved at a time: a name server that hangs holds up no more than these.
_LOOKUPS = 16


class NameUnknown(Exception):
    """The name of a server leads to no address."""


class AddressRefused(Exception):
    """The name of a server leads to an address that may not be connected to."""


class SystemResolver:
    """Asks the system, on threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="notice-names")

    async def __call__(self, host: str, port: int, /) -> Sequence[str]:
        """The addresses of a name, the preferred ones first; raises OSError."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, _look_up, host, port
        )
        return tuple(dict.fromkeys(found))

    def close(self) -> None:
        """Let go of the threads, without waiting for a name server that hangs."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


async def resolve(host: str, port: int, *, policy: Policy, resolver: Resolver) -> Sequence[str]:
    """The addresses of a name, all of them allowed; raises NameUnknown, AddressRefused.

    One that is not allowed refuses them all: whoever has the name's answers in hand could else
    try until the right one comes up.
    """
    try:
        addresses = await resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise NameUnknown from error
    if not addresses:
        raise NameUnknown
    if not all(is_allowed_ip(address, policy) for address in addresses):
        raise AddressRefused
    return addresses


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore to addresses that were checked, and to nothing else."""

    def __init__(
        self,
        *,
        policy: Policy,
        resolver: Resolver,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._policy = policy
        self._resolver = resolver
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class's name
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check and connect, within `timeout` seconds.

        Raises NameUnknown, AddressRefused, and httpcore's ConnectError and ConnectTimeout.
        """
        try:
            async with asyncio.timeout(timeout):
                found = await resolve(host, port, policy=self._policy, resolver=self._resolver)
                return await self._first(
                    found[:_MOST_TRIED],
                    lambda address, share: self._network.connect_tcp(
                        address, port, share, local_address, socket_options
                    ),
                    timeout,
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error

    async def _first(
        self,
        addresses: Sequence[str],
        connect: Callable[[str, float | None], Awaitable[httpcore.AsyncNetworkStream]],
        seconds: float | None,
    ) -> httpcore.AsyncNetworkStream:
        """The connection to the first address that takes it; raises what the last one did."""
        share = None if seconds is None else seconds / len(addresses)
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await connect(address, share)
        return await connect(addresses[-1], seconds)

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore asks for it between tries, of which there are none."""
        await asyncio.sleep(seconds)
