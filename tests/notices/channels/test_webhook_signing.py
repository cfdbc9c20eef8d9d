"""Signatures, verified by the reference library and by hand."""

from __future__ import annotations

import hmac
import subprocess
import sys
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from notices.channels.signing import LEAST_SECRET, signed_headers
from tests.notices.channels.messages import NOW, OLD_SECRET, SECRET

PAYLOAD = '{"title":"caf\N{LATIN SMALL LETTER E WITH ACUTE}"}'.encode()
LONDON = ZoneInfo("Europe/London")


def headers_at(at: datetime, *secrets: str) -> dict[str, str]:
    """The headers of a message signed at an instant."""
    signed_with = secrets or (SECRET,)
    return signed_headers(message_id="msg_1", at=at, payload=PAYLOAD, secrets=signed_with)


def by_hand(secret: str, headers: dict[str, str], payload: bytes = PAYLOAD) -> str:
    """The signature as the standard says, with nothing but HMAC."""
    key = b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + payload
    return f"v1,{b64encode(hmac.new(key, signed, sha256).digest()).decode()}"


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(NOW, id="UTC"),
        pytest.param(NOW.astimezone(LONDON), id="London in July"),
        pytest.param(NOW.astimezone(timezone(timedelta(hours=5, minutes=30))), id="Kolkata"),
    ],
)
def test_same_instant_gives_the_same_signature(at: datetime) -> None:
    """Whatever zone it is written in."""
    assert headers_at(at)["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert headers_at(at)["webhook-signature"] == by_hand(SECRET, headers_at(at))


@time_machine.travel(NOW, tick=False)
def test_reference_library_takes_the_signature() -> None:
    """The one that suppliers verify with."""
    assert Webhook(SECRET).verify(PAYLOAD, headers_at(NOW.astimezone(LONDON)))


def test_signature_holds_on_a_machine_in_london_in_july() -> None:
    """In a process whose own zone is an hour off, at an instant as it reads one itself."""
    program = (
        "import sys, time_machine\n"
        "from datetime import datetime, UTC\n"
        "from zoneinfo import ZoneInfo\n"
        "from standardwebhooks import Webhook\n"
        "from notices.channels.signing import signed_headers\n"
        "secret = sys.argv[1]\n"
        "noon = datetime(2026, 7, 14, 13, tzinfo=ZoneInfo('Europe/London'))\n"
        "with time_machine.travel(noon, tick=False):\n"
        "    for at in (datetime.now(UTC), datetime.now().astimezone()):\n"
        "        headers = signed_headers(message_id='m', at=at, payload=b'{}', secrets=[secret])\n"
        "        Webhook(secret).verify(b'{}', headers)\n"
        "        print(at.utcoffset(), headers['webhook-timestamp'])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, SECRET],
        env={"TZ": "Europe/London", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == ["0:00:00 1784030400", "1:00:00 1784030400"]


@time_machine.travel(NOW, tick=False)
def test_both_secrets_verify_while_they_change_over() -> None:
    """Each subscriber may still hold the old one, or the new one already."""
    headers = headers_at(NOW, SECRET, OLD_SECRET)
    for secret in (SECRET, OLD_SECRET):
        assert Webhook(secret).verify(PAYLOAD, headers)
    first, second = headers["webhook-signature"].split(" ")
    assert (first, second) == (by_hand(SECRET, headers), by_hand(OLD_SECRET, headers))


@pytest.mark.parametrize(
    ("name", "value"), [("webhook-id", "msg_2"), ("webhook-timestamp", "1784030401")]
)
@time_machine.travel(NOW, tick=False)
def test_what_was_changed_on_the_way_does_not_verify(name: str, value: str) -> None:
    """Id and time are signed as well as the body."""
    headers = headers_at(NOW)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(PAYLOAD, headers | {name: value})
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(PAYLOAD + b" ", headers)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_old_message_does_not_verify(seconds: int) -> None:
    """So each attempt is signed anew."""
    headers = headers_at(NOW)
    with (
        time_machine.travel(NOW + timedelta(seconds=seconds), tick=False),
        pytest.raises(WebhookVerificationError),
    ):
        Webhook(SECRET).verify(PAYLOAD, headers)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    st.text(max_size=50),
    st.binary(min_size=LEAST_SECRET, max_size=64),
)
def test_signature_is_always_that_of_the_standard(at: datetime, text: str, key: bytes) -> None:
    """For any instant, body and secret."""
    secret, payload = f"whsec_{b64encode(key).decode()}", text.encode("utf-8", "replace")
    headers = signed_headers(message_id="msg_1", at=at, payload=payload, secrets=[secret])
    assert headers["webhook-signature"] == by_hand(secret, headers, payload)
    assert int(headers["webhook-timestamp"]) == int(at.timestamp())


@pytest.mark.parametrize(
    "secret",
    [
        f"whsec_{b64encode(b'k' * (LEAST_SECRET - 1)).decode()}",
        "whsec_",
        "",
        "whsec_not base64 at all, but long enough to be one!!",
        b64encode(b"k" * 32).decode(),
    ],
)
def test_weak_secret_is_refused(secret: str) -> None:
    """And not shown."""
    with pytest.raises(ValueError, match="24 bytes") as refused:
        headers_at(NOW, secret)
    assert len(secret) < 10 or secret not in str(refused.value)


def test_nothing_is_sent_unsigned() -> None:
    """No secret, no headers."""
    with pytest.raises(ValueError, match="no secret"):
        signed_headers(message_id="msg_1", at=NOW, payload=PAYLOAD, secrets=())


@pytest.mark.parametrize("message_id", ["", "msg.1"])
def test_id_holds_no_dot(message_id: str) -> None:
    """It parts what is signed."""
    with pytest.raises(ValueError, match="dot"):
        signed_headers(message_id=message_id, at=NOW, payload=PAYLOAD, secrets=[SECRET])


def test_naive_instant_is_refused() -> None:
    """Nobody knows which instant it is."""
    with pytest.raises(ValueError, match="no zone"):
        headers_at(NOW.replace(tzinfo=None))


def test_utc_is_what_the_library_needs() -> None:
    """It stamps the figures of any other zone as if they were UTC: the reason for all this."""
    wrong = Webhook(SECRET).sign("msg_1", NOW.astimezone(LONDON), PAYLOAD.decode())
    assert wrong != headers_at(NOW.astimezone(UTC))["webhook-signature"]
