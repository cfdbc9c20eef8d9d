"""Whom webhooks trust: the name that was entered, and nobody else, though an IP is connected to."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme

from notices.channels.addresses import Policy
from notices.channels.port import Answer
from notices.channels.webhook import WebhookChannel
from tests.notices.channels.messages import a_message
from tests.notices.channels.posting import Names
from tests.notices.channels.receivers import Receiver, Reply, receiver

HOST = "hooks.supplier.example"


class Tls:
    """A certificate authority, a server's certificate, and who trusts it."""

    def __init__(self, *names: str, **certificate: Any) -> None:
        authority = trustme.CA()
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names, **certificate).configure_cert(self.server)
        self.client = ssl.create_default_context()
        authority.configure_trust(self.client)


async def posted_to(
    server: ssl.SSLContext | None, client: ssl.SSLContext, *replies: Reply, times: int = 1
) -> tuple[Answer, Receiver, Names]:
    """The last answer to so many posts to HOST on this machine, and what was asked of whom."""
    async with receiver(*replies, context=server) as there:
        names = Names(["127.0.0.1"])
        policy = Policy(loopback=True, ports=frozenset({there.port}))
        channel = WebhookChannel(policy, resolver=names, context=client)
        for _ in range(times):
            answer = await channel.deliver(a_message(f"https://{HOST}:{there.port}/x"))
        await channel.close()
    return answer, there, names


def test_host_and_certificate_stay_the_name() -> None:
    """Though the connection goes to an IP address."""
    tls = Tls(HOST)
    answer, there, _ = asyncio.run(posted_to(tls.server, tls.client))
    assert answer.outcome == "delivered"
    assert there.asked[0].headers["host"] == f"{HOST}:{there.port}"
    assert there.names == [HOST]


def test_kept_connection_stays_with_the_address_that_was_checked() -> None:
    """The next message needs no second look at the name."""
    tls = Tls(HOST)
    _, there, names = asyncio.run(posted_to(tls.server, tls.client, times=3))
    assert (len(there.asked), there.connections, names.asked) == (3, 1, [HOST])


@pytest.mark.parametrize(
    ("tls", "client"),
    [
        pytest.param(Tls("other.example"), None, id="name of another"),
        pytest.param(Tls("127.0.0.1"), None, id="name of the address"),
        pytest.param(Tls(HOST), Tls(HOST).client, id="authority unknown"),
        pytest.param(Tls(HOST, not_after=datetime(2020, 1, 1, tzinfo=UTC)), None, id="out of date"),
    ],
)
def test_certificate_must_be_good(tls: Tls, client: ssl.SSLContext | None) -> None:
    """Nothing is sent to anybody else."""
    answer, there, _ = asyncio.run(posted_to(tls.server, client or tls.client))
    assert (answer.outcome, answer.detail) == (
        "failed",
        "The server's certificate is not to be trusted, or is not for its name.",
    )
    assert not there.asked


def test_server_without_tls_is_sent_nothing() -> None:
    """Even if it would take the message."""
    read: list[bytes] = []

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        read.append(await reader.read(1_000))
        writer.write(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async def posted() -> Answer:
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        policy = Policy(loopback=True, ports=frozenset({port}))
        channel = WebhookChannel(policy, resolver=Names(["127.0.0.1"]))
        async with server:
            answer = await channel.deliver(a_message(f"https://{HOST}:{port}/x"))
        await channel.close()
        return answer

    answer = asyncio.run(posted())
    assert (answer.outcome, answer.detail) == ("failed", "The server and we found no common TLS.")
    assert b"webhook" not in b"".join(read)
