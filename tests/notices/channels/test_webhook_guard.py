"""Where webhooks are never connected to, whatever a name leads to."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from typing import Any

import httpcore
import pytest

from notices.channels.addresses import INTERNET, Policy
from notices.channels.http_check import check_address
from notices.channels.pinned import AddressRefused, NameUnknown, PinnedBackend
from notices.channels.port import Answer
from notices.channels.webhook import WebhookChannel
from tests.notices.channels.messages import a_message
from tests.notices.channels.posting import Names
from tests.notices.channels.receivers import Receiver, receiver
from tests.notices.channels.refused import BAD_IPS, BAD_URLS

HOST = "hooks.supplier.example"
PUBLIC, PRIVATE = "93.184.215.14", "10.0.0.1"


class Wire(httpcore.AsyncNetworkBackend):
    """A network on which nobody takes connections; it remembers who was called."""

    def __init__(self) -> None:
        self.called: list[str] = []

    async def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Remember, and refuse."""
        self.called.append(host)
        raise httpcore.ConnectError


def called(names: Names, policy: Policy = INTERNET) -> list[str]:
    """The addresses to which a connection was tried; raises what the backend does."""
    wire = Wire()
    backend = PinnedBackend(policy=policy, resolver=names, network=wire)
    try:
        asyncio.run(backend.connect_tcp(HOST, 443, timeout=5))
    except httpcore.ConnectError:
        return wire.called
    except (AddressRefused, NameUnknown):
        assert not wire.called
        raise
    raise AssertionError("nobody takes connections here")


@pytest.mark.parametrize("ip", BAD_IPS)
def test_name_of_a_bad_address_is_never_called(ip: str) -> None:
    """Alone, and in whatever place among good ones."""
    for found in ([ip], [PUBLIC, ip], [ip, PUBLIC]):
        with pytest.raises(AddressRefused):
            called(Names(found))


def test_name_is_resolved_once_and_its_address_called() -> None:
    """No second look can lead elsewhere."""
    names = Names([PUBLIC], [PRIVATE])
    assert called(names) == [PUBLIC]
    assert names.asked == [HOST]


def test_addresses_are_tried_in_turn() -> None:
    """A server with several is reached by the first that takes the connection; few are tried."""
    found = [f"93.184.215.{number}" for number in range(1, 10)]
    assert called(Names(found)) == found[:4]


def test_unknown_name_is_said_to_be_unknown() -> None:
    """No address, no connection."""
    with pytest.raises(NameUnknown):
        called(Names([]))


def test_network_of_a_supplier_is_called() -> None:
    """If the operator allows it."""
    policy = Policy(networks=(ip_network("10.0.0.0/24"),))
    assert called(Names([PRIVATE]), policy) == [PRIVATE]


def test_rebinding_is_refused() -> None:
    """A name that was public when it was entered and is private now hears nothing."""

    async def rebound() -> tuple[str | None, Answer, Receiver]:
        async with receiver() as private:
            policy = Policy(ports=frozenset({443, private.port}))
            names, url = Names([PUBLIC], ["127.0.0.1"]), f"https://{HOST}:{private.port}/x"
            entered = await check_address(url, policy, resolver=names)
            channel = WebhookChannel(policy, resolver=names)
            answer = await channel.deliver(a_message(url))
            await channel.close()
            return entered, answer, private

    entered, answer, private = asyncio.run(rebound())
    assert entered is None
    assert answer.outcome == "refused"
    assert "may not be connected to" in answer.detail
    assert private.connections == 0


@pytest.mark.parametrize("found", [[PRIVATE], [PUBLIC, PRIVATE], []])
def test_name_is_looked_at_when_it_is_entered(found: list[str]) -> None:
    """What could never be delivered is not taken; and nobody learns our network's names."""
    problem = asyncio.run(check_address(f"https://{HOST}/x", resolver=Names(found)))
    assert problem
    assert "no address that may be connected to" in problem


@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_address_is_not_even_resolved(url: str) -> None:
    """The same rules as when it was entered, for those that were entered before a rule came."""
    names = Names([PUBLIC])
    channel = WebhookChannel(resolver=names)
    answer = asyncio.run(channel.deliver(a_message(url)))
    assert answer.outcome == "refused"
    assert not names.asked


def test_name_that_cannot_be_resolved_is_tried_again() -> None:
    """A name server may only be down."""
    channel = WebhookChannel(resolver=Names([]))

    async def once() -> Answer:
        answer = await channel.deliver(a_message())
        await channel.close()
        return answer

    assert asyncio.run(once()).outcome == "failed"
