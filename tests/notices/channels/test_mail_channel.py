"""Mail over a real connection: what the relay answers, and what becomes of the next message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from notices.channels.email import EmailChannel
from notices.channels.port import Answer, Message
from tests.notices.channels.mail_server import CUT, Relay, relaying, settings_for
from tests.notices.channels.messages import a_message

Use = Callable[[EmailChannel], Awaitable[Any]]


def talking(relay: Relay, use: Use, *, connections: int = 4, longest: float = 20) -> Any:
    """What `use` comes to with a channel that hands its mail to the relay."""

    async def run() -> Any:
        async with relaying(relay):
            channel = EmailChannel(
                settings_for(relay.port), connections=connections, longest=longest
            )
            try:
                return await use(channel)
            finally:
                await channel.close()

    return asyncio.run(run())


def a_mail(address: str = "outages@acme.example", **fields: Any) -> Message:
    """A message for a mailbox."""
    return a_message(address, kind="email", **fields)


def sent(relay: Relay, *messages: Message) -> list[Answer]:
    """What one channel answers to these messages, one after the other."""

    async def use(channel: EmailChannel) -> list[Answer]:
        return [await channel.deliver(message) for message in messages or (a_mail(),)]

    answers: list[Answer] = talking(relay, use)
    return answers


def test_what_the_relay_takes_is_accepted_and_its_queue_number_is_kept() -> None:
    """The envelope's sender is where bounces go, and there is one recipient."""
    relay = Relay()
    [answer] = sent(relay)
    assert answer == Answer(outcome="accepted", status=250, detail="2.0.0 Ok: queued as 4F2A1")
    [(sender, recipients, _)] = relay.taken
    assert (sender, recipients) == ("bounces@programme.example", ["outages@acme.example"])


@pytest.mark.parametrize(
    ("answers", "outcome", "status"),
    [
        ({"to_rcpt": ["450 4.2.0 Greylisted"]}, "failed", 450),
        ({"to_rcpt": ["550 5.1.1 No such user"]}, "refused", 550),
        ({"to_data": ["452 4.3.1 Disk full"]}, "failed", 452),
        ({"to_data": ["550 5.7.1 Spam"]}, "refused", 550),
        ({"to_mail": ["550 5.7.1 Not you"]}, "refused", 550),
        ({"to_mail": ["530 5.7.0 Log in first"]}, "failed", 530),
        ({"to_mail": ["421 4.3.2 Going down"]}, "failed", 421),
    ],
)
def test_what_is_turned_down_for_now_is_tried_again_and_for_good_is_not(
    answers: dict[str, list[str]], outcome: str, status: int
) -> None:
    """What the relay says of ourselves is put right by the operator, so it is tried again."""
    [answer] = sent(Relay(**answers))  # type: ignore[arg-type]
    assert (answer.outcome, answer.status) == (outcome, status)


def test_an_answer_is_kept_without_the_address_it_quotes() -> None:
    """Servers quote the address that they turn down."""
    [answer] = sent(Relay(to_rcpt=["550 5.1.1 <outages@acme.example>: unknown"]))
    assert answer.detail == "5.1.1 <[address]>: unknown"


def test_a_relay_that_dies_after_the_message_may_have_taken_it_so_it_is_tried_again() -> None:
    """Nobody knows; a second copy is better than none."""
    relay = Relay(to_data=[CUT])
    [answer] = sent(relay)
    assert (answer.outcome, answer.status) == ("failed", None)
    assert "perhaps it was taken" in answer.detail


def test_the_next_try_has_the_same_message_id() -> None:
    """So that whoever gets both sees one."""
    relay = Relay(to_data=[CUT])
    lost, taken = sent(relay, a_mail(), a_mail())
    assert (lost.outcome, taken.outcome) == ("failed", "accepted")
    first, second = relay.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_relay_that_says_nothing_is_given_up_in_time() -> None:
    """The whole attempt has an end, not only each step."""

    class Silent(Relay):
        async def handle_RCPT(self, *_: object) -> str:  # noqa: N802
            await asyncio.Event().wait()
            return ""

    answer = talking(Silent(), lambda channel: channel.deliver(a_mail()), longest=0.2)
    assert answer.outcome == "failed"
    assert "too long" in answer.detail


def test_where_no_relay_listens_it_is_tried_again() -> None:
    """The operator may be restarting it."""
    answer = asyncio.run(EmailChannel(settings_for(1)).deliver(a_mail()))
    assert (answer.outcome, answer.status) == ("failed", None)
    assert "could not be reached" in answer.detail


def test_an_address_that_no_mail_can_be_sent_to_is_refused_without_a_connection() -> None:
    """One that would smuggle in a second recipient, here."""
    relay = Relay()
    [answer] = sent(relay, a_mail("a@b.example>\r\nRCPT TO:<other@b.example"))
    assert (answer.outcome, relay.connections) == ("refused", 0)


def test_a_connection_is_used_again_after_a_yes_and_after_a_no() -> None:
    """What one recipient's server says is no fault of the connection."""
    relay = Relay(to_rcpt=["250 OK", "550 No", "250 OK"])
    answers = sent(relay, a_mail(), a_mail(), a_mail())
    assert [answer.outcome for answer in answers] == ["accepted", "refused", "accepted"]
    assert relay.connections == 1


def test_a_connection_that_the_relay_closed_meanwhile_costs_no_attempt() -> None:
    """It is noticed before a message is put on it."""
    relay = Relay()

    async def use(channel: EmailChannel) -> list[str]:
        first = await channel.deliver(a_mail())
        relay.hang_up()
        second = await channel.deliver(a_mail())
        return [first.outcome, second.outcome]

    assert talking(relay, use) == ["accepted", "accepted"]
    assert relay.connections == 2


def test_many_messages_share_a_few_connections_and_each_has_one_recipient() -> None:
    """Nobody sees who else is told."""
    relay = Relay()

    async def use(channel: EmailChannel) -> list[Answer]:
        messages = (a_mail(f"outages@s{number}.example") for number in range(20))
        return await asyncio.gather(*map(channel.deliver, messages))

    answers = talking(relay, use, connections=3)
    assert {answer.outcome for answer in answers} == {"accepted"}
    assert relay.connections <= 3
    assert sorted(to for _, to, _ in relay.taken) == sorted(
        [f"outages@s{number}.example"] for number in range(20)
    )


def test_a_channel_works_in_one_event_loop_after_another() -> None:
    """A flow runs a loop of its own each time."""
    relay = Relay()

    async def once(channel: EmailChannel) -> str:
        async with relaying(relay):
            channel._connections._settings = settings_for(relay.port)
            return (await channel.deliver(a_mail())).outcome

    channel = EmailChannel(settings_for(1))
    assert [asyncio.run(once(channel)) for _ in range(2)] == ["accepted", "accepted"]


def test_closing_twice_is_no_harm() -> None:
    """The second call does nothing."""

    async def use(channel: EmailChannel) -> None:
        await channel.deliver(a_mail())
        await channel.close()
        await channel.close()

    talking(Relay(), use)
