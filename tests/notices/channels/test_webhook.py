"""Webhooks, against real receivers on loopback."""

from __future__ import annotations

import asyncio
from importlib.metadata import version

import pytest
import time_machine
from standardwebhooks import Webhook

from notices.channels.http_client import Patience
from notices.channels.port import Answer
from tests.notices.channels.messages import NOW, SECRET, a_message
from tests.notices.channels.posting import HASTY, posted
from tests.notices.channels.receivers import How, Receiver, Reply, receiver


def answer_to(reply: Reply, patience: Patience | None = None) -> Answer:
    """The answer to one post, of which there was exactly one."""
    (answer,), server = asyncio.run(posted(reply, patience=patience))
    assert len(server.asked) == 1
    return answer


def test_message_is_posted_as_it_is() -> None:
    """The bytes that were signed, under the names that receivers look for."""
    message = a_message()
    _, server = asyncio.run(posted())
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/hooks/secret-path", message.payload)
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["webhook-id"] == message.id
    assert asked.headers["user-agent"] == f"Callboard-Webhooks/{version('callboard')}"
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"


def test_what_arrives_verifies() -> None:
    """As a supplier would: the raw bytes and the headers, with the secret it holds."""
    _, server = asyncio.run(posted())
    (asked,) = server.asked
    with time_machine.travel(NOW, tick=False):
        verified = Webhook(SECRET).verify(asked.body, dict(asked.headers))
    assert verified["data"]["id"] == "M10-OUT-EES"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_2xx_is_delivered(status: int) -> None:
    """The status decides, and nothing in the body."""
    answer = answer_to(Reply(status=status, body=b""))
    assert (answer.outcome, answer.status) == ("delivered", status)


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502, 503])
def test_failure_is_tried_again(status: int) -> None:
    """Suppliers break routes during their own cutovers."""
    answer = answer_to(Reply(status=status))
    assert (answer.outcome, answer.status, answer.gone) == ("failed", status, False)


def test_410_is_the_end_of_a_route() -> None:
    """Its owner's machine says so."""
    answer = answer_to(Reply(status=410))
    assert (answer.outcome, answer.gone) == ("refused", True)


@pytest.mark.parametrize("after", ["120", "Tue, 14 Jul 2026 12:02:00 GMT"])
def test_429_says_how_long_to_wait(after: str) -> None:
    """In seconds, or until an instant."""
    answer = answer_to(Reply(status=429, headers={"Retry-After": after}))
    assert (answer.outcome, answer.throttled, answer.retry_after) == ("failed", True, 120)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed(status: int) -> None:
    """The private address that it leads to hears nothing at all."""

    async def redirected() -> tuple[Answer, Receiver]:
        async with receiver() as private:
            reply = Reply(status=status, headers={"Location": private.url})
            (answer,), _ = await posted(reply)
            return answer, private

    answer, private = asyncio.run(redirected())
    assert (answer.outcome, answer.status) == ("failed", status)
    assert private.connections == 0


@pytest.mark.parametrize("how", ["hang", "slow_headers"])
def test_no_answer_in_time_is_a_failure(how: How) -> None:
    """However the time is spent."""
    assert answer_to(Reply(how=how), HASTY) == Answer(outcome="failed", detail="No answer in time.")


@pytest.mark.parametrize("how", ["reset", "hang_up", "garbage"])
def test_broken_connection_is_tried_again_by_the_sender_alone(how: How) -> None:
    """Nobody knows whether the message arrived, so nothing is repeated at once."""
    answer = answer_to(Reply(how=how))
    assert (answer.outcome, answer.status) == ("failed", None)


@pytest.mark.parametrize("how", ["drip", "flood"])
def test_endless_answer_is_left_alone(how: How) -> None:
    """Its status was there, and it holds nothing up: neither memory nor time."""
    assert answer_to(Reply(how=how), HASTY).outcome == "delivered"
