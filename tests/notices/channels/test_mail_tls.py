"""What is insisted on before a message is handed over: encryption, the relay's name, the log-in."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from notices.channels.email import EmailChannel
from notices.channels.mail_settings import MailSettings
from notices.channels.port import Answer
from tests.notices.channels.mail_server import (
    PASSWORD,
    USER,
    Relay,
    only_with_the_password,
    relaying,
    settings_for,
)
from tests.notices.channels.messages import a_message


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for the relay."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> str:
    """The file of certificates that the operator names."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


def certified(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    """What a relay of this name shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def sent(relay: Relay, options: dict[str, Any], **settings: Any) -> Answer:
    """What comes of one message to a relay with these options."""

    async def run() -> Answer:
        async with relaying(relay, **options):
            channel = EmailChannel(settings_for(relay.port, **settings))
            try:
                return await channel.deliver(a_message("a@acme.example", kind="email"))
            finally:
                await channel.close()

    return asyncio.run(run())


def test_starttls_encrypts_what_is_handed_over(authority: trustme.CA, trusted: str) -> None:
    """The message goes over the encrypted connection."""
    relay = Relay()
    options = {"tls_context": certified(authority), "require_starttls": True}
    answer = sent(relay, options, security="starttls", ca=trusted)
    assert (answer.outcome, relay.encrypted) == ("accepted", [True])


def test_a_relay_that_offers_no_starttls_gets_nothing(trusted: str) -> None:
    """Somebody on the way may have taken the offer out."""
    relay = Relay()
    answer = sent(relay, {}, security="starttls", ca=trusted, user=USER, password=PASSWORD)
    assert (answer.outcome, relay.taken) == ("failed", [])
    assert "STARTTLS" in answer.detail


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_relay_of_another_name_gets_nothing(
    authority: trustme.CA, trusted: str, security: str
) -> None:
    """Its certificate is for somebody else."""
    relay, context = Relay(), certified(authority, "other.example")
    options: dict[str, Any] = {"tls": context} if security == "tls" else {"tls_context": context}
    answer = sent(relay, options, security=security, ca=trusted)
    assert (answer.outcome, relay.taken) == ("failed", [])
    assert "certificate" in answer.detail


def test_a_relay_that_nobody_vouches_for_gets_nothing(authority: trustme.CA) -> None:
    """Its certificate is of an authority that this machine does not know."""
    relay = Relay()
    answer = sent(relay, {"tls_context": certified(authority)}, security="starttls")
    assert (answer.outcome, relay.taken) == ("failed", [])


def test_tls_encrypts_from_the_first_byte(authority: trustme.CA, trusted: str) -> None:
    """As relays want it on port 465."""
    relay = Relay()
    answer = sent(relay, {"tls": certified(authority)}, security="tls", ca=trusted)
    assert (answer.outcome, len(relay.taken)) == ("accepted", 1)


def _asking(authority: trustme.CA) -> dict[str, Any]:
    return {
        "tls_context": certified(authority),
        "authenticator": only_with_the_password,
        "auth_required": True,
    }


def test_it_logs_in_where_that_is_asked(authority: trustme.CA, trusted: str) -> None:
    """After the connection is encrypted."""
    relay = Relay()
    settings: dict[str, Any] = {"security": "starttls", "ca": trusted}
    answer = sent(relay, _asking(authority), **settings, user=USER, password=PASSWORD)
    assert answer.outcome == "accepted"


def test_a_wrong_password_is_the_operators_to_put_right(
    authority: trustme.CA, trusted: str
) -> None:
    """It is no fault of the message, which is tried again; the password is in no answer."""
    wrong = "a wrong password"
    settings: dict[str, Any] = {"security": "starttls", "ca": trusted}
    answer = sent(Relay(), _asking(authority), **settings, user=USER, password=wrong)
    assert (answer.outcome, answer.status) == ("failed", 535)
    assert wrong not in repr(answer)


def test_without_a_log_in_the_message_waits(authority: trustme.CA, trusted: str) -> None:
    """530 is 5yz, and still about us."""
    answer = sent(Relay(), _asking(authority), security="starttls", ca=trusted)
    assert (answer.outcome, answer.status) == ("failed", 530)


def test_neither_user_nor_password_shows_in_the_settings() -> None:
    """They are in no log that prints the settings."""
    settings: MailSettings = settings_for(25, user=USER, password=PASSWORD)
    assert PASSWORD not in repr(settings)
