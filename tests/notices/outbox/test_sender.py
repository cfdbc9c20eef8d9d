"""The sender: what is due is tried once each, and written down as it went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from notices.channels.port import Answer
from notices.channels.testing import ScriptedChannel
from notices.outbox.rows import POST, message_id
from notices.outbox.sender import Limits, Sender
from notices.outbox.testing import (
    NOW,
    a_notice,
    a_route,
    after,
    letters_on,
    publish,
    remind,
    set_communications,
    subscribe,
)
from notices.subscriptions import events as s
from rehearsals.journal.port import Journal, NewDelivery
from runbooks.errors import JournalError, SettingsError
from tests.notices.outbox.sending import KEY, a_sender, delivery, drain

FAILED = Answer(outcome="failed", status=500, detail="500")
REFUSED = Answer(outcome="refused", status=404, detail="404")
GONE = Answer(outcome="failed", status=410, detail="410", gone=True)


class Heard:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Answer]] = []

    def report(self, key: str, answer: Answer) -> None:
        """Remember."""
        self.told.append((key, answer))


def test_what_is_due_is_sent_once_to_each_route(journal: Journal) -> None:
    """With the id, the words and the payload that were frozen."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1", "brit-1"])

    assert drain(journal, channel) is None
    drain(journal, channel)

    first, second = channel.taken
    assert (first.key, first.id) == (KEY, message_id(KEY))
    assert (first.type, first.address) == ("outage.notice.published", "http://127.0.0.1:9/hook")
    assert second.route.id == "brit-1"
    assert delivery(journal).state == "delivered"


def test_what_is_not_due_waits(journal: Journal) -> None:
    """The sender says when the next one is."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1"], due_at=after(60))

    assert drain(journal, channel) == after(60)
    assert channel.taken == []


def test_a_mail_that_the_relay_took_is_accepted(journal: Journal) -> None:
    """That is not yet delivered."""
    publish(journal, a_notice(), ["acme-1"])
    drain(journal, ScriptedChannel([Answer(outcome="accepted", status=250, detail="queued")]))

    assert delivery(journal).state == "accepted"


def test_what_failed_is_tried_again_under_the_same_id(journal: Journal) -> None:
    """After a few seconds, and it counts as delivered from then on."""
    channel = ScriptedChannel([FAILED])
    publish(journal, a_notice(), ["acme-1"])

    again = drain(journal, channel)
    assert again is not None
    assert timedelta(seconds=4) <= again - NOW <= timedelta(seconds=6)
    assert delivery(journal).state == "pending"
    drain(journal, channel, at=again)

    first, second = channel.taken
    assert (first.id, first.payload) == (second.id, second.payload)
    assert [tried.outcome for tried in delivery(journal).attempts] == ["failed", "delivered"]
    assert delivery(journal).state == "delivered"


def test_what_is_refused_is_not_tried_again_and_goes_over_the_fallback(journal: Journal) -> None:
    """In the transaction that says so."""
    subscribe(journal, *a_route("acme-2", "ops@acme.example", "email", fallback=True))
    channel = ScriptedChannel([REFUSED])
    publish(journal, a_notice(), ["acme-1"])

    drain(journal, channel)

    failed, fallback = delivery(journal), "DR1-OUT-EES/0/said/acme-2"
    assert (failed.state, failed.failing, failed.fallback) == ("failed", "404", fallback)
    assert channel.taken[1].address == "ops@acme.example"
    assert delivery(journal, fallback).state == "delivered"


def test_a_route_fails_once_and_goes_on_being_tried(journal: Journal) -> None:
    """The fourth failure asks for the fallback, the fifth not again."""
    subscribe(journal, *a_route("acme-2", "ops@acme.example", "email", fallback=True))
    channel = ScriptedChannel([FAILED] * 9, kinds=("webhook",))
    mail = ScriptedChannel(kinds=("email",))
    publish(journal, a_notice(), ["acme-1"])

    at: datetime | None = NOW
    states = []
    for _ in range(5):
        assert at is not None
        at = drain(journal, channel, mail, at=at)
        states.append(delivery(journal).state)

    assert states == ["pending", "pending", "pending", "failing", "failing"]
    assert len(mail.taken) == 1


def test_a_route_that_is_gone_is_reported(journal: Journal) -> None:
    """And its delivery is not tried again, whatever the channel made of it."""
    heard = Heard()
    publish(journal, a_notice(), ["acme-1", "brit-1"])

    drain(journal, ScriptedChannel([GONE]), listener=heard)

    assert heard.told == [(KEY, GONE)]
    assert (delivery(journal).state, delivery(journal).retry_at) == ("failed", None)


def test_a_listener_that_fails_stops_nothing(journal: Journal) -> None:
    """The attempt is written down all the same."""

    class Deaf:
        def report(self, key: str, answer: Answer) -> None:
            raise JournalError(f"{key} {answer.detail}")

    publish(journal, a_notice(), ["acme-1"])
    drain(journal, ScriptedChannel([GONE]), listener=Deaf())

    assert len(delivery(journal).attempts) == 1


def test_a_fault_of_a_channel_is_an_attempt_that_failed(journal: Journal) -> None:
    """It stops no other, and its text is not told."""
    channel = ScriptedChannel([ValueError("secret")])
    publish(journal, a_notice(), ["acme-1", "brit-1"])

    drain(journal, channel)

    assert delivery(journal).answer == "the channel has a fault (ValueError)"
    assert delivery(journal, "DR1-OUT-EES/0/said/brit-1").state == "delivered"


def test_what_cannot_be_composed_is_an_attempt_that_failed(journal: Journal) -> None:
    """One bad address, or a key that is none, stops no other delivery."""
    channel = ScriptedChannel()
    subscribe(journal, *a_route("acme-2", "sealed:not-ours"))
    publish(journal, a_notice(), ["acme-2", "acme-1"])
    bad = NewDelivery(key="no key at all", topic="odd", pool=POST, due_at=NOW)
    journal.append("x", 0, [], deliveries=[bad])

    drain(journal, channel)

    assert [message.key for message in channel.taken] == [KEY]
    poisoned = delivery(journal, "DR1-OUT-EES/0/said/acme-2")
    assert (poisoned.state, poisoned.answer) == (
        "pending",
        "it cannot be composed: An address was sealed with another key.",
    )


def test_a_kind_without_a_channel_fails(journal: Journal) -> None:
    """Nobody thinks that mail goes out where none is set up."""
    publish(journal, a_notice(), ["acme-1"])
    drain(journal)

    assert delivery(journal).answer == "no channel for webhook is set up"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda journal: subscribe(
                journal, s.RouteRemoved(route="acme-1", by="operator", reason="asked")
            ),
            "the route was removed",
        ),
        (
            lambda journal: subscribe(journal, s.RouteDisabled(route="acme-1", reason="410")),
            "the route is disabled: 410",
        ),
        (
            lambda journal: subscribe(journal, s.SubscriberLeft(subscriber="acme", reason="sold")),
            "Acme is told no more",
        ),
        (lambda journal: set_communications(journal, "off"), "communications are off"),
        (lambda journal: set_communications(journal, "test"), "communications are for tests"),
        (lambda journal: publish(journal, a_notice(1)), "revision 1 is out"),
    ],
)
def test_what_is_not_to_be_sent_any_more_is_suppressed(
    journal: Journal, change: Callable[[Journal], None], reason: str
) -> None:
    """What changed between publishing and sending holds; it is said why, and nothing is left."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1"])
    change(journal)

    assert drain(journal, channel) is None

    assert channel.taken == []
    assert delivery(journal).state == "suppressed"
    assert delivery(journal).suppressed.startswith(reason)


def test_a_newer_revision_takes_the_place_of_one_that_waits(journal: Journal) -> None:
    """On recovery the current state is delivered once, and not the backlog."""
    channel = ScriptedChannel([FAILED])
    publish(journal, a_notice(), ["acme-1"])
    drain(journal, channel)
    publish(journal, a_notice(1, kind="extended"), ["acme-1"], due_at=after(60))

    drain(journal, channel, at=after(600))

    assert [message.key for message in channel.taken][1:] == ["DR1-OUT-EES/1/said/acme-1"]
    assert channel.taken[1].type == "outage.notice.extended"
    assert delivery(journal).state == "superseded"


def test_a_reminder_is_sent_as_one(journal: Journal) -> None:
    """Its type and its words say that it is no news."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1"])
    drain(journal, channel)
    remind(journal, a_notice(), "24h", ["acme-1"])
    drain(journal, channel)

    said, reminder = channel.taken
    assert (reminder.type, reminder.reminder) == ("outage.notice.reminder", "24h")
    assert reminder.id != said.id


def test_two_senders_share_the_work(journal: Journal) -> None:
    """What one has in hand the other leaves alone."""
    channel = ScriptedChannel()
    publish(journal, a_notice(), ["acme-1", "brit-1"])

    async def both() -> None:
        await asyncio.gather(*(a_sender(journal, channel).drain(NOW) for _ in range(2)))

    asyncio.run(both())
    assert len(channel.taken) == 2


def test_a_claim_that_would_run_out_under_an_attempt_is_refused(journal: Journal) -> None:
    """At the start, and not in the night."""
    with pytest.raises(SettingsError, match="A claim lasts 5 s, but an attempt may take 10 s"):
        a_sender(journal, ScriptedChannel(), limits=Limits(lease=5))


def test_messages_of_a_simulated_run_bear_the_real_time(journal: Journal) -> None:
    """Receivers refuse a signature that is not of these minutes; the journal has the run's time."""
    channel, real = ScriptedChannel(), NOW + timedelta(days=400)
    publish(journal, a_notice(), ["acme-1"], pool="simulated/DR1")
    sender = Sender(journal, "simulated/DR1", [channel], letters_on(journal), lambda: real)

    asyncio.run(sender.drain(NOW))

    assert channel.taken[0].at == real
    assert delivery(journal).attempts[0].at == NOW
