"""How connections to receivers are kept, shared and closed; and what is never told to anybody."""

from __future__ import annotations

import asyncio
import logging

import pytest

from notices.channels.http_client import Patience
from notices.channels.port import Answer
from notices.channels.webhook import WebhookChannel
from tests.notices.channels.messages import a_message
from tests.notices.channels.posting import HASTY, a_channel, posted
from tests.notices.channels.receivers import How, Receiver, Reply, receiver


def test_connection_is_used_again() -> None:
    """For the next message to the same server."""
    answers, server = asyncio.run(posted(times=3))
    assert [answer.outcome for answer in answers] == ["delivered"] * 3
    assert (len(server.asked), server.connections) == (3, 1)


@pytest.mark.parametrize("how", ["drip", "flood"])
def test_connection_of_an_endless_answer_is_closed(how: How) -> None:
    """What was left unread would be taken for the next answer."""
    answers, server = asyncio.run(posted(Reply(how=how), times=2, patience=HASTY))
    assert [answer.outcome for answer in answers] == ["delivered"] * 2
    assert server.connections == 2


def test_nobody_listening_is_a_failure() -> None:
    """It may go better later."""

    async def knock() -> Answer:
        async with receiver() as server:
            pass
        channel = a_channel()
        answer = await channel.deliver(a_message(server.url))
        await channel.close()
        return answer

    assert asyncio.run(knock()).detail == "The server takes no connection."


def test_many_at_a_time_share_few_connections() -> None:
    """One server is never asked for more than a few."""

    async def burst() -> Receiver:
        channel = a_channel()
        async with receiver() as server:
            messages = [a_message(server.url) for _ in range(50)]
            answers = await asyncio.gather(*map(channel.deliver, messages))
            await channel.close()
        assert {answer.outcome for answer in answers} == {"delivered"}
        return server

    server = asyncio.run(burst())
    assert len(server.asked) == 50
    assert server.connections <= 8


def test_slow_receiver_holds_up_nobody_else() -> None:
    """Each server has connections of its own."""

    async def beside() -> str:
        channel = a_channel()
        async with receiver(*[Reply(how="hang")] * 20) as slow, receiver() as quick:
            waiting = [asyncio.create_task(channel.deliver(a_message(slow.url))) for _ in range(20)]
            answer = await asyncio.wait_for(channel.deliver(a_message(quick.url)), 10)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            await channel.close()
        return answer.outcome

    assert asyncio.run(beside()) == "delivered"


def test_channel_serves_again_after_it_was_closed() -> None:
    """In another event loop too."""
    channel = a_channel()

    async def once() -> Answer:
        async with receiver() as server:
            answer = await channel.deliver(a_message(server.url))
            await channel.close()
            await channel.close()
        return answer

    assert [asyncio.run(once()).outcome for _ in range(2)] == ["delivered"] * 2


def test_cookies_of_a_receiver_are_not_kept() -> None:
    """Nor sent to anybody."""
    _, server = asyncio.run(posted(Reply(headers={"Set-Cookie": "a=b"}), times=2))
    assert "cookie" not in server.asked[1].headers


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "HTTPS_PROXY"])
def test_proxy_of_the_environment_is_ignored(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would connect to whatever it is told, past every check."""

    async def past() -> tuple[Answer, Receiver]:
        async with receiver() as proxy:
            monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
            (answer,), _ = await posted()
            return answer, proxy

    answer, proxy = asyncio.run(past())
    assert (answer.outcome, proxy.connections) == ("delivered", 0)


def test_address_gets_into_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even if everything is logged: it is a secret."""
    with caplog.at_level(logging.DEBUG):
        asyncio.run(posted())
    assert "secret-path" not in caplog.text


def test_attempt_takes_less_than_the_channel_says() -> None:
    """Claims are made for longer than that."""
    assert WebhookChannel().seconds > Patience().total
