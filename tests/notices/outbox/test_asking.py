"""What people ask of deliveries: once more, seen, came back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest

from notices.channels.port import Answer
from notices.channels.testing import ScriptedChannel
from notices.outbox.asking import acknowledge, bounce, failed_of, redeliver, sent_between
from notices.outbox.rows import POST, rows_of
from notices.outbox.sender import Sender
from notices.outbox.state import Delivery, DeliveryBook, deliveries_of
from notices.outbox.testing import (
    NOW,
    a_notice,
    a_route,
    a_subscriber,
    after,
    letters_on,
    open_a_run,
    publish,
    subscribe,
)
from rehearsals.core.command import By
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Journal
from runbooks.errors import Refused

KEY, OTHER = "DR1-OUT-EES/0/said/acme-1", "DR1-OUT-EES/0/said/acme-2"
BEN = By(id="c-9", actor="ben", channel="cli")


@pytest.fixture
def journal() -> Iterator[Journal]:
    """A notice on its way over two routes."""
    with closing(MemoryJournal()) as journal:
        open_a_run(journal)
        subscribe(journal, a_subscriber(), *a_route(), *a_route("acme-2", "o@a.example", "email"))
        publish(journal, a_notice(), ["acme-1", "acme-2"])
        yield journal


def book(journal: Journal) -> DeliveryBook:
    """How the deliveries stand."""
    return deliveries_of(journal, "DR1", NOW)


def delivery(journal: Journal, key: str = KEY) -> Delivery:
    """How one stands."""
    return book(journal).deliveries[key]


def drain(journal: Journal, *answers: Answer) -> ScriptedChannel:
    """Send what is due; the channel has what was sent."""
    channel = ScriptedChannel(answers)
    sender = Sender(journal, POST, [channel], letters_on(journal), lambda: NOW)
    asyncio.run(sender.drain(NOW))
    return channel


REFUSED = Answer(outcome="refused", status=404, detail="no")
ACCEPTED = Answer(outcome="accepted", status=250, detail="queued")


def test_a_redelivery_has_the_same_id_and_counts_on(journal: Journal) -> None:
    """Whoever has the message already knows it by that."""
    first = drain(journal, REFUSED)
    assert redeliver(journal, "DR1", [KEY, KEY], by=BEN, now=NOW) == (KEY,)
    again = drain(journal)

    assert [message.id for message in again.taken] == [first.taken[0].id]
    assert [tried.attempt for tried in delivery(journal).attempts] == [1, 2]
    assert delivery(journal).state == "delivered"


def test_a_repeated_command_asks_once(journal: Journal) -> None:
    """A form that is sent twice makes one redelivery."""
    drain(journal)
    redeliver(journal, "DR1", [KEY], by=BEN, now=NOW)
    drain(journal)
    redeliver(journal, "DR1", [KEY], by=BEN, now=NOW)

    assert drain(journal).taken == []


def test_redelivery_is_all_or_nothing(journal: Journal) -> None:
    """A key that there is not is named."""
    drain(journal)

    with pytest.raises(Refused, match="There is no delivery"):
        redeliver(journal, "DR1", [KEY, "DR1-OUT-EES/7/said/acme-1"], by=BEN, now=NOW)
    assert drain(journal).taken == []


def test_what_was_replaced_is_not_redelivered(journal: Journal) -> None:
    """It would tell a window that no longer holds."""
    publish(journal, a_notice(1), ["acme-1"])

    with pytest.raises(Refused, match="Redeliver the newest revision"):
        redeliver(journal, "DR1", [KEY], by=BEN, now=NOW)


def test_all_that_failed_and_all_of_a_stretch_can_be_found(journal: Journal) -> None:
    """A supplier who was down asks for what was sent meanwhile."""
    drain(journal, REFUSED)

    assert failed_of(book(journal), "DR1-OUT-EES") == (KEY,)
    assert sent_between(book(journal), NOW, after(1)) == (KEY, OTHER)
    assert sent_between(book(journal), after(1), after(2)) == ()


def test_an_acknowledgement_is_entered_once(journal: Journal) -> None:
    """By whom, how and when."""
    drain(journal)

    assert acknowledge(journal, "DR1", KEY, by=BEN, now=NOW)
    assert not acknowledge(journal, "DR1", KEY, by=BEN, now=NOW, how="link")
    found = delivery(journal)
    assert (found.state, found.acknowledged_by, found.acknowledged_who, found.acknowledged_at) == (
        "acknowledged", "operator", "ben", NOW,
    )  # fmt: skip


def test_a_mail_that_came_back_goes_over_the_fallback(journal: Journal) -> None:
    """Accepted was not delivered after all."""
    drain(journal, Answer(outcome="delivered", detail="ok"), ACCEPTED)
    assert delivery(journal, OTHER).state == "accepted"
    (row,) = rows_of(
        topic="DR1", pool=POST, notice="DR1-OUT-EES", revision=0, event="said",
        routes=("acme-3",), due_at=NOW, deadline=None,
    )  # fmt: skip

    assert bounce(journal, "DR1", OTHER, answer="mailbox full", by=BEN, now=NOW, fallback=row)
    assert not bounce(journal, "DR1", OTHER, answer="mailbox full", by=BEN, now=NOW)

    found = delivery(journal, OTHER)
    assert (found.state, found.failing) == ("failed", "it came back: mailbox full")
    assert (found.fallback, delivery(journal, row.key).state) == (row.key, "pending")


def test_what_no_server_took_cannot_come_back(journal: Journal) -> None:
    """Somebody mixed up two mails."""
    with pytest.raises(Refused, match="not taken by any server"):
        bounce(journal, "DR1", OTHER, answer="full", by=BEN, now=NOW)
