"""From a claimed delivery to the message: its words were frozen, its way is looked up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any, cast

import pytest

from notices.channels.port import Message
from notices.outbox.letters import Letters, Suppress
from notices.outbox.rows import SUBSCRIPTIONS, notices_stream
from notices.outbox.testing import (
    BASE,
    NOW,
    VAULT,
    a_notice,
    a_route,
    a_subscriber,
    after,
    letters_on,
    open_a_run,
    publish,
    remind,
    set_communications,
    subscribe,
)
from notices.subscriptions import events as s
from notices.subscriptions.records import EVERYTHING
from notices.wording.payload import payload_of
from rehearsals.journal.memory import MemoryJournal
from rehearsals.journal.port import Claim, Journal
from runbooks.clocktime import rfc3339
from runbooks.errors import JournalCorrupt

KEY = "DR1-OUT-EES/0/said/acme-1"


@pytest.fixture
def journal() -> Iterator[Journal]:
    """A real run with communications on, a subscriber with a webhook, and a notice."""
    with closing(MemoryJournal()) as journal:
        open_a_run(journal)
        subscribe(journal, a_subscriber(), *a_route(address=VAULT.seal("http://127.0.0.1:9/x")))
        publish(journal, a_notice(), ["acme-1"])
        yield journal


def a_claim(key: str = KEY, topic: str = "DR1", **payload: Any) -> Claim:
    """A delivery in hand."""
    return Claim(
        key=key, topic=topic, payload=payload, attempts=0, due_at=NOW, token=1,
        held_until=after(60),
    )  # fmt: skip


def composed(journal: Journal, claim: Claim | None = None) -> Message:
    """The message of a claim, at `NOW`."""
    message = letters_on(journal).message(claim or a_claim(), NOW)
    assert isinstance(message, Message)
    return message


def reason(journal: Journal, claim: Claim | None = None) -> str:
    """Why there is none."""
    message = letters_on(journal).message(claim or a_claim(), NOW)
    assert isinstance(message, Suppress)
    return message.reason


def test_words_and_payload_are_those_that_were_published(journal: Journal) -> None:
    """But for the links, which are of the one who reads."""
    message = composed(journal)
    sent, said = json.loads(message.payload), json.loads(payload_of(a_notice()))

    links = sent["data"].pop("links")
    assert sent == said
    assert links["html"] == f"{BASE}/outages/DR1-OUT-EES"
    assert links["ack"] == message.links.acknowledge
    assert message.text.startswith("DR1-OUT-EES rev 0")
    assert (message.notice, message.reminder) == (a_notice(), "")


def test_all_but_the_instant_is_the_same_on_every_attempt(journal: Journal) -> None:
    """To the byte."""
    letters = letters_on(journal)
    first, second = letters.message(a_claim(), NOW), letters.message(a_claim(), after(99))

    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert first.at != second.at
    assert (first.id, first.payload, first.text, first.subject, first.links) == (
        second.id, second.payload, second.text, second.subject, second.links,
    )  # fmt: skip


def test_address_and_secret_are_opened_for_the_channel_alone(journal: Journal) -> None:
    """And stand in nothing that is shown."""
    message = composed(journal)

    assert message.address == "http://127.0.0.1:9/x"
    assert message.secrets == (VAULT.webhook_secret("acme-1", 1),)
    assert message.address not in repr(message)
    assert message.secrets[0] not in repr(message)


def test_after_a_rotation_both_secrets_sign_for_a_time(journal: Journal) -> None:
    """The newest first."""
    until = NOW + timedelta(hours=24)
    subscribe(journal, s.SecretRotated(route="acme-1", secret=2, previous_until=until))

    assert composed(journal).secrets == tuple(VAULT.webhook_secret("acme-1", n) for n in (2, 1))


def test_a_reminder_has_its_own_words(journal: Journal) -> None:
    """Its type says that it is no news."""
    remind(journal, a_notice(), "24h")
    message = composed(journal, a_claim("DR1-OUT-EES/0/reminder:24h/acme-1"))

    assert (message.type, message.reminder) == ("outage.notice.reminder", "24h")
    assert json.loads(message.payload)["data"]["reminder"] == "24h"


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("DR1-OUT-EES/0/said/acme-9", "there is no such route"),
        ("DR1-OUT-EES/7/said/acme-1", "there is no such revision"),
        ("DR1-OUT-EES/0/reminder:1h/acme-1", "there is no such reminder"),
    ],
)
def test_what_there_is_not_is_not_sent(journal: Journal, key: str, why: str) -> None:
    """It is no fault to be tried again."""
    assert reason(journal, a_claim(key)) == why


def test_a_test_goes_to_routes_for_tests_alone(journal: Journal) -> None:
    """Unless the manager has said otherwise."""
    publish(journal, a_notice(1, test=True))
    claim = a_claim("DR1-OUT-EES/1/said/acme-1")
    assert composed(journal, claim).notice == a_notice(1, test=True)
    set_communications(journal, "test")

    assert "this route is for real notices" in reason(journal, claim)


def test_what_is_for_real_never_goes_to_a_route_for_tests(journal: Journal) -> None:
    """Whatever became of the route since."""
    subscribe(
        journal,
        s.RouteChanged(
            route="acme-1", label="", interest=EVERYTHING, role_mailbox=False, test=True,
            calendar=False, fallback=False,
        ),
    )  # fmt: skip

    assert "this notice is for real" in reason(journal)


def test_a_run_that_cannot_be_read_holds_up_no_other(journal: Journal) -> None:
    """Its deliveries fail, and are tried again once it can."""
    letters = Letters(cast("Journal", Broken(journal)), VAULT, BASE)
    with pytest.raises(JournalCorrupt):
        letters.message(a_claim(topic="DR2"), NOW)
    letters.refresh()

    assert isinstance(letters.message(a_claim(), NOW), Message)


class Broken:
    """A journal whose notices of DR2 were altered."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def read(self, stream: str, *, after: int = 0) -> Any:
        """Read what is whole."""
        if stream == notices_stream("DR2"):
            raise JournalCorrupt("altered", stream=stream, position=1)
        return self._journal.read(stream, after=after)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)


def a_request(route: str = "acme-2") -> s.SubscriptionEvent:
    """A mail address that is not confirmed yet."""
    requested, _ = a_route(route, "ops@acme.example", "email")
    return requested


def about(event: str, route: str = "acme-2") -> Claim:
    """A delivery about a route, asked for at `NOW`."""
    return a_claim(
        f"-/1/{event}/{route}", SUBSCRIPTIONS, at=rfc3339(NOW), deadline=rfc3339(after(600))
    )


def test_a_confirmation_leads_to_its_button(journal: Journal) -> None:
    """Over a route that is not active yet; it is about no notice."""
    subscribe(journal, a_request())
    message = composed(journal, about("confirm"))

    assert (message.type, message.notice) == ("outage.subscription.confirm", None)
    assert message.links.confirm.startswith(f"{BASE}/n/c/")
    assert json.loads(message.payload)["timestamp"] == rfc3339(NOW)


def test_who_has_confirmed_is_not_asked_again(journal: Journal) -> None:
    """The mail was still on its way."""
    subscribe(journal, a_request(), s.RouteVerified(route="acme-2"))

    assert reason(journal, about("confirm")) == "the route is confirmed already"


def test_a_test_goes_over_a_route_that_rests(journal: Journal) -> None:
    """So its owner sees whether it works again."""
    subscribe(journal, s.RouteDisabled(route="acme-1", reason="410"))

    assert composed(journal, about("test", "acme-1")).type == "outage.subscription.test"


def test_the_end_of_a_route_is_told_over_another(journal: Journal) -> None:
    """Which, and why."""
    subscribe(journal, a_request(), s.RouteVerified(route="acme-2"))
    subscribe(journal, s.RouteDisabled(route="acme-1", reason="it is gone (410)"))
    message = composed(journal, about("warning:acme-1"))

    assert message.type == "outage.subscription.ended"
    assert "no longer go to webhook acme-1: it is gone (410)." in message.text
    assert message.address == "ops@acme.example"


def test_what_nobody_knows_is_not_sent(journal: Journal) -> None:
    """Such as of a route that never was."""
    assert "nobody knows" in reason(journal, about("warning:acme-9", "acme-1"))


def test_what_is_published_is_seen_after_a_refresh(journal: Journal) -> None:
    """A sender looks once for many deliveries."""
    letters = letters_on(journal)
    assert isinstance(letters.message(a_claim(), NOW), Message)
    publish(journal, a_notice(1))
    letters.refresh()

    assert letters.message(a_claim(), NOW) == Suppress(reason="revision 1 is out")
